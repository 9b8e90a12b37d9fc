import { z } from "zod";
import { asset, assetCategory } from "@backlot/shared/asset/schema";

/** An asset of the team's library, as the API shows it. */
export const libraryAsset = z.object({
  id: z.string(),
  category: assetCategory,
  name: z.string(),
  aliases: z.array(z.string()),
  description: z.string(),
  mediaHash: z.string().nullable(),
  version: z.number().int().describe("Raised by every change."),
  createdBy: z.string(),
  createdAt: z.number().describe("Epoch milliseconds."),
});

/** What a person fills in; the limits are those of a film's assets. */
export const libraryFields = z.object({
  category: assetCategory,
  name: z.string().trim().min(1, "Give the asset a name.").max(120),
  aliases: asset.shape.aliases.max(50),
  description: asset.shape.description,
  mediaHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "This is not a hash.")
    .nullable(),
});
