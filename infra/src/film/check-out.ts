import { accessSync, constants, existsSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { dirname, extname } from "node:path";
import { UsageError } from "./arguments.ts";

/**
 * Makes sure, before anything is started, that the film can be written where it shall go. Makes the folder when it is missing.
 * Throws `UsageError`.
 */
export function checkOut({ script, out }: { script: string; out: string }): void {
  if (extname(out).toLowerCase() === ".srt")
    throw new UsageError(`${out} is the name that the captions get: name the film, for example film.mp4.`);
  if (existsSync(out)) {
    if (statSync(out).isDirectory()) throw new UsageError(`${out} is a folder: name a file in it.`);
    if (realpathSync(out) === realpathSync(script))
      throw new UsageError("The film would take the place of its screenplay: give --out another name.");
  }
  try {
    mkdirSync(dirname(out), { recursive: true });
    accessSync(dirname(out), constants.W_OK);
    if (existsSync(out)) accessSync(out, constants.W_OK);
  } catch {
    throw new UsageError(
      `The film cannot be written to ${out}: choose a place with --out that you may write to.`,
    );
  }
}
