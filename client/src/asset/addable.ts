import type { Asset, AssetCategory } from "@backlot/shared/asset/schema";

/** Where an asset that can be added comes from; what is not of the film yet is restored or brought when it is chosen. */
export type AddableSource = "film" | "deleted" | "library";

export type Addable = {
  source: AddableSource;
  /** Of the film's asset, or of the library's. */
  id: string;
  name: string;
  category: AssetCategory;
  /** For telling two of the same name apart. */
  hint: string;
};

type LibraryEntry = Pick<Asset, "id" | "name" | "category" | "description">;

/** The film's assets, those that were deleted, and the library's that the film has not got; each by name. */
export function addableAssets(assets: readonly Asset[], library: readonly LibraryEntry[]): Addable[] {
  const unmerged = assets.filter((asset) => asset.mergedInto === null);
  const linked = new Set(unmerged.map((asset) => asset.link?.libraryAssetId));
  const entry =
    (source: AddableSource) =>
    ({ id, name, category, description }: LibraryEntry): Addable => ({
      ...{ source, id, name, category },
      hint: description.trim().slice(0, 80),
    });
  const groups = [
    unmerged.filter((asset) => asset.deletedAt === null).map(entry("film")),
    unmerged.filter((asset) => asset.deletedAt !== null).map(entry("deleted")),
    library.filter((one) => !linked.has(one.id)).map(entry("library")),
  ];
  return groups.flatMap((group) => group.toSorted((a, b) => a.name.localeCompare(b.name)));
}

export const addableHeadings = {
  film: "In this film",
  deleted: "Deleted from this film",
  library: "In the team's library",
} satisfies Record<AddableSource, string>;

/** As a grouped list to choose from; values are read back by `addableFrom`. */
export function addableOptions(addable: readonly Addable[]) {
  return [...Map.groupBy(addable, (one) => one.source)].map(([source, all]) => ({
    group: addableHeadings[source],
    items: all.map((one) => ({ value: `${source}:${one.id}`, label: one.name })),
  }));
}

/** What an option of `addableOptions` stands for. */
export function addableFrom(addable: readonly Addable[], value: string): Addable | undefined {
  return addable.find((one) => `${one.source}:${one.id}` === value);
}
