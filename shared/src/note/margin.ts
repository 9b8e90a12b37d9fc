import { z } from "zod";
import { noteMessage } from "./schema.ts";

/** A note in the margin of the script: a thread on some words, which are kept as they were when it was written. */
export const marginNote = z.object({
  id: z.string(),
  /** The block that the words stood in. */
  blockId: z.string().max(64),
  /** The words themselves, at most 300 letters of them. */
  quote: z.string().max(300),
  /** A few words before and behind them, by which they are known among others that are the same. */
  before: z.string().max(60).optional(),
  after: z.string().max(60).optional(),
  /** Where the words begin and end in the shared text, as relative positions of Yjs in JSON. */
  anchor: z.object({ start: z.string().max(2000), end: z.string().max(2000) }),
  messages: z.array(noteMessage),
  resolvedAt: z.number().nullable(),
  resolvedBy: z.string().nullable(),
  createdAt: z.number(),
});
export type MarginNote = z.infer<typeof marginNote>;

/** A note of the margin that a file brought, tied to the letters of the script. */
export const broughtNote = marginNote
  .pick({ id: true, blockId: true, quote: true, before: true, after: true, anchor: true, createdAt: true })
  .extend({ name: z.string().max(200), text: z.string().min(1).max(10_000) });
export type BroughtNote = z.infer<typeof broughtNote>;
