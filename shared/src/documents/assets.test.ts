import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  addAsset,
  addLook,
  addPicture,
  assetDescription,
  assetsRoot,
  changeAsset,
  liveAssets,
  mergeAssets,
  partsOf,
  readAsset,
  readAssets,
  resolveAsset,
  separateAsset,
} from "./assets.ts";

function aBin(...names: string[]) {
  const doc = new Y.Doc();
  const ids = names.map((name, index) =>
    addAsset(doc, { id: `asset-${index}`, category: "prop", name, origin: "person", createdAt: index }),
  );
  return { doc, ids: ids as [string, string, string] };
}

/** The same document on another device. */
function away(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function meet(...docs: Y.Doc[]): void {
  for (const to of docs)
    for (const from of docs) if (to !== from) Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
}

const liveNames = (doc: Y.Doc) => liveAssets(readAssets(doc)).map((one) => one.name);

describe("merging assets", () => {
  it("AST-1: two assets that two people apart merged into each other stand as one, the same for both", () => {
    const { doc: ana, ids } = aBin("Cup", "Mug");
    const ben = away(ana);
    mergeAssets(ana, ids[0], ids[1]);
    mergeAssets(ben, ids[1], ids[0]);
    meet(ana, ben);
    expect(liveNames(ana)).toEqual(["Cup"]);
    expect(readAssets(ben)).toEqual(readAssets(ana));
    expect(readAsset(ana, ids[1])?.mergedInto).toBe(ids[0]);
    separateAsset(ana, ids[1]);
    expect(liveNames(ana)).toEqual(["Cup", "Mug"]);
    expect(readAssets(ana).map((one) => one.aliases)).toEqual([[], []]);
  });

  it("AST-1: whatever is merged into whatever by people apart, everything stands for something live", () => {
    const count = 6;
    const index = fc.nat(count - 1);
    const merges = fc.array(fc.tuple(index, index, fc.nat(2)), { maxLength: 14 });
    fc.assert(
      fc.property(merges, fc.array(index, { maxLength: 6 }), (all, separated) => {
        const { doc, ids } = aBin(...Array.from({ length: count }, (_, at) => `Thing ${at}`));
        const docs = [doc, away(doc), away(doc)];
        for (const [from, into, who] of all)
          if (from !== into) mergeAssets(docs[who]!, ids[from]!, ids[into]!);
        meet(...docs);
        for (const other of docs) expect(readAssets(other)).toEqual(readAssets(doc));
        const stands = () => {
          const assets = readAssets(doc);
          const byId = new Map(assets.map((one) => [one.id, one]));
          return ids.map((id) => resolveAsset(byId, id)?.mergedInto);
        };
        expect(stands()).toEqual(ids.map(() => null));
        for (const at of separated) {
          separateAsset(doc, ids[at]!);
          expect(readAsset(doc, ids[at]!)?.mergedInto).toBeNull();
          expect(stands()).toEqual(ids.map(() => null));
        }
      }),
    );
  });

  it("AST-2: separating takes back what came along, and keeps what was written since", () => {
    const { doc, ids } = aBin("Cup", "Mug");
    changeAsset(doc, ids[0], {
      aliases: ["Beaker"],
      evidence: [{ blockId: "b1", quote: "She lifts the cup." }],
    });
    addLook(doc, ids[0], { name: "Broken", description: "in pieces" });
    addPicture(doc, ids[0], { mediaHash: "a", addedAt: 1, addedBy: "ana" });
    addPicture(doc, ids[1], { mediaHash: "b", addedAt: 2, addedBy: "ana" });
    mergeAssets(doc, ids[0], ids[1]);
    expect(partsOf(readAssets(doc), ids[1]).map((one) => one.name)).toEqual(["Cup"]);
    expect(readAsset(doc, ids[1])).toMatchObject({ aliases: ["Cup", "Beaker"], looks: [{ name: "Broken" }] });
    assetDescription(doc, ids[1]).insert(0, "blue");
    separateAsset(doc, ids[0]);
    expect(partsOf(readAssets(doc), ids[1])).toEqual([]);
    expect(readAsset(doc, ids[1])).toMatchObject({
      aliases: [],
      looks: [],
      evidence: [],
      description: "blue",
      pictures: [{ mediaHash: "b" }],
    });
    expect(readAsset(doc, ids[0])).toMatchObject({ aliases: ["Beaker"], looks: [{ name: "Broken" }] });
  });

  it("AST-2: an asset that was merged into one that is not in the document stands by itself", () => {
    const { doc, ids } = aBin("Cup", "Mug");
    mergeAssets(doc, ids[0], ids[1]);
    assetsRoot(doc).delete(ids[1]);
    expect(liveNames(doc)).toEqual(["Cup"]);
  });
});

describe("texts over their limit", () => {
  it("AST-3: an asset stays when two people together write more than fits; readers get what fits", () => {
    const { doc: ana, ids } = aBin("Cup");
    assetDescription(ana, ids[0]).insert(0, "a".repeat(19_990));
    const ben = away(ana);
    for (const doc of [ana, ben]) assetDescription(doc, ids[0]).insert(0, "b".repeat(10));
    meet(ana, ben);
    assetDescription(ana, ids[0]).insert(19_999, "😀");
    expect(readAsset(ana, ids[0])?.description).toBe(`${"b".repeat(20)}${"a".repeat(19_979)}`);
    expect(assetDescription(ana, ids[0])).toHaveLength(20_012);
  });

  it("AST-3: one broken or overlong entry costs only itself", () => {
    const { doc, ids } = aBin("Cup");
    const record = assetsRoot(doc).get(ids[0])!;
    record.set("aliases", ["x".repeat(200), 7, "Mug"]);
    record.set("evidence", [{ blockId: "b", quote: "q".repeat(500) }, "nothing"]);
    (record.get("looks") as Y.Map<unknown>).set("l", { id: "l", name: "Wet", description: "w".repeat(5000) });
    (record.get("looks") as Y.Map<unknown>).set("broken", 3);
    (record.get("pictures") as Y.Map<unknown>).set("broken", null);
    const read = readAsset(doc, ids[0]);
    expect(read?.aliases.map((one) => one.length)).toEqual([120, 3]);
    expect(read?.evidence.map((one) => one.quote.length)).toEqual([400]);
    expect(read?.looks.map((one) => one.description.length)).toEqual([4000]);
    expect(read?.pictures).toEqual([]);
  });

  it("AST-4: what does not fit is refused with its field when it is written", () => {
    const { doc, ids } = aBin("Cup");
    const tooLong = { category: "prop", name: "Mug", description: "x".repeat(20_001) } as const;
    expect(() => addAsset(doc, { ...tooLong, origin: "person", createdAt: 1 })).toThrow(
      expect.objectContaining({ code: "bad-request", field: "description" }),
    );
    const look = { name: "Wet", description: "x".repeat(4001) };
    expect(() => addLook(doc, ids[0], look)).toThrow(expect.objectContaining({ field: "description" }));
  });
});
