import { expect, test } from "vitest";
import * as Y from "yjs";
import { countingIds } from "../screenplay/block.ts";
import { applyDecisions, type BreakdownItem } from "../screenplay/breakdown-items.ts";
import { breakDown } from "../screenplay/breakdown.ts";
import { keepIds } from "../screenplay/diff.ts";
import { parseFountain } from "../screenplay/fountain-parse.ts";
import { addAsset, liveAssets, readAssets } from "./assets.ts";
import {
  acceptItem,
  acceptTags,
  mergeItems,
  readDecisions,
  recategoriseItem,
  rejectItem,
  reopenItem,
} from "./breakdown.ts";

const who = { by: "ana", at: 5 };
const first = `INT. SHED - NIGHT

ANA, 30, grabs a brass lantern. She opens a letter. A dog barks.

ANA
Hello.

She puts the old lamp down.
`;
const read = (source: string, prefix = "b") => parseFountain(source, { newId: countingIds(prefix) }).blocks;

function film(source = first) {
  const doc = new Y.Doc();
  let blocks = read(source);
  return {
    doc,
    items: () => applyDecisions(breakDown(blocks), readDecisions(doc), blocks),
    item(name: string): BreakdownItem {
      const found = this.items().find((one) => one.name === name);
      if (found === undefined) throw new Error(`There is no ${name}.`);
      return found;
    },
    rewrite(next: string) {
      blocks = keepIds(blocks, read(next, "n"));
    },
  };
}

test("SCR-173: what a person rejected stays rejected, however often the script is broken down", () => {
  const one = film();
  rejectItem(one.doc, one.item("Letter"), who);
  expect(one.item("Letter").verdict).toBe("rejected");
  one.rewrite(first.replace("A dog barks.", "A dog barks twice."));
  expect(one.item("Letter").verdict).toBe("rejected");
  reopenItem(one.doc, one.item("Letter"), who);
  expect(one.item("Letter").verdict).toBe("open");
});

test("SCR-173: rejecting puts away the asset that a run made, and never one that a person made", () => {
  const one = film();
  addAsset(one.doc, { category: "prop", name: "Letter", origin: "breakdown", createdAt: 1 });
  addAsset(one.doc, { category: "prop", name: "Brass lantern", origin: "person", createdAt: 1 });
  rejectItem(one.doc, one.item("Letter"), who);
  rejectItem(one.doc, one.item("Brass lantern"), who);
  expect(liveAssets(readAssets(one.doc)).map((asset) => asset.name)).toEqual(["Brass lantern"]);
});

test("SCR-173: accepting makes an asset once, which is a person's from then on", () => {
  const one = film();
  acceptItem(one.doc, one.item("Brass lantern"), who);
  acceptItem(one.doc, one.item("Brass lantern"), who);
  expect(readAssets(one.doc).map((asset) => [asset.name, asset.origin])).toEqual([
    ["Brass lantern", "person"],
  ]);
  expect(one.item("Brass lantern").verdict).toBe("accepted");
});

test("SCR-173: a category that a person gave stays, and its asset has it too", () => {
  const one = film();
  acceptItem(one.doc, one.item("Letter"), who);
  recategoriseItem(one.doc, one.item("Letter"), "costume", who);
  expect(one.item("Letter").category).toBe("costume");
  expect(readAssets(one.doc)[0]?.category).toBe("costume");
  recategoriseItem(one.doc, one.item("Letter"), "dressing", who);
  expect(one.item("Letter").category).toBe("dressing");
  expect(readAssets(one.doc)[0]?.category).toBe("costume");
});

test("SCR-173: merged things are one item with both proofs, also when the one it went into has gone", () => {
  const one = film();
  const before = one.item("Brass lantern");
  mergeItems(one.doc, one.item("Old lamp"), before, who);
  const merged = one.item("Brass lantern");
  expect(merged.merged.map((other) => other.name)).toEqual(["Old lamp"]);
  expect(merged.aliases).toContain("Old lamp");
  expect(merged.evidence.length).toBeGreaterThan(before.evidence.length);
  expect(one.items().some((item) => item.name === "Old lamp")).toBe(false);
  one.rewrite(first.replace("grabs a brass lantern", "waits in the cold"));
  expect(one.item("Brass lantern").aliases).toContain("Old lamp");
});

