import { useLocalStorage } from "@mantine/hooks";
import { isSingleKey, type Shortcut } from "./shortcut.ts";

const key = "backlot:single-keys";

/**
 * Whether a shortcut works for this person: those that are one letter, digit or sign can be turned off, because they are easily hit by speech
 * input or by a hand that rests on the keys.
 */
export function isShortcutOn(shortcut: Shortcut): boolean {
  return !isSingleKey(shortcut) || localStorage.getItem(key) !== "false";
}

/** Whether shortcuts of a single key are on in this browser, and how to change it. */
export function useSingleKeys() {
  return useLocalStorage({ key, defaultValue: true, getInitialValueInEffect: false });
}
