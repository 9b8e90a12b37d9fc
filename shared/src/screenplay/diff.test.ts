import fc from "fast-check";
import { expect, test } from "vitest";
import { countingIds, plainText } from "./block.ts";
import { breakDown } from "./breakdown.ts";
import { diffBreakdowns, keepIds } from "./diff.ts";
import { parseFountain } from "./fountain-parse.ts";
import { sampleScreenplay } from "./sample.ts";

const before = parseFountain(sampleScreenplay, { newId: countingIds("old") }).blocks;
const after = (source: string) => parseFountain(source, { newId: countingIds("new") }).blocks;

test("SCR-27: the same script keeps every id", () => {
  expect(keepIds(before, after(sampleScreenplay))).toEqual(before);
});

test("SCR-27: one edited line keeps its id, an inserted one is new, and nothing else changes", () => {
  const edited = sampleScreenplay
    .replace("High water at ten past four. Again.", "High water at ten past four. Again and again.")
    .replace("Three knocks. Juno looks up.", "A dog howls.\n\nThree knocks. Juno looks up.");
  const kept = keepIds(before, after(edited));
  const ids = new Set(before.map((block) => block.id));
  expect(kept.filter((block) => !ids.has(block.id)).map(plainText)).toEqual(["A dog howls."]);
});

test("SCR-27: ids are unique and every kept block has its old type, however the drafts differ", () => {
  const types = new Map(before.map((block) => [block.id, block.type]));
  fc.assert(
    fc.property(fc.array(fc.nat(before.length - 1), { maxLength: 60 }), fc.boolean(), (picks, sameIds) => {
      const newId = countingIds(sameIds ? "old" : "new");
      const draft = picks.map((index) => ({ ...before[index]!, id: newId() }));
      const kept = keepIds(before, draft);
      expect(new Set(kept.map((block) => block.id)).size).toBe(kept.length);
      expect(kept.map((block) => types.get(block.id) ?? block.type)).toEqual(
        draft.map((block) => block.type),
      );
    }),
    { numRuns: 200 },
  );
});

test("SCR-28: a renamed character is one rename, not one gone and one added", () => {
  const renamed = keepIds(
    before,
    after(sampleScreenplay.replaceAll("JUNO", "WREN").replaceAll("Juno", "Wren")),
  );
  const diff = diffBreakdowns(breakDown(before), breakDown(renamed));
  expect(diff.renamed.map((pair) => [pair.before.name, pair.after.name])).toContainEqual(["Juno", "Wren"]);
  expect(diff.gone).toEqual([]);
});

test("SCR-28: another thing in the same line is one gone and one added, unless its name says that it is the same", () => {
  const draft = (line: string) => {
    const text = `INT. BOATHOUSE - NIGHT\n\nMara lifts the ${line} from the table.\n`;
    const blocks = parseFountain(text, { newId: countingIds("line") }).blocks;
    return breakDown(blocks);
  };
  const names = (diff: ReturnType<typeof diffBreakdowns>) => ({
    added: diff.added.map(({ name }) => name.toLowerCase()),
    gone: diff.gone.map(({ name }) => name.toLowerCase()),
    renamed: diff.renamed.map((pair) => pair.after.name.toLowerCase()),
  });
  const [lantern, revolver, old] = [draft("lantern"), draft("revolver"), draft("rusty revolver")];
  expect(names(diffBreakdowns(lantern, revolver))).toEqual({
    added: ["revolver"],
    gone: ["lantern"],
    renamed: [],
  });
  expect(names(diffBreakdowns(revolver, old))).toEqual({ added: [], gone: [], renamed: ["rusty revolver"] });
});

test("SCR-28: what a rewrite cuts is reported as gone", () => {
  const cut = keepIds(before, after(sampleScreenplay.replaceAll("umbrella", "arm")));
  const diff = diffBreakdowns(breakDown(before), breakDown(cut));
  expect(diff.gone.map((candidate) => candidate.name)).toEqual(["Broken umbrella"]);
});
