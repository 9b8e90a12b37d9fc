import bidiModule, { type Bidi } from "bidi-js";
import type { TextRun } from "@backlot/shared/screenplay/block";
import type { Direction } from "@backlot/shared/screenplay/direction";
import { segmentsOf, type Segment } from "./fonts.ts";

// The package describes its ES module; Node loads its CommonJS one, which is the function itself.
const bidi = (bidiModule as unknown as () => Bidi)();

/** A stretch of one line in one font, with the marks of its run. */
export type Placed = Segment & { run: TextRun };

const mayRunLeft =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1eeff}]/u;
/** Letters that join their neighbours: the font lays out a word of them, from right to left, by itself. */
const isJoining = /^[\p{Script=Arabic}\p{M}]+$/u;

/**
 * The stretches of a line from left to right as they are seen, by the Unicode bidirectional algorithm: Hebrew and Arabic
 * words from right to left, numbers and words of other scripts inside them from left to right, brackets mirrored.
 */
export function inVisualOrder(runs: readonly TextRun[], direction: Direction): Placed[] {
  const text = runs.map((run) => run.text).join("");
  if (direction === "ltr" && !mayRunLeft.test(text)) return runs.flatMap((run) => placed(run, run.text));
  const { levels } = bidi.getEmbeddingLevels(text, direction);
  const stretches: { level: number; parts: Placed[] }[] = [];
  let at = 0;
  for (const run of runs) {
    const end = at + run.text.length;
    while (at < end) {
      const level = levels[at]!;
      let to = at + 1;
      while (to < end && levels[to] === level) to += 1;
      const parts = placed(run, text.slice(at, to));
      if (level % 2 === 0) stretches.push({ level, parts });
      else for (const part of leftwards(parts)) stretches.push({ level, parts: [part] });
      at = to;
    }
  }
  return reordered(stretches).flatMap((one) => one.parts);
}

function placed(run: TextRun, text: string): Placed[] {
  const style = { bold: run.bold === true, italic: run.italic === true };
  return segmentsOf(text, style).map((segment) => ({ ...segment, run }));
}

/** Parts of a stretch that runs from right to left, still in reading order: joined words stay whole, all else is single letters. */
function leftwards(parts: readonly Placed[]): Placed[] {
  const found: Placed[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (isJoining.test(part.text)) {
      if (last?.face === part.face && last.run === part.run && isJoining.test(last.text)) {
        found[found.length - 1] = { ...last, text: last.text + part.text, cells: last.cells + part.cells };
      } else found.push(part);
      continue;
    }
    // Letters of one font that stand for a cell each were put together; here each goes its own way.
    const letters = part.text.length === part.cells ? Array.from(part.text) : [part.text];
    const cells = part.cells / letters.length;
    for (const letter of letters) {
      found.push({ ...part, text: bidi.getMirroredCharacter(letter) ?? letter, cells });
    }
  }
  return found;
}

/** From the highest level down to the lowest odd one, every stretch of that level or higher is turned round. */
function reordered<T extends { level: number }>(stretches: readonly T[]): T[] {
  const order = [...stretches];
  const highest = Math.max(0, ...order.map((one) => one.level));
  for (let level = highest; level >= 1; level -= 1) {
    for (let at = 0; at < order.length; at += 1) {
      if (order[at]!.level < level) continue;
      let end = at;
      while (end < order.length && order[end]!.level >= level) end += 1;
      order.splice(at, end - at, ...order.slice(at, end).toReversed());
      at = end;
    }
  }
  return order;
}
