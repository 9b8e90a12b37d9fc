import type { ScriptBlock } from "./block.ts";
import { elementRules } from "./page-format.ts";
import { isPrinted, printBlock } from "./page-block.ts";

/** What moves over a page end together or by its own rules: a paragraph, a speech with its cue, two speeches side by side. */
export type Unit = {
  kind: "heading" | "paragraph" | "speech" | "dual" | "transition" | "break" | "end";
  /** Index of its first block, and of the first block after it (what is not printed and hidden scenes included). */
  start: number;
  end: number;
  /** Printed blocks by index. In a speech the first one is the cue; in a dual the left speech. */
  blocks: number[];
  /** Only in a dual: the right speech. */
  right: number[];
  /** Empty lines before it, unless it is first on its page. */
  before: number;
};

const speech = new Set(["parenthetical", "dialogue", "lyric"]);

/** The unit that begins at block `index` or after it. */
export function unitAt(blocks: readonly ScriptBlock[], index: number): Unit {
  const start = nextPrinted(blocks, index);
  const block = blocks[start];
  if (block === undefined) return unit("end", start, start, [], 0);
  if (block.type === "pageBreak") return unit("break", start, start + 1, [], 0);
  const { before } = elementRules[block.type]!;
  if (block.type === "sceneHeading") {
    const end = block.omitted === true ? nextScene(blocks, start + 1) : start + 1;
    return unit("heading", start, end, [start], before);
  }
  if (block.type === "transition") return unit("transition", start, start + 1, [start], before);
  if (block.type !== "character") return unit("paragraph", start, start + 1, [start], before);
  const left = speechAt(blocks, start);
  const next = nextPrinted(blocks, left.end);
  if (blocks[next]?.dual === true && blocks[next].type === "character" && block.dual !== true) {
    const right = speechAt(blocks, next);
    return { kind: "dual", start, end: right.end, blocks: left.blocks, right: right.blocks, before };
  }
  return { ...unit("speech", start, left.end, left.blocks, before) };
}

/** The rest of a speech from one of its blocks on. */
export function restOfSpeech(blocks: readonly ScriptBlock[], index: number): Unit {
  const body = bodyFrom(blocks, index);
  return unit("speech", index, body.end, body.blocks, 0);
}

function unit(kind: Unit["kind"], start: number, end: number, blocks: number[], before: number): Unit {
  return { kind, start, end, blocks, right: [], before };
}

function speechAt(blocks: readonly ScriptBlock[], cue: number): { blocks: number[]; end: number } {
  const body = bodyFrom(blocks, cue + 1);
  return { blocks: [cue, ...body.blocks], end: body.end };
}

/** Consecutive blocks of a speech. Notes inside it do not end it. */
function bodyFrom(blocks: readonly ScriptBlock[], from: number): { blocks: number[]; end: number } {
  const found: number[] = [];
  let end = from;
  for (let at = from; at < blocks.length; at += 1) {
    const block = blocks[at]!;
    if (speech.has(block.type)) {
      found.push(at);
      end = at + 1;
    } else if (isPrinted(block) || block.type === "pageBreak") break;
  }
  return { blocks: found, end };
}

/** The first block from `from` on that is printed or breaks the page. */
export function nextPrinted(blocks: readonly ScriptBlock[], from: number): number {
  let at = from;
  while (at < blocks.length && !isPrinted(blocks[at]!) && blocks[at]!.type !== "pageBreak") at += 1;
  return at;
}

function nextScene(blocks: readonly ScriptBlock[], from: number): number {
  let at = from;
  while (at < blocks.length && blocks[at]!.type !== "sceneHeading") at += 1;
  return at;
}

/** Lines of blocks one under the other. */
export function height(
  blocks: readonly ScriptBlock[],
  indexes: readonly number[],
  width: "full" | "dual",
): number {
  let lines = 0;
  for (const index of indexes) lines += printBlock(blocks[index]!, width).lines.length;
  return lines;
}
