import { z } from "zod";
import { shotAngle, shotMovement, shotSize } from "../shot/schema.ts";
import { rate } from "../time/rate.ts";
import { directions } from "./direction.ts";
import { slate } from "./schema.ts";

const described = {
  assetId: z.string(),
  name: z.string(),
  description: z.string(),
  pictureHash: z.string().optional(),
};

/** All that a stage is made from; frozen with the artifact, so that the same input is never drawn twice. */
export const stageInput = z.object({
  seed: z.number().int(),
  /** Which take this is (0 is the first way to draw the shot), and what the crew asked of it. */
  variation: z.object({ take: z.number().int().min(0), directions: directions.optional() }).optional(),
  rate: rate.optional(),
  heading: z.object({
    /** "INT", "EXT" or "INT/EXT", with or without a full stop. */
    intExt: z.string(),
    location: z.string(),
    timeOfDay: z.string(),
  }),
  shot: z.object({
    size: shotSize,
    angle: shotAngle,
    movement: shotMovement,
    lensMm: z.number().min(8).max(400),
    aperture: z.number().min(0.95).max(32).optional(),
    durationFrames: z.number().int().min(1),
    description: z.string(),
    /** Verbs of the action in this shot, when a breakdown has found them. */
    verbs: z.array(z.string()).optional(),
  }),
  /** Who is in the shot. */
  cast: z.array(
    z.object({
      ...described,
      /** What the look of the start frame says, e.g. "in a space suit"; its words win over the description's. */
      lookDescription: z.string().optional(),
      /** What the look of the end frame says, when it differs. */
      lookAtEnd: z.string().optional(),
      presence: z.object({ start: z.boolean(), end: z.boolean() }),
      speaks: z.boolean(),
    }),
  ),
  /** Asset ids of everyone in the scene, in a fixed order: gives each a mark and an eyeline that hold from shot to shot. */
  sceneCast: z.array(z.string()).optional(),
  props: z.array(
    z.object({
      ...described,
      heldBy: z.string().optional(),
      /** In which frames it is; left out, in both. */
      presence: z.object({ start: z.boolean(), end: z.boolean() }).optional(),
      /** An animal, which stands on the ground. */
      isAnimal: z.boolean().optional(),
    }),
  ),
  location: z.object({ ...described, assetId: z.string().optional() }),
  dialogue: z.array(
    z.object({ assetId: z.string(), startFrame: z.number().int(), endFrame: z.number().int() }),
  ),
  slate: slate.partial().optional(),
});
export type StageInput = z.infer<typeof stageInput>;
export type CastInput = StageInput["cast"][number];
export type PropInput = StageInput["props"][number];
