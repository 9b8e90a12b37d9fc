import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { plainText, textBlock, type BlockType } from "../screenplay/block.ts";
import { locksOf } from "../screenplay/page-lock.ts";
import { printedText } from "../screenplay/page-block.ts";
import { paginate, type Pages } from "../screenplay/pagination.ts";
import { lockPages, readRevisions } from "./revisions.ts";
import { readBlocks, scriptBody, writeScreenplay } from "./script.ts";
import { applyTextChanges } from "./script-text.ts";

/** A script of some pages, several of which begin in the middle of a paragraph. */
function aLockedScript() {
  const doc = new Y.Doc();
  const sentence = (n: number) => `Sentence ${n} says that the rain over the harbour goes on and on. `;
  const long = (n: number) => Array.from({ length: 24 }, (_, at) => sentence(100 * n + at)).join("");
  const lines: [BlockType, string][] = Array.from({ length: 14 }, (_, n): [BlockType, string] =>
    n % 3 === 0 ? ["sceneHeading", `INT. ROOM ${n} - DAY`] : ["action", long(n)],
  );
  const blocks = lines.map(([type, text], n) => ({ ...textBlock(type, text), id: `b${n}` }));
  writeScreenplay(doc, { titlePage: [], blocks });
  const layout = () => paginate(readBlocks(doc), { locks: readRevisions(doc).pageLocks });
  lockPages(doc, locksOf(layout()));
  return { doc, layout };
}

/** The first words of each numbered page. */
function beginnings({ pages, blocks }: Pages): Map<string, string> {
  return new Map(
    pages.map(({ number, start }) => {
      const text = printedText(blocks[start.block]!);
      return [number, text.slice(start.offset, start.offset + 30)];
    }),
  );
}

describe("locked pages (SCR-58)", () => {
  it("begin with their words, whatever is written before them in the same paragraph", () => {
    const { doc, layout } = aLockedScript();
    const before = beginnings(layout());
    const cut = layout().pages.find(({ start }) => start.offset > 0)!;
    const blockId = readBlocks(doc)[cut.start.block]!.id;
    applyTextChanges(doc, [{ blockId, from: 9, to: 9, text: "ten letter" }]);
    expect(beginnings(layout()).get(cut.number)).toBe(before.get(cut.number));
    applyTextChanges(doc, [{ blockId, from: 0, to: 19, text: "" }]);
    expect(beginnings(layout()).get(cut.number)).toBe(before.get(cut.number));
  });

  it("keep their numbers when their first block is taken out", () => {
    const { doc, layout } = aLockedScript();
    const locked = layout().pages.find(({ start, number }) => number !== "1" && start.offset === 0);
    const { number, start } = locked ?? layout().pages[1]!;
    scriptBody(doc).delete(start.block, 1);
    expect(layout().pages.map((page) => page.number)).toContain(number);
  });

  it("never lose their first words or their number to an edit elsewhere", () => {
    const edit = fc.record({ block: fc.nat(13), at: fc.nat(1500), isCut: fc.boolean() });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
        const { doc, layout } = aLockedScript();
        const before = beginnings(layout());
        const touched = new Set<string>();
        for (const { block, at, isCut } of edits) {
          const blocks = readBlocks(doc);
          const text = plainText(blocks[block]!);
          const from = Math.min(at, text.length);
          const to = isCut ? Math.min(text.length, from + 5) : from;
          for (const { number, block: first, offset } of readRevisions(doc).pageLocks) {
            if (first === blocks[block]!.id && to >= offset && from <= offset + 30) touched.add(number);
          }
          applyTextChanges(doc, [{ blockId: blocks[block]!.id, from, to, text: isCut ? "" : "So. " }]);
        }
        const after = beginnings(layout());
        const kept = [...before].filter(([number]) => !touched.has(number));
        expect(kept.map(([number]) => [number, after.get(number)])).toEqual(kept);
      }),
      { numRuns: 60 },
    );
  });
});
