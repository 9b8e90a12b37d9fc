import type { Editor } from "@tiptap/core";
import { createContext, use } from "react";
import type { ScriptFacts } from "./script-facts.ts";

/** What everything on the writing desk shares: toolbar, navigator and side panels. It stays the same while one writes. */
export type Desk = {
  editor: Editor;
  /** False for reviewers, who see everything and change nothing but their notes. */
  isEditable: boolean;
  /** Goes to a scene or any other block, with the caret; on a phone it also closes the drawer in front of the page. */
  goTo: (blockId: string) => void;
  /** Opens a side panel by its id. */
  showPanel: (id: string) => void;
};

/** The scene and element of the caret. */
export type CaretPlace = { type: string; sceneId: string | null };

export const DeskContext = createContext<Desk | null>(null);
export const FactsContext = createContext<ScriptFacts | null>(null);
export const CaretContext = createContext<CaretPlace | null>(null);

/** The writing desk around this component. Throws outside of Script Lab. */
export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === null) throw new Error("useDesk needs Script Lab around it.");
  return desk;
}

/** Scenes, outline and length of the script; whoever reads them is drawn again after each pause in the writing. */
export function useFacts(): ScriptFacts {
  const facts = use(FactsContext);
  if (facts === null) throw new Error("useFacts needs Script Lab around it.");
  return facts;
}

/** Where the caret is; whoever reads it is drawn again when it enters another scene or element. */
export function useCaret(): CaretPlace {
  const caret = use(CaretContext);
  if (caret === null) throw new Error("useCaret needs Script Lab around it.");
  return caret;
}
