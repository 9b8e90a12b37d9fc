import { z } from "zod";
import { slot } from "../shot/schema.ts";

/**
 * One resolved input of a slot: where it comes from (the object and field that a person can edit), what it is
 * called in the interface, and its value. Staleness compares these one by one, so that its cause has a name.
 */
export const slotInput = z.object({
  /** `shot:<id>`, `asset:<id>`, `block:<id>`, `scene:<id>`, `media:<hash>`, `script` or `studio`. */
  object: z.string(),
  field: z.string(),
  label: z.string(),
  value: z.json(),
});
export type SlotInput = z.infer<typeof slotInput>;

/** Everything a slot is made from, resolved and in a fixed order. Prompt, preflight, request and digest are views of it. */
export const slotInputs = z.object({
  version: z.literal(1),
  projectId: z.string(),
  shotId: z.string(),
  slot,
  provider: z.string(),
  quality: z.string(),
  seed: z.number().int(),
  inputs: z.array(slotInput),
});
export type SlotInputs = z.infer<typeof slotInputs>;

/** Why something is stale: the field that moved, from and to, and who moved it where history knows. */
export const staleCause = z.object({
  object: z.string(),
  field: z.string(),
  label: z.string(),
  from: z.string(),
  to: z.string(),
  by: z.string().nullable(),
  at: z.number().nullable(),
});
export type StaleCause = z.infer<typeof staleCause>;
