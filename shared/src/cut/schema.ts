import { z } from "zod";

/** One clip on the strip: a shot's clip trimmed to `[inFrame, outFrame)` of its own frames. */
export const cutClip = z.object({
  id: z.string(),
  order: z.string(),
  shotId: z.string(),
  inFrame: z.number().int().min(0),
  /** Exclusive; null follows the shot's own duration. */
  outFrame: z.number().int().min(1).nullable(),
  muted: z.boolean(),
  origin: z.enum(["run", "person"]),
  deletedAt: z.number().nullable(),
});
export type CutClip = z.infer<typeof cutClip>;
