import fc from "fast-check";
import { expect, test } from "vitest";
import { acceptScreenplay } from "./accept-screenplay.ts";
import { countingIds, textBlock, type ScriptBlock } from "./block.ts";
import { canonicalBlocks } from "./canonical.ts";
import { parseFountain } from "./fountain-parse.ts";
import { printFountain } from "./fountain-print.ts";
import { anyScreenplay, withoutIds } from "./screenplay.fixture.ts";

const sets = ["blue", "pink", undefined] as const;

/** The same screenplay, each stretch of its words written in one of two sets or in none. */
const revisedScreenplay = fc
  .tuple(anyScreenplay, fc.infiniteStream(fc.constantFrom(...sets)))
  .map(([{ titlePage, blocks }, stream]) => ({
    titlePage,
    blocks: blocks.map((block): ScriptBlock => {
      if (block.type === "note" || block.runs.length === 0) return block;
      const runs = block.runs.map((run) => {
        const set = stream.next().value as (typeof sets)[number];
        return set === undefined ? run : { ...run, revised: set };
      });
      return { ...block, runs };
    }),
  }));

/** Letters that are no white space, each with the set that it was written in. */
function lettersOf(blocks: readonly ScriptBlock[]): string[] {
  return blocks.flatMap((block) =>
    block.runs.flatMap((run) => Array.from(run.text.replace(/\s/g, ""), (one) => `${one} ${run.revised}`)),
  );
}

test("SCR-324: the canonical form keeps in which revision each letter was written", () => {
  fc.assert(
    fc.property(revisedScreenplay, ({ blocks }) => {
      const once = canonicalBlocks(blocks);
      expect(lettersOf(once)).toEqual(lettersOf(blocks));
      expect(canonicalBlocks(once)).toEqual(once);
    }),
    { numRuns: 300 },
  );
});

test("SCR-324: a screenplay that is handed in keeps its revisions", () => {
  const heading = textBlock("sceneHeading", "INT. FERRY - DAY");
  const action = textBlock("action", "");
  const runs = [
    { text: "It rains" },
    { text: " hard.\nVery", revised: "s2" },
    { text: " hard.", revised: "s1" },
  ];
  const { blocks } = acceptScreenplay({ titlePage: [], blocks: [heading, { ...action, runs }] });
  expect(blocks[1]!.runs).toEqual(runs);
});

test("SCR-324: Fountain, which has no revisions, reads the same with and without them", () => {
  fc.assert(
    fc.property(revisedScreenplay, ({ titlePage, blocks }) => {
      const plain = blocks.map((block) => ({
        ...block,
        runs: block.runs.map(({ revised: _revised, ...run }) => run),
      }));
      expect(printFountain({ titlePage, blocks })).toBe(printFountain({ titlePage, blocks: plain }));
      const read = parseFountain(printFountain({ titlePage, blocks }), { newId: countingIds() });
      expect(withoutIds(read.blocks)).toEqual(withoutIds(canonicalBlocks(plain)));
    }),
    { numRuns: 300 },
  );
});
