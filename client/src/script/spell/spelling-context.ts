import { createContext, use } from "react";
import type { SpellingLanguage } from "./spell-protocol.ts";
import type { WordPlace } from "./words-to-check.ts";

export type Spelling = {
  /** For this person on this device. */
  isOn: boolean;
  setOn: (isOn: boolean) => void;
  language: SpellingLanguage | "none";
  /** What a word may have been meant to be. */
  suggest: (word: string) => Promise<string[]>;
  /** Every word that is wrong, in order. */
  wrong: readonly WordPlace[];
  /**
   * `unavailable`: offline, and this device has never loaded the dictionary. `foreign`: nobody has chosen a language,
   * and the script is plainly in another one than the device's.
   */
  state: "off" | "looking" | "ready" | "unavailable" | "foreign";
};

export const SpellingContext = createContext<Spelling | null>(null);

export function useSpelling(): Spelling {
  const spelling = use(SpellingContext);
  if (spelling === null) throw new Error("useSpelling needs Script Lab around it.");
  return spelling;
}
