import { useEffect, useRef, useState } from "react";
import type { ComponentType } from "react";
import { notifyDone } from "./notify.tsx";
import { matchesShortcut, movesWithin, pressesControl, typesText, type Shortcut } from "./shortcut.ts";
import { isShortcutOn } from "./single-keys.ts";

/**
 * One thing that a person can do. The command palette, the shortcut sheet, the keyboard and menus read the same
 * list, so an action that is registered once appears everywhere.
 */
export type Action = {
  /** Unique while registered, noun first: "shot.add". */
  id: string;
  label: string;
  /** Heading in the palette and the shortcut sheet; the department by default. */
  group?: string;
  description?: string;
  icon?: ComponentType<{ size?: number | string; stroke?: number | string }>;
  shortcut?: Shortcut;
  /** More words that find it in the palette. */
  keywords?: string[];
  /** Acts on the subject (an id) of the menu that it was chosen in; without one, on what is selected. */
  run: (subject?: string) => void | Promise<void>;
  /** Absent means always. An unavailable action is not shown and its shortcut does nothing. */
  isAvailable?: (subject?: string) => boolean;
  /** Why it cannot be done just now. The entry is shown with this sentence, and says it instead of running. */
  waitsFor?: string | undefined;
  /** It takes something away; shown so in menus. */
  isDestructive?: boolean;
  /** The component that registers it handles the keys itself (an editor's keymap): shown, never dispatched. */
  handlesOwnKeys?: boolean;
};

type Source = { current: readonly Action[] };

const sources = new Set<Source>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Registers actions while the component is mounted. `run` may close over fresh state on every render. */
export function useActions(actions: readonly Action[]): void {
  const source = useRef<readonly Action[]>(actions);
  const shown = useRef("");
  useEffect(() => {
    source.current = actions.map((one) => {
      const { waitsFor } = one;
      return waitsFor === undefined ? one : { ...one, run: () => notifyDone(waitsFor) };
    });
    // Whoever shows a list now hears of what can be seen of it; the functions are read when they are needed.
    const next = actions
      .map((one) => [one.id, one.label, one.shortcut, one.waitsFor, one.isAvailable?.() ?? true].join("|"))
      .join("\n");
    if (next === shown.current) return;
    shown.current = next;
    tell();
  });
  useEffect(() => {
    sources.add(source);
    tell();
    return () => {
      sources.delete(source);
      tell();
    };
  }, []);
}

/** Actions that can run now, with the newest functions of their components. */
export function availableActions(subject?: string): Action[] {
  return [...sources].flatMap((source) => source.current).filter((one) => one.isAvailable?.(subject) ?? true);
}

/**
 * What can be done now, for a list that is mounted when it opens. An entry is chosen with `runAction`, never with the
 * function that was there when the list was drawn: the selection may have moved on since.
 */
export function useAvailableActions(subject?: string): readonly Action[] {
  const [actions, setActions] = useState(() => availableActions(subject));
  useEffect(() => {
    const look = () => setActions(availableActions(subject));
    look();
    listeners.add(look);
    return () => void listeners.delete(look);
  }, [subject]);
  return actions;
}

/** Runs an action by id when it is available; tells whether it did. */
export function runAction(id: string, subject?: string): boolean {
  const found = availableActions(subject).findLast((one) => one.id === id);
  if (found === undefined) return false;
  void found.run(subject);
  return true;
}

/** Runs the action whose shortcut was pressed. The last one registered wins, so that a panel may shadow the page. */
export function dispatchShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  // A focused button or link takes these keys for itself.
  const isPressed =
    event.target instanceof Element && event.target.closest("button, summary, a[href]") !== null;
  const found = availableActions().findLast(
    (one) =>
      one.shortcut !== undefined &&
      one.handlesOwnKeys !== true &&
      isShortcutOn(one.shortcut) &&
      !isWritten(event.target, one.shortcut) &&
      !(isPressed && pressesControl(one.shortcut)) &&
      matchesShortcut(one.shortcut, event),
  );
  if (found === undefined) return;
  event.preventDefault();
  void found.run();
}

/** Whether the key of a shortcut belongs to the field that has the focus. */
function isWritten(target: EventTarget | null, shortcut: Shortcut): boolean {
  // A list to choose from is moved through by arrows and Enter; letters mean nothing to it.
  if (target instanceof HTMLInputElement && target.readOnly && shortcut.length === 1) return false;
  if (target instanceof HTMLInputElement && movesWithin(shortcut, target.type)) return true;
  // What lies over the page is closed by Escape, and nothing beneath it.
  if (shortcut === "Escape" && target instanceof Element && target.closest(layers) !== null) return true;
  return typesText(shortcut) && isTextTarget(target);
}

const layers = "[role='dialog'], [role='menu'], [role='listbox']";

function isTextTarget(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "button", "range", "file"].includes(target.type);
  return target.closest(layers) !== null;
}
