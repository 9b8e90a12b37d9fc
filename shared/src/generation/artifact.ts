import { z } from "zod";
import { quality } from "../pipeline/stages.ts";
import { slot } from "../shot/schema.ts";
import { staleCause } from "../build/inputs.ts";

/** A finished film, or one slot of a shot. */
export const artifactKind = z.enum([...slot.options, "render", "captions"]);
export type ArtifactKind = z.infer<typeof artifactKind>;

/** One take as the studio shows it. The frozen inputs stay on the server; staleness is computed when read. */
export const take = z.object({
  id: z.string(),
  kind: artifactKind,
  shotId: z.string().nullable(),
  runId: z.string().nullable(),
  /** 1, 2, 3 … within shot and slot. */
  number: z.number().int(),
  mediaHash: z.string(),
  mime: z.string(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  frames: z.number().int().nullable(),
  fps: z.number().nullable(),
  provider: z.string(),
  /** "draft" or "master"; absent for a film. */
  quality: quality.optional(),
  /** Made from inputs that moved on while it was being made. */
  alternate: z.boolean(),
  costMicros: z.number().int(),
  author: z.string(),
  createdAt: z.number(),
  stale: z.array(staleCause),
});
export type Take = z.infer<typeof take>;
