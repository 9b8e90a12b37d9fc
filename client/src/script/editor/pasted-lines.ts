import type { BlockType } from "@backlot/shared/screenplay/block";
import {
  isAllCaps,
  looksLikeCue,
  looksLikeHeading,
  looksLikeTransition,
} from "@backlot/shared/screenplay/line-rules";

/** A paragraph of another program: its text, and how it was set there. */
export type PastedLine = {
  text: string;
  /** From the left edge of the other paragraphs, in pixels. */
  indent: number;
  align: "left" | "center" | "right";
  /** The name of its style, as the program calls it; "" when it does not say. */
  style: string;
  /** An empty paragraph stands before it. */
  isApart: boolean;
};

const styles: [RegExp, BlockType][] = [
  [/slug|scene[\s_-]*head/i, "sceneHeading"],
  [/parenthe|wryl/i, "parenthetical"],
  [/dialog/i, "dialogue"],
  [/transition/i, "transition"],
  [/^(?:.*[\s._-])?(?:character|cue|speaker)/i, "character"],
  [/^(?:.*[\s._-])?action/i, "action"],
];
const endings = /^(?:FADE (?:IN|OUT|TO BLACK)|CUT TO BLACK|THE END)[.:]?$/;

/** What each paragraph is: by its style's name, its words, its place after a cue, and how far it is indented. */
export function understandLines(lines: readonly PastedLine[]): BlockType[] {
  const hasGaps = lines.some((line, index) => index > 0 && line.isApart);
  const types: BlockType[] = [];
  lines.forEach((line, index) => {
    types.push(understand(line, lines[index + 1], types.at(-1), lines[index - 1], hasGaps));
  });
  // A letter or an article is not a screenplay, whatever stands in capitals in it.
  const isScript = types.some((type) => type === "sceneHeading" || type === "dialogue");
  return isScript ? types : types.map(() => "action");
}

function understand(
  line: PastedLine,
  next: PastedLine | undefined,
  before: BlockType | undefined,
  previous: PastedLine | undefined,
  hasGaps: boolean,
): BlockType {
  const named = styles.find(([pattern]) => pattern.test(line.style))?.[1];
  if (named !== undefined) return named;
  if (looksLikeHeading(line.text)) return "sceneHeading";
  if (looksLikeTransition(line.text) || endings.test(line.text)) return "transition";
  if (line.align === "right" && isAllCaps(line.text)) return "transition";
  const isSpeaking = before === "character" || before === "parenthetical" || before === "dialogue";
  const isTogether = isSpeaking && !line.isApart;
  if (isTogether && /^\(.*\)$/s.test(line.text)) return "parenthetical";
  if (isTogether && before !== "dialogue") return "dialogue";
  if (isCue(line, next, hasGaps)) return "character";
  if (isTogether && goesOn(line, previous, hasGaps)) return "dialogue";
  return line.align === "center" ? "centered" : "action";
}

/** A short line in capitals with something to say right under it. */
function isCue(line: PastedLine, next: PastedLine | undefined, hasGaps: boolean): boolean {
  if (!looksLikeCue(line.text) || line.text.length > 38 || next === undefined) return false;
  if (looksLikeHeading(next.text) || looksLikeTransition(next.text)) return false;
  if (next.isApart) return false;
  const isSetAsCue = line.indent > 0 || line.align === "center";
  return hasGaps || isSetAsCue || (!/[.!?]$/.test(line.text) && !looksLikeCue(next.text));
}

/** Whether a second paragraph after a cue still belongs to the speech. */
function goesOn(line: PastedLine, previous: PastedLine | undefined, hasGaps: boolean): boolean {
  if (line.indent > 0 && previous !== undefined) return Math.abs(line.indent - previous.indent) < 8;
  return hasGaps && line.indent === previous?.indent;
}
