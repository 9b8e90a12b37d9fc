import { z } from "zod";
import { noteLimits, stroke } from "@backlot/shared/note/schema";

/** What is kept of a note that is being written, in this browser, until it is sent or discarded. */
const keptDraft = z.object({
  frame: z.number().int().min(0),
  text: z.string().max(noteLimits.text),
  strokes: z.array(stroke).max(200),
});
export type KeptDraft = z.infer<typeof keptDraft>;

const keyOf = (name: string) => `backlot:note:${name}`;

/** The draft that was left under a name, or null; what cannot be read is none. */
export function readDraft(name: string): KeptDraft | null {
  try {
    return keptDraft.parse(JSON.parse(localStorage.getItem(keyOf(name)) ?? "null"));
  } catch {
    return null;
  }
}

/** Keeps a draft, or forgets it when there is nothing in it. A browser that keeps nothing is no reason not to write. */
export function keepDraft(name: string, draft: Omit<KeptDraft, "frame"> & { frame: number | null }): void {
  const { frame, text, strokes } = draft;
  try {
    if (frame === null || (text.trim() === "" && strokes.length === 0)) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), JSON.stringify({ frame, text, strokes }));
  } catch {
    // Full or forbidden: the draft lives as long as the room is open.
  }
}
