import { useCallback, useEffect, useState } from "react";
import type { Stroke } from "@backlot/shared/note/schema";
import { keepDraft, readDraft } from "./kept-draft.ts";

/** A note that is being written: pinned to the frame where it was begun. */
export type Draft = {
  frame: number | null;
  text: string;
  strokes: readonly Stroke[];
  isDrawing: boolean;
  color: string;
};

const empty: Draft = { frame: null, text: "", strokes: [], isDrawing: false, color: "#ffc24d" };

/**
 * The draft of a note. The first letter or stroke pins the frame through `pin`, which also stops the player. It is kept under its name in this
 * browser, so that looking at another shot, following somebody or a reload does not lose it.
 */
export function useDraft(name: string, pin: () => number) {
  const [draft, setDraft] = useState<Draft>(() => ({ ...empty, ...readDraft(name) }));
  useEffect(() => {
    const { frame, text, strokes } = draft;
    keepDraft(name, { frame, text, strokes: [...strokes] });
  }, [name, draft]);
  const begin = useCallback(
    (change: Partial<Draft>) => {
      setDraft((now) => ({ ...now, ...change, frame: now.frame ?? pin() }));
    },
    [pin],
  );
  return {
    draft,
    write: (text: string) => begin({ text }),
    setDrawing: (isDrawing: boolean) => begin({ isDrawing }),
    setColor: (color: string) => setDraft((now) => ({ ...now, color })),
    stroke: (stroke: Stroke) =>
      setDraft((now) => ({
        ...now,
        strokes: now.strokes.length < 200 ? [...now.strokes, stroke] : now.strokes,
      })),
    undoStroke: () => setDraft((now) => ({ ...now, strokes: now.strokes.slice(0, -1) })),
    clearStrokes: () => setDraft((now) => ({ ...now, strokes: [] })),
    moveTo: (frame: number) => setDraft((now) => ({ ...now, frame })),
    /** Forgets the draft; the colour is kept. */
    reset: () => setDraft((now) => ({ ...empty, color: now.color })),
  };
}

export type DraftTools = ReturnType<typeof useDraft>;
