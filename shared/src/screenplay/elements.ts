import { visibleText, type BlockType, type ScriptBlock } from "./block.ts";
import { cueName } from "./cue.ts";
import { locationKey, parseHeading } from "./heading.ts";
import * as is from "./line-rules.ts";

const afterEnter: Record<BlockType, BlockType> = {
  sceneHeading: "action",
  action: "action",
  character: "dialogue",
  parenthetical: "dialogue",
  dialogue: "action",
  transition: "sceneHeading",
  centered: "action",
  lyric: "action",
  note: "action",
  section: "action",
  synopsis: "action",
  pageBreak: "action",
};

/** The element that Enter starts at the end of a block. On an empty block it leads back to action. */
export function nextOnEnter(type: BlockType, isEmpty = false): BlockType {
  return isEmpty && type !== "action" ? "action" : afterEnter[type];
}

const emptyTabOrder: BlockType[] = ["action", "character", "transition", "sceneHeading"];

/**
 * The element that Tab turns a block into; Shift-Tab goes the other way round. An empty block walks through action,
 * character, transition and scene heading; inside a speech Tab switches between dialogue and parenthetical.
 */
export function cycleOnTab(type: BlockType, isEmpty: boolean, backwards = false): BlockType {
  if (type === "dialogue") return "parenthetical";
  if (type === "parenthetical") return "dialogue";
  if (!isEmpty) return ({ action: "character", character: "action" }[type as string] as BlockType) ?? type;
  const at = emptyTabOrder.indexOf(type);
  if (at === -1) return "action";
  return emptyTabOrder.at((at + (backwards ? -1 : 1)) % emptyTabOrder.length)!;
}

/**
 * The element that a line of action becomes while somebody types it: "INT. " a heading, "CUT TO:" a transition, and the
 * forcing marks of Fountain. Undefined when it stays what it is.
 */
export function detectType(text: string): BlockType | undefined {
  if (/^(?:INT\.?\/EXT|EXT\.?\/INT|I\/E|INT|EXT|EST)(?:\.|\s)/i.test(text.trimStart())) return "sceneHeading";
  if (is.looksLikeTransition(text)) return "transition";
  if (is.isForcedHeading(text)) return "sceneHeading";
  if (is.isPageBreak(text)) return "pageBreak";
  if (is.isCentered(text)) return "centered";
  if (/^#{1,6} /.test(text)) return "section";
  if (/^= /.test(text)) return "synopsis";
  if (/^~ ?\S/.test(text)) return "lyric";
  if (/^@\S/.test(text)) return "character";
  if (/^\[\[/.test(text)) return "note";
  return undefined;
}

/**
 * Names for completing a cue. Who spoke last but one in the scene comes first, since speakers alternate; then the other
 * voices of the scene from the latest on; then the rest of the cast by how much they speak.
 *
 * @param before Only what stands before this block decides the order; the end of the script by default.
 */
export function characterNames(blocks: readonly ScriptBlock[], before?: string): string[] {
  const end = before === undefined ? -1 : blocks.findIndex((block) => block.id === before);
  const counts = new Map<string, number>();
  for (const block of blocks) {
    if (block.type !== "character") continue;
    const name = cueName(visibleText(block));
    if (name !== "") counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const recent: string[] = [];
  for (let i = (end === -1 ? blocks.length : end) - 1; i >= 0 && blocks[i]!.type !== "sceneHeading"; i--) {
    const name = blocks[i]!.type === "character" ? cueName(visibleText(blocks[i]!)) : "";
    if (name !== "" && !recent.includes(name)) recent.push(name);
  }
  const [last, ...others] = recent;
  const rest = [...counts.keys()]
    .filter((name) => !recent.includes(name))
    .toSorted((a, b) => counts.get(b)! - counts.get(a)! || a.localeCompare(b));
  return [...others, ...(last === undefined ? [] : [last]), ...rest];
}

/** Locations for completing a heading, each once, the most used first. */
export function locations(blocks: readonly ScriptBlock[]): string[] {
  const found = new Map<string, { name: string; count: number }>();
  for (const block of blocks) {
    if (block.type !== "sceneHeading") continue;
    const { location } = parseHeading(visibleText(block));
    const key = locationKey(location);
    const known = found.get(key);
    if (known) known.count += 1;
    else if (key !== "") found.set(key, { name: location, count: 1 });
  }
  return [...found.values()].toSorted((a, b) => b.count - a.count).map((entry) => entry.name);
}

/** The rooms and corners of each location, for completing a heading behind its location. */
export function rooms(blocks: readonly ScriptBlock[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const block of blocks) {
    if (block.type !== "sceneHeading") continue;
    const { location, subLocation } = parseHeading(visibleText(block));
    const known = found.get(location) ?? [];
    if (subLocation !== undefined && !known.includes(subLocation))
      found.set(location, [...known, subLocation]);
  }
  return found;
}

/** Endings for completing a cue, a heading and a transition. */
export const completions = {
  extensions: ["(V.O.)", "(O.S.)", "(O.C.)", "(CONT'D)"],
  intros: ["INT. ", "EXT. ", "INT./EXT. "],
  times: ["DAY", "NIGHT", "MORNING", "AFTERNOON", "EVENING", "DAWN", "DUSK", "LATER", "CONTINUOUS", "SAME"],
  transitions: [
    "CUT TO:",
    "DISSOLVE TO:",
    "FADE TO:",
    "MATCH CUT TO:",
    "SMASH CUT TO:",
    "FADE IN:",
    "FADE OUT.",
  ],
} as const;
