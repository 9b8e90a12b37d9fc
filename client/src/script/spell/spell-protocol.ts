import type { ScriptSettings } from "@backlot/shared/documents/script-settings";

export type SpellingLanguage = Exclude<ScriptSettings["spelling"], "none" | null>;

/** Asks which words are wrong, or what a word may have been meant to be. */
export type SpellQuestion = { id: number; language: SpellingLanguage; check?: string[]; suggest?: string };

export type SpellAnswer = { id: number; wrong: string[]; suggestions: string[]; failure?: string };
