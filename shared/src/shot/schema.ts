import { z } from "zod";

export const shotSize = z.enum([
  "extreme-wide",
  "wide",
  "full",
  "medium-wide",
  "medium",
  "medium-close",
  "close",
  "extreme-close",
  "insert",
  "two-shot",
  "over-the-shoulder",
  "pov",
]);
export type ShotSize = z.infer<typeof shotSize>;

export const shotAngle = z.enum(["eye", "low", "high", "overhead", "dutch"]);
export type ShotAngle = z.infer<typeof shotAngle>;

export const shotMovement = z.enum([
  "static",
  "pan-left",
  "pan-right",
  "tilt-up",
  "tilt-down",
  "push-in",
  "pull-out",
  "track-left",
  "track-right",
  "crane-up",
  "crane-down",
  "handheld",
  "dolly-zoom",
  "rack-focus",
]);
export type ShotMovement = z.infer<typeof shotMovement>;

/** "over-the-shoulder" → "Over the shoulder". */
export function vocabularyLabel(id: string): string {
  const words = id.replaceAll("-", " ");
  return id === "pov" ? "POV" : words.charAt(0).toUpperCase() + words.slice(1);
}

/** The parts of a shot that are made and have takes. */
export const slot = z.enum(["startFrame", "endFrame", "clip", "dialogue"]);
export type Slot = z.infer<typeof slot>;

/** In which of a shot's frames an asset is. Only `end`: it walks in. Only `start`: it leaves. */
export const presence = z.object({
  start: z.boolean(),
  end: z.boolean(),
  /** Look id in the start frame; null is the asset as described. */
  startLook: z.string().nullable(),
  endLook: z.string().nullable(),
});
export type Presence = z.infer<typeof presence>;

/** One line spoken in a shot. */
export const shotDialogue = z.object({
  assetId: z.string().nullable(),
  character: z.string(),
  text: z.string(),
  blockId: z.string(),
  /** Who else says it, of a cue that several people share: ANA AND BEN. Absent for a line of one. */
  withIds: z.array(z.string()).optional(),
});
export type ShotDialogue = z.infer<typeof shotDialogue>;

/** Everyone who says a line. */
export function whoSays({ assetId, withIds = [] }: Pick<ShotDialogue, "assetId" | "withIds">): string[] {
  return assetId === null ? withIds : [assetId, ...withIds];
}

/** How long a shot's description may be, in code units; writers keep to it and readers cut. */
export const shotDescriptionLimit = 20_000;

/** A shot as plain data: what the accessors read out of the `shots` document. */
export const shot = z.object({
  id: z.string(),
  /** Id of the scene's heading block. */
  sceneId: z.string(),
  /** Fractional index within the scene. */
  order: z.string(),
  size: shotSize,
  angle: shotAngle,
  movement: shotMovement,
  lensMm: z.number().min(8).max(400),
  /** f-number. */
  aperture: z.number().min(0.95).max(32),
  durationFrames: z
    .number()
    .int()
    .min(1)
    .max(24 * 600),
  description: z.string().max(shotDescriptionLimit),
  presence: z.record(z.string(), presence),
  /** Script blocks that the shot covers. */
  blockIds: z.array(z.string()),
  /** Circled take per slot (artifact id); `by` is the person, or null when the run circled the newest. */
  circled: z.partialRecord(slot, z.object({ artifactId: z.string(), by: z.string().nullable() })),
  origin: z.enum(["breakdown", "person"]),
  deletedAt: z.number().nullable(),
  createdAt: z.number(),
});
export type Shot = z.infer<typeof shot>;
