import { describe, expect, it } from "vitest";
import type { Asset } from "@backlot/shared/asset/schema";
import { asView, countViews, findAssets } from "./asset-filter.ts";

function anAsset(fields: Partial<Asset>): Asset {
  return {
    id: fields.name ?? "asset",
    category: "prop",
    name: "Hammer",
    aliases: [],
    description: "",
    looks: [],
    pictures: [],
    evidence: [],
    link: null,
    origin: "person",
    removalProposed: false,
    mergedInto: null,
    deletedAt: null,
    createdAt: 0,
    ...fields,
  };
}

const assets = [
  anAsset({ name: "Hammer", description: "Golden, covered in dirt." }),
  anAsset({ name: "Mara", category: "character", aliases: ["MRS VALE"] }),
  anAsset({ name: "Old boat", category: "vehicle", deletedAt: 5 }),
  anAsset({ name: "Mallet", mergedInto: "Hammer" }),
];

describe("assets in the bin", () => {
  it("are counted by view; merged ones nowhere", () => {
    const counts = countViews(assets);
    expect(counts).toMatchObject({ all: 2, prop: 1, character: 1, vehicle: 0, deleted: 1 });
  });

  it("are found by name, alias and description", () => {
    const names = (search: string) => findAssets(assets, "all", search).map((one) => one.name);
    expect(names("")).toEqual(["Mara", "Hammer"]);
    expect(names("vale")).toEqual(["Mara"]);
    expect(names("dirt")).toEqual(["Hammer"]);
  });

  it("show what was deleted only where one asks for it", () => {
    expect(findAssets(assets, "deleted", "").map((one) => one.name)).toEqual(["Old boat"]);
    expect(findAssets(assets, "vehicle", "")).toEqual([]);
    expect(asView("nonsense")).toBe("all");
  });
});
