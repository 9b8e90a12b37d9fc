import type * as Y from "yjs";
import { elementOf } from "./element.ts";
import { lateEditsOf } from "./late-edits.ts";
import { revising } from "./revising.ts";
import { scriptBody } from "./script.ts";
import { bodyElements } from "./script-text.ts";

/** Where a scene goes: before or behind another scene. */
export type ScenePlace = { before: string } | { after: string };

export type SceneMove = {
  /** Brings the scene back to where it was by moving it, as far as its neighbours are still there. */
  undo: () => void;
  /** Whether the copied blocks still are what the move made of them: then undoing the edit itself harms nobody. */
  isUntouched: () => boolean;
};

export type MoveOptions = {
  /** Blocks that somebody's caret is in: they stay untouched when the move can be made from the other side. */
  busy?: ReadonlySet<string>;
  origin?: unknown;
};

/**
 * Moves a scene with everything in it; block ids stay. Moving a scene down over others is the same as moving those
 * up, so the side that is copied is the one where nobody writes, else the shorter one. What others typed into a copied
 * block meanwhile is carried over (see `LateEdits`). Null when the scene is gone or is there already.
 */
export function moveScene(
  doc: Y.Doc,
  sceneId: string,
  place: ScenePlace,
  options: MoveOptions = {},
): SceneMove | null {
  const elements = bodyElements(doc);
  if (elements.length !== scriptBody(doc).length) return null;
  const span = spanOf(elements, sceneId);
  const other = spanOf(elements, "before" in place ? place.before : place.after);
  if (span === null || other === null) return null;
  const target = "before" in place ? other.start : other.end;
  const neighbours = { before: idOf(elements[span.start - 1]), after: idOf(elements[span.end]) };
  const copies = moveSpan(doc, elements, span, target, options);
  if (copies === null) return null;
  const made = copies.map((one) => one.toString());
  return {
    undo: () => moveBack(doc, sceneId, neighbours, options),
    isUntouched: () => {
      const at = bodyElements(doc).indexOf(copies[0]!);
      const now = bodyElements(doc).slice(at, at + copies.length);
      return at !== -1 && now.every((one, index) => one === copies[index] && one.toString() === made[index]);
    },
  };
}

type Span = { start: number; end: number };

/** A scene and all that is in it: up to the next heading, or to the section that the next heading stands under. */
export function spanOf(elements: readonly Y.XmlElement[], sceneId: string): Span | null {
  const start = elements.findIndex((one) => elementOf(one) === "sceneHeading" && idOf(one) === sceneId);
  if (start === -1) return null;
  const next = elements.findIndex(
    (one, index) => index > start && ["sceneHeading", "section"].includes(elementOf(one)),
  );
  return { start, end: next === -1 ? elements.length : next };
}

function moveBack(
  doc: Y.Doc,
  sceneId: string,
  neighbours: { before: string | null; after: string | null },
  options: MoveOptions,
): void {
  const elements = bodyElements(doc);
  const span = spanOf(elements, sceneId);
  const after = elements.findIndex((one) => idOf(one) === neighbours.after);
  const before = elements.findIndex((one) => idOf(one) === neighbours.before);
  const target = after === -1 ? (before === -1 ? -1 : before + 1) : after;
  if (span !== null && target !== -1) moveSpan(doc, elements, span, target, options);
}

function moveSpan(
  doc: Y.Doc,
  elements: readonly Y.XmlElement[],
  span: Span,
  target: number,
  { busy = new Set(), origin }: MoveOptions,
): Y.XmlElement[] | null {
  if (target >= span.start && target <= span.end) return null;
  const passed = target < span.start ? { start: target, end: span.start } : { start: span.end, end: target };
  const isDown = target > span.start;
  const cost = ({ start, end }: Span) => {
    const inside = elements.slice(start, end);
    const letters = inside.reduce((sum, one) => sum + one.toString().length, 0);
    return letters + (inside.some((one) => busy.has(idOf(one) ?? "")) ? 1e9 : 0);
  };
  const copied = cost(passed) < cost(span) ? passed : span;
  // The span that goes down lands behind the other one, the span that goes up before it.
  const goesDown = (copied === span) === isDown;
  const stays = copied === span ? passed : span;
  lateEditsOf(doc);
  const originals = elements.slice(copied.start, copied.end);
  const copies = originals.map((one) => one.clone() as Y.XmlElement);
  const move = () => {
    const body = scriptBody(doc);
    body.insert(goesDown ? stays.end : stays.start, copies);
    body.delete(goesDown ? copied.start : copied.start + copies.length, originals.length);
  };
  revising(doc, move, origin);
  return copies;
}

function idOf(element: Y.XmlElement | undefined): string | null {
  return (element?.getAttribute("id") as string | undefined) ?? null;
}
