import { assetCategory, type Asset, type AssetCategory } from "@backlot/shared/asset/schema";

export type AssetView = AssetCategory | "all" | "deleted";

/** The view that an address asks for; everything when it asks for nothing that we know. */
export function asView(value: string | undefined): AssetView {
  if (value === "deleted") return value;
  return assetCategory.safeParse(value).data ?? "all";
}

/** How many assets each view holds. What was merged away counts nowhere. */
export function countViews(assets: readonly Asset[]): Record<AssetView, number> {
  const counts = { all: 0, deleted: 0 } as Record<AssetView, number>;
  for (const category of assetCategory.options) counts[category] = 0;
  for (const asset of assets) {
    if (asset.mergedInto !== null) continue;
    if (asset.deletedAt !== null) {
      counts.deleted += 1;
      continue;
    }
    counts.all += 1;
    counts[asset.category] += 1;
  }
  return counts;
}

/** Assets of a view that the search finds by name, alias or description, by name within category. */
export function findAssets(assets: readonly Asset[], view: AssetView, search: string): Asset[] {
  const wanted = search.trim().toLocaleLowerCase();
  const order = assetCategory.options;
  return assets
    .filter((asset) => {
      if (asset.mergedInto !== null || (asset.deletedAt !== null) !== (view === "deleted")) return false;
      if (view !== "all" && view !== "deleted" && asset.category !== view) return false;
      return [asset.name, ...asset.aliases, asset.description].some((text) =>
        text.toLocaleLowerCase().includes(wanted),
      );
    })
    .toSorted(
      (a, b) =>
        order.indexOf(a.category) - order.indexOf(b.category) ||
        a.name.localeCompare(b.name) ||
        (a.id < b.id ? -1 : 1),
    );
}
