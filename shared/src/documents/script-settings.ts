import * as Y from "yjs";
import { z } from "zod";
import { clampText } from "../text/clamp.ts";
import { setField } from "./record.ts";

/** What a script is set to, for everybody who opens it. A new setting is one line here, with its default. */
export const scriptSettings = z.object({
  /** The sheet that pages are laid out on. */
  paper: z.enum(["letter", "a4"]).catch("letter"),
  /** Whether (CONT'D) is written by itself when somebody goes on speaking after an action. */
  continued: z.boolean().catch(true),
  /** The dictionary of the spell check, or none; null is what each person's device speaks. */
  spelling: z.enum(["en-US", "en-GB", "none"]).nullable().catch(null),
});
export type ScriptSettings = z.infer<typeof scriptSettings>;

/** The settings of the `script` document; whatever is absent or unreadable has its default. */
export function readScriptSettings(doc: Y.Doc): ScriptSettings {
  return scriptSettings.parse(doc.getMap<unknown>("settings").toJSON());
}

/** Changes one setting. A value that it already has leaves no trace. */
export function setScriptSetting<Key extends keyof ScriptSettings>(
  doc: Y.Doc,
  key: Key,
  value: ScriptSettings[Key],
  origin?: unknown,
): void {
  doc.transact(() => setField(doc.getMap<unknown>("settings"), key, value), origin);
}

/** Words that the spell check of this script takes for right. One key each, so that two people may add at once. */
function dictionary(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap<unknown>("dictionary");
}

/** The script's own words, in order of the alphabet. */
export function readDictionary(doc: Y.Doc): string[] {
  return [...dictionary(doc).keys()].toSorted((a, b) => a.localeCompare(b));
}

/** Adds a word to the script's dictionary, as it is written. White space around it is not part of it. */
export function addToDictionary(doc: Y.Doc, word: string, origin?: unknown): void {
  const trimmed = clampText(word.trim().toWellFormed(), 60);
  if (trimmed !== "") doc.transact(() => setField(dictionary(doc), trimmed, true), origin);
}

export function removeFromDictionary(doc: Y.Doc, word: string, origin?: unknown): void {
  doc.transact(() => dictionary(doc).delete(word), origin);
}
