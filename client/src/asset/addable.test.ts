import { describe, expect, it } from "vitest";
import type { Asset } from "@backlot/shared/asset/schema";
import { addableAssets, addableFrom, addableOptions } from "./addable.ts";

function anAsset(id: string, fields: Partial<Asset> = {}): Asset {
  return {
    ...{
      id,
      name: id,
      category: "prop",
      aliases: [],
      description: "",
      looks: [],
      pictures: [],
      evidence: [],
    },
    ...{
      link: null,
      origin: "person",
      removalProposed: false,
      mergedInto: null,
      deletedAt: null,
      createdAt: 0,
    },
    ...fields,
  };
}

const link = { libraryAssetId: "hammer", version: 1, decision: "library" } as const;
const inLibrary = (id: string) => ({ id, name: id, category: "prop" as const, description: "" });

describe("what can be added to a scene", () => {
  it("is of the film, deleted from it, or of the library; what was merged away is not", () => {
    const assets = [anAsset("Mug"), anAsset("Lamp", { deletedAt: 5 }), anAsset("Cup", { mergedInto: "Mug" })];
    const found = addableAssets(assets, [inLibrary("Rope")]);
    expect(found.map(({ source, name }) => `${source} ${name}`)).toEqual([
      "film Mug",
      "deleted Lamp",
      "library Rope",
    ]);
    expect(addableOptions(found).map(({ group }) => group)).toEqual([
      "In this film",
      "Deleted from this film",
      "In the team's library",
    ]);
    expect(addableFrom(found, "deleted:Lamp")).toMatchObject({ source: "deleted", id: "Lamp" });
  });

  it("offers a library asset once: a film that has it restores its own", () => {
    const assets = [anAsset("Golden hammer", { link, deletedAt: 5 })];
    expect(addableAssets(assets, [inLibrary("hammer")]).map((one) => one.source)).toEqual(["deleted"]);
  });
});
