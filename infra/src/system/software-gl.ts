import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const libraryFolders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"];

/**
 * Whether Mesa's software renderer is installed, which draws the stage where there is no GPU.
 * Other systems than Linux bring a GL of their own.
 */
export function hasSoftwareGl(
  platform: string = process.platform,
  folders: string[] = libraryFolders,
): boolean {
  if (platform !== "linux") return true;
  const hasEgl = folders.some((folder) => existsSync(join(folder, "libEGL.so.1")));
  return hasEgl && folders.some(hasDriver);
}

/** Mesa keeps llvmpipe in a `swrast` driver, and since release 24 in one library of all Gallium drivers. */
function hasDriver(folder: string): boolean {
  if (existsSync(join(folder, "dri", "swrast_dri.so"))) return true;
  if (!existsSync(folder)) return false;
  return readdirSync(folder).some((name) => name.startsWith("libgallium-"));
}
