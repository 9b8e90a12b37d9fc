import fc from "fast-check";
import { expect, test } from "vitest";
import type { ScriptBlock } from "./block.ts";
import { isPrinted, printBlock } from "./page-block.ts";
import type { PageLock } from "./page-lock.ts";
import { rowsOf } from "./page-rows.ts";
import { anyBlock, anyScript, outlineOf } from "./pages.fixture.ts";
import { paginate, repaginate, type PageOptions, type Pages } from "./pagination.ts";

const runs = { numRuns: 150 };

/** Locks at some of the places where pages begin, and at some places where they do not. */
function locksFor(blocks: readonly ScriptBlock[], dice: readonly number[]): PageLock[] {
  const { pages } = paginate(blocks);
  const starts = pages
    .map(({ start, number }) => ({ number, block: blocks[start.block]?.id ?? "", offset: start.offset }))
    .filter((_, index) => dice[index % dice.length]! % 2 === 0);
  const odd = dice.slice(0, 2).map((roll, index) => ({
    number: `9${index}`,
    block: blocks[roll % blocks.length]!.id,
    offset: roll % 5 === 0 ? roll % 40 : 0,
  }));
  return [...starts, ...odd];
}

const options = fc.record({
  paper: fc.constantFrom("letter" as const, "a4" as const),
});
const rolls = fc.array(fc.nat(200), { minLength: 3, maxLength: 6 });

/** Printed blocks that are not hidden by an omitted heading. */
function visible(blocks: readonly ScriptBlock[]): ScriptBlock[] {
  let isHidden = false;
  return blocks.filter((block) => {
    if (block.type === "sceneHeading") isHidden = block.omitted === true;
    return isPrinted(block) && (!isHidden || block.type === "sceneHeading");
  });
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, "");
}

function checkPages(laid: Pages, blocks: readonly ScriptBlock[]): void {
  const { pages, format } = laid;
  const said = new Map<string, string>();
  for (const page of pages) {
    expect(page.used).toBeLessThanOrEqual(format.lines);
    const taken = new Set<string>();
    for (const row of rowsOf(page)) {
      expect(row.line).toBeLessThan(page.used);
      const place = `${row.line} ${row.piece.side ?? ""}`;
      expect(taken.has(place)).toBe(false);
      taken.add(place);
      if (row.piece.role !== "text") continue;
      const text = row.runs.map((run) => run.text).join("");
      said.set(row.piece.block.id, (said.get(row.piece.block.id) ?? "") + text);
    }
    checkEnds(page, pages.indexOf(page) === pages.length - 1 || page.isShort, format.lines);
  }
  const order = [...said.keys()];
  const shown = visible(blocks);
  expect(order).toEqual(shown.map((block) => block.id));
  for (const block of shown) {
    expect(squeezed(said.get(block.id)!)).toBe(squeezed(printBlock(block).text));
  }
}

/** What may stand last and first on a page, when nothing forces its end. */
function checkEnds(page: Pages["pages"][number], isFree: boolean, lines: number): void {
  const text = page.pieces.filter((piece) => piece.role !== "repeated-cue");
  const last = text.at(-1);
  const isWhole = (piece: (typeof text)[number]) =>
    piece.from === 0 && piece.to === printBlock(piece.block, piece.side ? "dual" : "full").text.length;
  if (last?.role === "more") {
    const before = text.at(-2)!;
    expect(page.isShort || before.block.type !== "parenthetical" || page.used === lines).toBe(true);
  }
  if (isFree || last === undefined) return;
  if (last.role === "text" && last.block.type === "action" && !isWhole(last) && text.length > 1) {
    expect(last.lines).toBeGreaterThanOrEqual(2);
  }
}

test("SCR-59: whatever the script, no line is lost or printed twice and no page is over its lines", () => {
  fc.assert(
    fc.property(anyScript, options, rolls, fc.boolean(), (blocks, chosen, dice, isLocked) => {
      const laid = paginate(blocks, { ...chosen, ...(isLocked ? { locks: locksFor(blocks, dice) } : {}) });
      checkPages(laid, blocks);
      const numbers = laid.pages.map((page) => page.number);
      expect(new Set(numbers).size).toBe(numbers.length);
    }),
    runs,
  );
});

