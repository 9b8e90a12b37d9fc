import { join } from "node:path";
import type { Log } from "@backlot/shared/server/logging";
import type { MediaStore } from "@backlot/shared/server/media-store";
import type { StudioDeps } from "../deps.ts";
import { createPrevisRenderer } from "../previs/renderer.ts";
import { nothingProvider } from "./nothing.ts";
import { previsProvider } from "./previs.ts";

/** Every provider by its name, and the end of what they hold open. The drawing browser starts with the first picture. */
export function createProviders({
  media,
  dataDir,
  log,
  nothing,
}: {
  media: MediaStore;
  dataDir: string;
  log: Log;
  nothing: Parameters<typeof nothingProvider>[0];
}): {
  byName: StudioDeps["providers"];
  close: () => Promise<void>;
} {
  const renderer = createPrevisRenderer({
    cacheFolder: join(dataDir, "cache", "previs"),
    log: (message, detail) => log.info(detail ?? {}, message),
  });
  return {
    byName: { nothing: nothingProvider(nothing), previs: previsProvider({ renderer, media, dataDir }) },
    close: () => renderer.dispose(),
  };
}
