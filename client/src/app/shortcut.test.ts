import { describe, expect, it } from "vitest";
import {
  isSingleKey,
  movesWithin,
  matchesShortcut,
  shortcutKeys,
  typesText,
  type KeyPress,
} from "./shortcut.ts";

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
}

describe("shortcuts", () => {
  it("takes Ctrl and the command key alike", () => {
    expect(matchesShortcut("mod+K", press("k", { ctrlKey: true }))).toBe(true);
    expect(matchesShortcut("mod+K", press("k", { metaKey: true }))).toBe(true);
    expect(matchesShortcut("mod+K", press("k"))).toBe(false);
  });

  it("asks for exactly the modifiers that it names", () => {
    expect(matchesShortcut("mod+Z", press("Z", { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(matchesShortcut("mod+shift+Z", press("Z", { ctrlKey: true, shiftKey: true }))).toBe(true);
  });

  it("knows a symbol on any layout", () => {
    expect(matchesShortcut("?", press("?", { shiftKey: true }))).toBe(true);
    expect(matchesShortcut("?", press("?"))).toBe(true);
  });

  it("falls back to the physical key when a modifier changes the character", () => {
    expect(matchesShortcut("mod+1", press("&", { ctrlKey: true, code: "Digit1" }))).toBe(true);
    expect(matchesShortcut("alt+S", press("ß", { altKey: true, code: "KeyS" }))).toBe(true);
  });

  it("tells keys that type from keys that command", () => {
    expect(typesText("J")).toBe(true);
    expect(typesText("Space")).toBe(true);
    expect(typesText("mod+J")).toBe(false);
    expect(typesText("Escape")).toBe(false);
  });

  it("reads as the keyboard is printed", () => {
    expect(shortcutKeys("mod+shift+K", false)).toEqual(["Ctrl", "Shift", "K"]);
    expect(shortcutKeys("mod+ArrowUp", true)).toEqual(["⌘", "↑"]);
  });
});

describe("keys that belong to others", () => {
  it("knows a single character, which can be turned off, from keys that nobody types by accident", () => {
    expect(["N", "shift+N", "?", "1", "["].map(isSingleKey)).toEqual([true, true, true, true, true]);
    expect(["mod+K", "alt+1", "Delete", "Escape", "ArrowUp", "Space", "alt+ArrowUp"].some(isSingleKey)).toBe(
      false,
    );
  });

  it("leaves arrows to radios and sliders, and the space bar to a box that is ticked", () => {
    expect(movesWithin("ArrowUp", "radio")).toBe(true);
    expect(movesWithin("Home", "range")).toBe(true);
    expect(movesWithin("Space", "checkbox")).toBe(true);
    expect(movesWithin("ArrowUp", "checkbox")).toBe(false);
    expect(movesWithin("alt+ArrowUp", "radio")).toBe(false);
    expect(movesWithin("N", "radio")).toBe(false);
  });
});
