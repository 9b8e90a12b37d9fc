import type * as Y from "yjs";
import { mergeText } from "../asset/merge-text.ts";
import type { LibraryLink } from "../asset/schema.ts";
import { AppError } from "../errors/app-error.ts";
import { addPicture, assetDescription, changeAsset, readAsset } from "./assets.ts";
import { replaceText } from "./record.ts";

export type Casting = {
  assetId: string;
  link: LibraryLink | null;
  leavesText?: boolean | undefined;
  picture?: { mediaHash: string } | undefined;
};

/**
 * Ties an asset to one of the library, or with no link cuts the tie. The text is worked out from what the asset says now,
 * and only what differs is replaced, so that what somebody is just typing stays. Throws `not-found` when the asset is gone.
 */
export function castAsset(
  doc: Y.Doc,
  { assetId, link, leavesText = false, picture }: Casting,
  { by, at }: { by: string; at: number },
): void {
  const present = readAsset(doc, assetId);
  if (present === null)
    throw new AppError("not-found", { sentence: "This asset is gone.", field: "assetId" });
  const text = assetDescription(doc, assetId);
  const base = link?.base?.trim() ?? "";
  if (link !== null && base !== "" && !leavesText) {
    const own = text.toString();
    replaceText(text, link.decision === "merge" ? mergeText(base, own, present.link?.base) : base);
  }
  changeAsset(doc, assetId, { link });
  if (picture === undefined || present.pictures.some((one) => one.mediaHash === picture.mediaHash)) return;
  addPicture(doc, assetId, { mediaHash: picture.mediaHash, addedAt: at, addedBy: by });
}
