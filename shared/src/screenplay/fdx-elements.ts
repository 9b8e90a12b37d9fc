import type { BlockType } from "./block.ts";

/**
 * Which element of ours a paragraph of Final Draft is. Where several are one of ours, the first named here is what it
 * goes out as, and the paragraph's own type is kept beside the block.
 */
const paragraphTypes: Record<string, BlockType> = {
  "Scene Heading": "sceneHeading",
  Action: "action",
  Character: "character",
  Parenthetical: "parenthetical",
  Dialogue: "dialogue",
  Transition: "transition",
  Lyrics: "lyric",
  Singing: "lyric",
  Shot: "action",
  General: "action",
  "Cast List": "action",
  "New Act": "centered",
  "End of Act": "centered",
  "Show/Ep. Title": "centered",
  "Outline 1": "section",
  "Outline 2": "section",
  "Outline 3": "section",
  "Outline 4": "section",
  "Outline Body": "synopsis",
};

/** The block type of a paragraph; `isKnown` is false for types of somebody's own, which are read as action. */
export function blockTypeOf(
  paragraphType: string,
  alignment?: string,
): { type: BlockType; isKnown: boolean } {
  const type = paragraphTypes[paragraphType];
  if ((type === "action" || type === undefined) && alignment === "Center" && paragraphType !== "Shot") {
    return { type: "centered", isKnown: type !== undefined };
  }
  return { type: type ?? "action", isKnown: type !== undefined };
}

/** Outline level of a section's paragraph. */
export function depthOf(paragraphType: string): number {
  return Number(/\d$/.exec(paragraphType)?.[0] ?? 1);
}

/** The paragraph type that a block goes out as. Outlines of Final Draft have four levels; deeper ones go to the fourth. */
export function paragraphTypeOf(type: BlockType, depth = 1): string {
  if (type === "section") return `Outline ${Math.min(depth, 4)}`;
  if (type === "centered") return "Action";
  const found = Object.entries(paragraphTypes).find(([, one]) => one === type);
  return found?.[0] ?? "General";
}

/** Paragraphs that Final Draft shows in capitals whatever was typed, unless the file says otherwise. */
export const usuallyCapitals: ReadonlySet<string> = new Set([
  "Scene Heading",
  "Character",
  "Transition",
  "Shot",
  "New Act",
  "End of Act",
]);
