/**
 * Keyboard shortcuts as text: parts joined by "+", the key last, "mod" for Ctrl (⌘ on a Mac). Examples: "mod+K",
 * "shift+Enter", "?", "J".
 */
export type Shortcut = string;

type Parsed = { mod: boolean; shift: boolean; alt: boolean; key: string };

export type KeyPress = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** Whether a key press is this shortcut. A plain symbol such as "?" matches however the layout types it. */
export function matchesShortcut(shortcut: Shortcut, press: KeyPress): boolean {
  const wanted = parse(shortcut);
  if (wanted.mod !== (press.ctrlKey || press.metaKey) || wanted.alt !== press.altKey) return false;
  const isSymbol = /^[^\p{L}\p{N}]$/u.test(wanted.key);
  if (!isSymbol && wanted.shift !== press.shiftKey) return false;
  if (press.key.toLowerCase() === wanted.key) return true;
  // With modifiers held some layouts report another character; the physical key still says which one it is.
  return (
    (wanted.mod || wanted.alt) &&
    press.code.toLowerCase() === `${/\d/.test(wanted.key) ? "digit" : "key"}${wanted.key}`
  );
}

/** Whether a shortcut would type a character: such keys do nothing while a person writes. */
export function typesText(shortcut: Shortcut): boolean {
  const { mod, alt, key } = parse(shortcut);
  return (
    !mod &&
    !alt &&
    (key.length === 1 ||
      key === "space" ||
      key.startsWith("arrow") ||
      ["enter", "backspace", "delete", "home", "end"].includes(key))
  );
}

/** Whether a shortcut is one character alone, which can be typed without meaning it. */
export function isSingleKey(shortcut: Shortcut): boolean {
  const { mod, alt, key } = parse(shortcut);
  return !mod && !alt && key.length === 1 && key !== " ";
}

const arrows = ["arrowup", "arrowdown", "arrowleft", "arrowright"];

/** Whether a plain key moves within a control of this type of input: arrows between radios, arrows and ends along a slider. */
export function movesWithin(shortcut: Shortcut, inputType: string): boolean {
  const { mod, alt, key } = parse(shortcut);
  if (mod || alt) return false;
  if (inputType === "radio") return arrows.includes(key) || key === " ";
  if (inputType === "range") return arrows.includes(key) || key === "home" || key === "end";
  return inputType === "checkbox" && key === " ";
}

/** Whether a shortcut is a key that presses the focused button or link. */
export function pressesControl(shortcut: Shortcut): boolean {
  const { mod, alt, key } = parse(shortcut);
  return !mod && !alt && (key === " " || key === "enter");
}

/** The shortcut as a person reads it: ["Ctrl", "K"]. */
export function shortcutKeys(shortcut: Shortcut, isMac = isApple()): string[] {
  return shortcut.split("+").map((part) => {
    const name = part.toLowerCase();
    if (name === "mod") return isMac ? "⌘" : "Ctrl";
    if (name === "alt") return isMac ? "⌥" : "Alt";
    if (name === "shift") return isMac ? "⇧" : "Shift";
    const arrows: Record<string, string> = { arrowup: "↑", arrowdown: "↓", arrowleft: "←", arrowright: "→" };
    return arrows[name] ?? (name.length === 1 ? name.toUpperCase() : part);
  });
}

function parse(shortcut: Shortcut): Parsed {
  const parts = shortcut.toLowerCase().split("+");
  const key = parts.at(-1) ?? "";
  return {
    mod: parts.includes("mod"),
    shift: parts.includes("shift"),
    alt: parts.includes("alt"),
    key: key === "space" ? " " : key,
  };
}

function isApple(): boolean {
  return typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);
}
