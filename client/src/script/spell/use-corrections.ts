import { localEdit } from "@backlot/shared/documents/record";
import { addToDictionary } from "@backlot/shared/documents/script-settings";
import { applyTextChanges } from "@backlot/shared/documents/script-text";
import { notifyDone } from "../../app/notify.tsx";
import { counted } from "../../app/words.ts";
import { useSession } from "../../session/hooks.ts";
import { useDesk } from "../desk-context.ts";
import { asOneStep, scriptEdit } from "../editor/collaboration.ts";
import { lookupForm, type WordPlace } from "./words-to-check.ts";
import { useSpelling } from "./spelling-context.ts";

/** What can be done about a misspelt word: ask what was meant, write that, or take the word for right in this script. */
export function useCorrections() {
  const { editor } = useDesk();
  const { documents } = useSession();
  const spelling = useSpelling();
  return {
    suggest: async (word: string): Promise<string[]> => {
      const offers = await spelling.suggest(lookupForm(word));
      return offers.map((offer) => inFormOf(word, offer));
    },
    /** Writes `text` in these places, as far as the word still stands there. */
    correct: (places: readonly WordPlace[], text: string) => {
      const changes = places.map(({ word, ...place }) => ({ ...place, was: word, text }));
      let count = 0;
      asOneStep(editor, () => (count = applyTextChanges(documents.script, changes, scriptEdit)));
      const missed = places.length - count;
      if (missed > 0)
        notifyDone(`Somebody has just written in ${counted(missed, "place")}; nothing was changed there.`);
    },
    accept: (word: string) => addToDictionary(documents.script, lookupForm(word), localEdit),
  };
}

/** Shouted words stay shouted, and a possessive stays one. */
function inFormOf(word: string, offer: string): string {
  const ending = /['’]s$/i.exec(word)?.[0] ?? "";
  const isShouted = word.length > 1 && word === word.toUpperCase();
  return isShouted ? (offer + ending).toUpperCase() : offer + ending;
}
