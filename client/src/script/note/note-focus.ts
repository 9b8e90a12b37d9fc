import { createContext, use, useMemo, useState } from "react";
import type { TextPlace } from "@backlot/shared/documents/text-anchor";

/** A note that is being written: what it is about, and the words. */
export type NoteDraft = { place: TextPlace; quote: string };

/** What page and panel share about notes: which one is looked at, and the one that is being written. */
export type NoteFocus = {
  active: string | null;
  setActive: (noteId: string | null) => void;
  draft: NoteDraft | null;
  setDraft: (draft: NoteDraft | null) => void;
};

export const NoteFocusContext = createContext<NoteFocus | null>(null);

export function useNoteFocusState(): NoteFocus {
  const [active, setActive] = useState<string | null>(null);
  const [draft, setDraft] = useState<NoteDraft | null>(null);
  return useMemo(() => ({ active, setActive, draft, setDraft }), [active, draft]);
}

export function useNoteFocus(): NoteFocus {
  const focus = use(NoteFocusContext);
  if (focus === null) throw new Error("useNoteFocus needs Script Lab around it.");
  return focus;
}
