import { z } from "zod";

/** A half-open span of frames `[start, end)`: `end` is the first frame that is not in it. */
export const frameRange = z
  .object({ start: z.number().int(), end: z.number().int() })
  .refine((range) => range.end >= range.start, {
    message: "A range must not end before it starts.",
    path: ["end"],
  });
export type FrameRange = z.infer<typeof frameRange>;

/** Length in frames. */
export function rangeLength({ start, end }: FrameRange): number {
  return end - start;
}

/** Whether a frame lies in the range. */
export function rangeHas({ start, end }: FrameRange, frame: number): boolean {
  return frame >= start && frame < end;
}

/** The shared part, or null when the ranges only touch or lie apart. */
export function intersect(a: FrameRange, b: FrameRange): FrameRange | null {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start < end ? { start, end } : null;
}

/** Moves a range by a number of frames. */
export function shiftRange({ start, end }: FrameRange, by: number): FrameRange {
  return { start: start + by, end: end + by };
}
