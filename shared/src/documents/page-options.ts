import type * as Y from "yjs";
import type { PageOptions } from "../screenplay/pagination.ts";
import { readRevisions, sceneNumbers } from "./revisions.ts";
import { readBlocks } from "./script.ts";
import { readScriptSettings } from "./script-settings.ts";

/** How the pages of the `script` document are laid out: on its paper, with its locked pages. */
export function readPageOptions(doc: Y.Doc): PageOptions {
  return { paper: readScriptSettings(doc).paper, locks: readRevisions(doc).pageLocks };
}

/** The number of each scene in print once numbers are locked; before that only written numbers are printed. */
export function readLockedNumbers(doc: Y.Doc): Map<string, string> {
  return readRevisions(doc).areNumbersLocked ? sceneNumbers(readBlocks(doc)) : new Map();
}