test("SCR-173: a circle of merges loses nothing", () => {
  const one = film();
  const [lamp, lantern] = [one.item("Old lamp"), one.item("Brass lantern")];
  mergeItems(one.doc, lamp, lantern, who);
  mergeItems(one.doc, lantern, lamp, who);
  const blocks = one.items().flatMap((item) => item.evidence.map((proof) => proof.blockId));
  for (const proof of [...lamp.evidence, ...lantern.evidence]) expect(blocks).toContain(proof.blockId);
});

test("SCR-174: a renamed thing keeps its verdict, and an accepted one that is cut is listed as gone", () => {
  const one = film();
  acceptItem(one.doc, one.item("Ana"), who);
  acceptItem(one.doc, one.item("Letter"), who);
  one.rewrite(first.replaceAll("ANA", "WREN").replaceAll("Ana", "Wren").replace(" She opens a letter.", ""));
  expect(one.item("Wren")).toMatchObject({ verdict: "accepted", renamedFrom: "Ana" });
  expect(one.item("Letter")).toMatchObject({ verdict: "accepted", isGone: true });
});

test("SCR-174: a rejection is not passed on to another thing in the same line", () => {
  const one = film();
  rejectItem(one.doc, one.item("Letter"), who);
  one.rewrite(first.replace("opens a letter", "opens a knife"));
  expect(one.items().some((item) => item.verdict === "rejected")).toBe(false);
});

test("SCR-175: two people decide about one thing at once, and both decisions hold", () => {
  const one = film();
  const other = new Y.Doc();
  rejectItem(one.doc, one.item("Dog"), who);
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
  recategoriseItem(one.doc, one.item("Dog"), "dressing", who);
  acceptItem(other, { ...one.item("Dog"), category: "creature" }, { by: "ben", at: 6 });
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other));
  expect(one.item("Dog")).toMatchObject({ verdict: "accepted", category: "dressing" });
});

test("SCR-175: a broken record of a decision is left out", () => {
  const one = film();
  one.doc.getMap("breakdown").set("prop:letter", "nonsense");
  const record = new Y.Map<unknown>();
  record.set("verdict", "perhaps");
  one.doc.getMap("breakdown").set("creature:dog", record);
  expect(readDecisions(one.doc)).toEqual([]);
});

test("SCR-253: what a file's tags name is accepted and stays while its words do, also where no rule finds it", () => {
  const one = film();
  const line = read(first).find((block) => block.type === "action")!.id;
  const tags = [
    { category: "stunt" as const, name: "Fall", evidence: [{ blockId: line, quote: "grabs" }] },
    { category: "prop" as const, name: "Letter", evidence: [{ blockId: line, quote: "letter" }] },
  ];
  expect(acceptTags(one.doc, tags, who)).toEqual(["stunt:fall", "prop:letter"]);
  expect(one.item("Fall")).toMatchObject({ verdict: "accepted", category: "stunt", isGone: false });
  expect(one.item("Fall").evidence).toMatchObject([{ blockId: line }]);
  expect(one.item("Fall").scenes).toHaveLength(1);
  expect(one.item("Letter").verdict).toBe("accepted");
  expect(readAssets(one.doc).map((asset) => asset.name)).toEqual(["Letter"]);
  one.rewrite(first.replace("grabs", "sees"));
  expect(one.item("Fall").isGone).toBe(true);
});

test("SCR-253: the tags of a file change nothing that somebody has decided", () => {
  const one = film();
  rejectItem(one.doc, one.item("Letter"), who);
  const tag = { category: "prop" as const, name: "LETTER", evidence: [] };
  expect(acceptTags(one.doc, [tag], who)).toEqual([]);
  expect(one.item("Letter").verdict).toBe("rejected");
});
