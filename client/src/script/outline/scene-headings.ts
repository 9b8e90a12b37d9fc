import type * as Y from "yjs";
import { readBlocks } from "@backlot/shared/documents/script";
import { visibleText } from "@backlot/shared/screenplay/block";

/** Headings of the script's scenes by their ids. */
export function readSceneHeadings(script: Y.Doc): Record<string, string> {
  return Object.fromEntries(
    readBlocks(script)
      .filter((block) => block.type === "sceneHeading")
      .map((block) => [block.id, visibleText(block)]),
  );
}
