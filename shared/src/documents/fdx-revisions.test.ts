import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { plainText, type ScriptBlock } from "../screenplay/block.ts";
import { printFdx } from "../screenplay/fdx-print.ts";
import { importFdx } from "../screenplay/import-fdx.ts";
import { readRevisions, startRevision } from "./revisions.ts";
import { readKept, replaceScript } from "./script-kept.ts";
import { readBlocks, readScreenplay, writeScreenplay } from "./script.ts";

const blocks: ScriptBlock[] = [
  { id: "a", type: "sceneHeading", runs: [{ text: "INT. FERRY - DAY" }] },
  { id: "b", type: "action", runs: [{ text: "It rains" }, { text: " hard", revised: "s2" }, { text: "." }] },
  { id: "c", type: "action", runs: [{ text: "Old. " }, { text: "First", bold: true, revised: "s1" }] },
];

/** The revised words of a document, by number of their set. */
function revised(doc: Y.Doc): [number, string][] {
  const { sets } = readRevisions(doc);
  return readBlocks(doc).flatMap((block) =>
    block.runs.flatMap((run): [number, string][] =>
      run.revised === undefined ? [] : [[sets.find((set) => set.id === run.revised)!.number, run.text]],
    ),
  );
}

function exported(doc: Y.Doc): string {
  return printFdx(readScreenplay(doc), { kept: readKept(doc), revisions: readRevisions(doc) });
}

function revisedScript(): Y.Doc {
  const doc = new Y.Doc();
  const ids = [startRevision(doc, "ana", 1000), startRevision(doc, "ben", 2000)];
  const named = blocks.map((block) => ({
    ...block,
    runs: block.runs.map((run) => {
      const { revised: set, ...rest } = run;
      return set === undefined ? rest : { ...rest, revised: ids[set === "s1" ? 0 : 1]! };
    }),
  }));
  writeScreenplay(doc, { titlePage: [], blocks: named });
  return doc;
}

test("SCR-221: a Final Draft file names the sets in the colours of the trade, and marks what was revised", () => {
  const text = exported(revisedScript());
  expect(text).toMatch(/<Revisions[^>]*ActiveSet="2"[^>]*RevisionMode="Yes"/);
  expect(
    [...text.matchAll(/<Revision [^>]*ID="(\d+)"[^>]*Name="([^"]*)" PageColor="([^"]*)"/g)].map((one) =>
      one.slice(1),
    ),
  ).toEqual([
    ["1", "Blue", "#C6C6EDEDFEFE"],
    ["2", "Pink", "#FDFDCCCCD4D4"],
  ]);
  expect(text).toContain('<Text RevisionID="2"> hard</Text>');
  expect(text).toContain('<Text RevisionID="1" Style="Bold">First</Text>');
});

test("SCR-221: what a Final Draft file says was revised is marked in another script, and goes out again", () => {
  const text = exported(revisedScript());
  const doc = new Y.Doc();
  const { screenplay, kept } = importFdx(text);
  replaceScript(doc, screenplay, kept);
  expect(revised(doc)).toEqual([
    [2, " hard"],
    [1, "First"],
  ]);
  expect(readBlocks(doc).map((block) => block.revision !== undefined)).toEqual([false, true, true]);
  expect(readRevisions(doc)).toMatchObject({ active: null });
  expect(JSON.stringify(readKept(doc)!.blocks)).not.toContain("RevisionID");
  const again = exported(doc);
  expect(again).toContain('<Text RevisionID="2"> hard</Text>');
  expect(again.match(/<Revision /g)).toHaveLength(2);
});

test("SCR-221: a file that comes back into its script uses the sets that are there", () => {
  const doc = revisedScript();
  const { screenplay, kept } = importFdx(exported(doc).replace("It rains", "It snows"));
  const before = readRevisions(doc).sets.map((set) => set.id);
  replaceScript(doc, screenplay, kept);
  expect(readRevisions(doc).sets.map((set) => set.id)).toEqual(before);
  expect(plainText(readBlocks(doc)[1]!)).toBe("It snows hard.");
  expect(revised(doc)).toEqual([
    [2, " hard"],
    [1, "First"],
  ]);
});

test("SCR-221: whatever was revised is revised again in the script that reads the file", () => {
  const word = fc.constantFrom("Rain ", "falls ", "on ", "Élodie ", "now. ");
  const run = fc.record({
    words: fc.array(word, { minLength: 1, maxLength: 3 }),
    set: fc.constantFrom(null, 0, 1),
    isBold: fc.boolean(),
  });
  const paragraphs = fc.array(fc.array(run, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(paragraphs, (written) => {
      const script = new Y.Doc();
      const ids = [startRevision(script, "ana", 1000), startRevision(script, "ben", 2000)];
      const actions = written.map((runs, index): ScriptBlock => ({
        id: `p${index}`,
        type: "action",
        runs: runs.map(({ words, set, isBold }) => ({
          text: words.join(""),
          ...(isBold ? { bold: true as const } : {}),
          ...(set === null ? {} : { revised: ids[set]! }),
        })),
      }));
      writeScreenplay(script, { titlePage: [], blocks: [blocks[0]!, ...actions] });
      const { screenplay, kept } = importFdx(exported(script));
      const other = new Y.Doc();
      replaceScript(other, screenplay, kept);
      const join = (found: [number, string][]) =>
        found.map(([set, text]) => `${set}:${text.replace(/\s/g, "")}`);
      // Bold words begin a stretch of their own on either side.
      expect(joined(join(revised(other)))).toBe(joined(join(revised(script))));
    }),
    { numRuns: 100 },
  );
});

/** Neighbours of one set put together. */
function joined(stretches: readonly string[]): string {
  return stretches.join("|").replace(/(?<=(\d):[^|]*)\|\1:/g, "");
}
