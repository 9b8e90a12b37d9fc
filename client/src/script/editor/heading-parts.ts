import { TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import { textOf } from "./blocks-of.ts";
import { blockAtCaret } from "./change-element.ts";

const intro = /^(?:INT\.?\s?\/\s?EXT\.?|EXT\.?\s?\/\s?INT\.?|I\/E\.?|INT\.?|EXT\.?|EST\.?)(?=\s|\.|$)\.?\s*/i;

/** Offsets within a heading: where the location begins, where it ends, and where the time begins (the end without one). */
export function headingParts(text: string): { place: number; placeEnd: number; time: number | null } {
  const place = intro.exec(text)?.[0].length ?? 0;
  const divided = /\s+-\s*(?=[^-]*$)/.exec(text.slice(place));
  if (divided === null) return { place, placeEnd: text.length, time: null };
  return {
    place,
    placeEnd: place + divided.index,
    time: place + divided.index + divided[0].length,
  };
}

/**
 * Tab inside a heading goes from intro to location to time, Shift-Tab back. What is missing in between is written:
 * the dot and the space after INT, the dash before the time. Null at the end, where Tab goes on to the action.
 */
export function tabInHeading(state: EditorState, backwards: boolean): Transaction | null {
  const at = blockAtCaret(state);
  if (at?.type !== "sceneHeading") return null;
  const text = textOf(at.node);
  const { place, placeEnd, time } = headingParts(text);
  const caret = state.selection.$from.parentOffset;
  const { tr } = state;
  const base = at.position + 1;
  const select = (from: number, to: number) =>
    tr.setSelection(TextSelection.create(tr.doc, base + from, base + to)).scrollIntoView();
  if (backwards) {
    if (time !== null && caret >= time) return select(place, placeEnd);
    return select(0, caret > 0 && place > 0 ? place : 0);
  }
  if (caret < place || (place === text.length && place > 0)) {
    if (place < text.length) return select(place, placeEnd);
    return tr.insertText(
      text.trimEnd().endsWith(".") ? " " : ". ",
      base + text.trimEnd().length,
      base + text.length,
    );
  }
  if (time !== null) return caret >= time ? null : select(time, text.length);
  if (text.trim() === "") return null;
  return tr.insertText(" - ", base + text.trimEnd().length, base + text.length).scrollIntoView();
}
