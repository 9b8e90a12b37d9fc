import { createContext, use } from "react";
import type * as Y from "yjs";

/** Suggest mode, and the script itself, which in this mode is not what the editor shows. */
export type Suggesting = {
  /** The script that everybody shares. */
  script: Y.Doc;
  /** This person's copy while suggesting, else null. */
  draft: Y.Doc | null;
  toggle: () => void;
  /** The proposal that was pressed on the page. */
  pressedId: string | null;
  press: (proposalId: string | null) => void;
};

export const SuggestContext = createContext<Suggesting | null>(null);

/** Suggest mode of Script Lab. Throws outside of it. */
export function useSuggesting(): Suggesting {
  const suggesting = use(SuggestContext);
  if (suggesting === null) throw new Error("useSuggesting needs Script Lab around it.");
  return suggesting;
}
