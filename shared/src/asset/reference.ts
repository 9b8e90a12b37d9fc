import type { Asset, AssetPicture } from "./schema.ts";

/** The picture that shows what an asset looks like: the one that was chosen, else the newest; null without any. */
export function referencePicture(asset: Pick<Asset, "pictures" | "referenceId">): AssetPicture | null {
  return asset.pictures.find((one) => one.id === asset.referenceId) ?? asset.pictures.at(-1) ?? null;
}
