import { z } from "zod";

/** What one note may hold; writers keep to it and readers cut. */
export const noteLimits = { text: 10_000, points: 5000 } as const;

/** A stroke in picture coordinates: 0..1 across and down, whatever size the picture is shown at. */
export const stroke = z.object({
  color: z.string().max(32),
  /** Width as a fraction of the picture's width. */
  width: z.number().positive().max(0.1),
  points: z.array(z.tuple([z.number(), z.number()])).max(noteLimits.points),
});
export type Stroke = z.infer<typeof stroke>;

export const noteMessage = z.object({
  id: z.string(),
  authorId: z.string(),
  authorName: z.string(),
  text: z.string().max(noteLimits.text),
  at: z.number(),
});
export type NoteMessage = z.infer<typeof noteMessage>;

/** A note thread at one frame of a take or of a finished film; the first message opens it. */
export const noteThread = z.object({
  id: z.string(),
  /** Null for a note on a finished film. */
  shotId: z.string().nullable(),
  /** The take or the film that was watched; null for a note on the shot as such. */
  artifactId: z.string().nullable(),
  /** Frame within the take or the film. */
  frame: z.number().int().min(0),
  drawing: z.array(stroke),
  messages: z.array(noteMessage),
  resolvedAt: z.number().nullable(),
  resolvedBy: z.string().nullable(),
  createdAt: z.number(),
});
export type NoteThread = z.infer<typeof noteThread>;
