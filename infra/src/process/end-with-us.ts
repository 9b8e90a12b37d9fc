import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";

/**
 * Ends a helper and deletes the folder that it fills when this process exits before it is done. Call what is given when it is done.
 */
export function endWithUs(child: ChildProcess, folder: string): () => void {
  const clean = () => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", clean);
  return () => void process.off("exit", clean);
}
