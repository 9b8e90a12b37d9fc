import { z } from "zod";

/** How long texts of an asset may be, in code units; writers keep to it and readers cut. */
export const assetLimits = { name: 120, description: 20_000, look: 4000, quote: 400 } as const;

/** What an asset can be. `character` covers everyone with a name or a cue. */
export const assetCategory = z.enum([
  "character",
  "location",
  "prop",
  "costume",
  "vehicle",
  "creature",
  "sound",
]);
export type AssetCategory = z.infer<typeof assetCategory>;

/** Where the script proves that an asset exists: a quotation with its block. */
export const evidence = z.object({
  blockId: z.string(),
  quote: z.string().max(assetLimits.quote),
});
export type Evidence = z.infer<typeof evidence>;

/** One appearance of an asset: "Bob in a space suit". */
export const look = z.object({
  id: z.string(),
  name: z.string().min(1).max(assetLimits.name),
  description: z.string().max(assetLimits.look),
});
export type Look = z.infer<typeof look>;

/** A picture of an asset in the media store; the newest is used as reference unless another is chosen. */
export const assetPicture = z.object({
  id: z.string(),
  mediaHash: z.string(),
  addedAt: z.number(),
  addedBy: z.string(),
});
export type AssetPicture = z.infer<typeof assetPicture>;

/** A project asset's tie to a library asset at a version. */
export const libraryLink = z.object({
  libraryAssetId: z.string(),
  version: z.number().int(),
  decision: z.enum(["library", "merge"]),
  /** The library's text at that version, as it was taken over: so that merging again knows whose words are whose. */
  base: z.string().max(assetLimits.description).optional(),
});
export type LibraryLink = z.infer<typeof libraryLink>;

/** An asset as plain data: what the accessors read out of the `assets` document. */
export const asset = z.object({
  id: z.string(),
  category: assetCategory,
  name: z.string().min(1).max(assetLimits.name),
  aliases: z.array(z.string().max(assetLimits.name)),
  description: z.string().max(assetLimits.description),
  looks: z.array(look),
  pictures: z.array(assetPicture),
  /** The picture that was chosen as reference; see `referencePicture`. */
  referenceId: z.string().nullish(),
  evidence: z.array(evidence),
  link: libraryLink.nullable(),
  /** Who made it: the breakdown (which may propose its removal) or a person (which it may not). */
  origin: z.enum(["breakdown", "person"]),
  /** The breakdown no longer finds it in the script; a person decides. */
  removalProposed: z.boolean(),
  mergedInto: z.string().nullable(),
  deletedAt: z.number().nullable(),
  createdAt: z.number(),
});
export type Asset = z.infer<typeof asset>;