test("SCR-59: a heading never ends a page that was not ended by a page break, a lock or the script", () => {
  fc.assert(
    fc.property(anyScript, options, (blocks, chosen) => {
      const { pages } = paginate(blocks, chosen);
      pages.slice(0, -1).forEach((page, index) => {
        const last = page.pieces.at(-1);
        if (last === undefined || last.block.type !== "sceneHeading" || page.pieces.length === 1) return;
        const start = pages[index + 1]!.start.block;
        const isForced = blocks
          .slice(0, start)
          .findLast((block) => isPrinted(block) || block.type === "pageBreak");
        expect(isForced?.type).toBe("pageBreak");
      });
    }),
    runs,
  );
});

type Edit = { at: number; kind: number; block: Omit<ScriptBlock, "id"> };
const edits = fc.array(fc.record({ at: fc.nat(1000), kind: fc.nat(5), block: anyBlock }), {
  minLength: 1,
  maxLength: 8,
});

function edited(blocks: readonly ScriptBlock[], { at, kind, block }: Edit, id: string): ScriptBlock[] {
  const index = at % (blocks.length + 1);
  const old = blocks[index];
  const fresh = { ...block, id };
  if (kind === 0 || old === undefined) return blocks.toSpliced(index, 0, fresh);
  if (kind === 1 && blocks.length > 1) return blocks.toSpliced(index, 1);
  if (kind === 2) return blocks.toSpliced(index, 1, { ...fresh, id: old.id });
  if (kind === 3) return blocks.toSpliced(index, 2, ...blocks.slice(index, index + 2).toReversed());
  return blocks.toSpliced(index, 1, { ...old, runs: [...old.runs, { text: " more." }] });
}

test("SCR-60: after any edits, the pages laid out from the change on are the pages laid out as a whole", () => {
  fc.assert(
    fc.property(anyScript, edits, options, rolls, fc.boolean(), (script, changes, chosen, dice, isLocked) => {
      const all: PageOptions = { ...chosen, ...(isLocked ? { locks: locksFor(script, dice) } : {}) };
      let blocks = script;
      let laid = paginate(blocks, all);
      changes.forEach((change, index) => {
        blocks = edited(blocks, change, `e${index}`);
        laid = repaginate(laid, blocks, all);
        const whole = paginate(blocks, all);
        expect(outlineOf(laid)).toEqual(outlineOf(whole));
        expect(laid.pages.map(({ start, reach, lock }) => ({ start, reach, lock }))).toEqual(
          whole.pages.map(({ start, reach, lock }) => ({ start, reach, lock })),
        );
      });
    }),
    runs,
  );
});

test("SCR-60: an edit leaves the pages before it, and those after the layouts meet, untouched", () => {
  const blocks = Array.from({ length: 400 }, (_, i): ScriptBlock => ({
    id: `b${i}`,
    type: "action",
    runs: [{ text: `Line ${i}.` }],
  }));
  const before = paginate(blocks);
  const after = repaginate(before, blocks.with(200, { ...blocks[200]!, runs: [{ text: "Other." }] }));
  expect(after.pages.filter((page, index) => page !== before.pages[index])).toHaveLength(1);
});

test("SCR-60: edits far from each other, made at once, leave what lies between them untouched", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(599), { minLength: 2, maxLength: 5 }), rolls, (at, dice) => {
      const blocks = Array.from({ length: 600 }, (_, i): ScriptBlock => ({
        id: `b${i}`,
        type: i % 7 === 0 ? "sceneHeading" : "action",
        runs: [{ text: `Line ${i}. `.repeat(1 + (i % 9)) }],
      }));
      const before = paginate(blocks);
      const after = blocks.map((block, index) =>
        at.includes(index)
          ? { ...block, runs: [{ text: "Other. ".repeat(dice[index % dice.length]!) }] }
          : block,
      );
      const laid = repaginate(before, after);
      expect(laid.blocks).toBe(after);
      expect(outlineOf(laid)).toEqual(outlineOf(paginate(after)));
    }),
    runs,
  );
  const lines = Array.from({ length: 600 }, (_, i): ScriptBlock => ({
    id: `b${i}`,
    type: "action",
    runs: [{ text: `Line ${i}.` }],
  }));
  const before = paginate(lines);
  const other = (i: number): ScriptBlock => ({ ...lines[i]!, runs: [{ text: "Other." }] });
  const after = repaginate(before, lines.with(50, other(50)).with(300, other(300)).with(550, other(550)));
  expect(after.pages.filter((page, index) => page !== before.pages[index])).toHaveLength(3);
});
