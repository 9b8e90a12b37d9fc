import { visibleText, type ScriptBlock } from "./block.ts";
import { textCells } from "./cells.ts";
import { cueName } from "./cue.ts";
import { continued, dualRules, elementRules } from "./page-format.ts";

/** Whether a cue says that its speaker goes on: "MARA (CONT'D)". */
export function saysContinued(cue: string): boolean {
  return mark.test(cue);
}

/** Where a text says that its speaker goes on, with the space before it; null where it does not. */
export function continuedIn(text: string): { start: number; end: number } | null {
  const found = mark.exec(text);
  if (found === null) return null;
  const start = text.slice(0, found.index).trimEnd().length;
  return { start, end: found.index + found[0].length };
}

const mark = /\(\s*CONT(?:['’]?D|INUED|INUING)\.?\s*\)/i;

/**
 * Ids of the cues that take (CONT'D): who spoke last in the scene goes on, and the writer has not typed it already. A
 * new scene begins anew, and where two speak at once nobody goes on. A name that leaves no room for it in its column goes
 * without: it must not run into the speech beside it, or need a line that the page does not have.
 */
export function cuesThatGoOn(blocks: readonly ScriptBlock[]): Set<string> {
  const found = new Set<string>();
  const cues = blocks.filter((block) => block.type === "character" || block.type === "sceneHeading");
  let speaker = "";
  cues.forEach((block, index) => {
    if (block.type === "sceneHeading") speaker = "";
    if (block.type !== "character") return;
    const text = visibleText(block);
    const name = block.dual === true ? "" : cueName(text);
    if (name !== "" && name === speaker && !mark.test(text) && hasRoom(text, cues[index + 1]))
      found.add(block.id);
    speaker = name;
  });
  return found;
}

function hasRoom(cue: string, next: ScriptBlock | undefined): boolean {
  const rules = next?.dual === true ? dualRules : elementRules;
  return textCells(cue) + 1 + continued.length <= rules.character!.width;
}
