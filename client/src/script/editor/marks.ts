import type { EditorState, Transaction } from "@tiptap/pm/state";
import type { Verdict } from "@backlot/shared/screenplay/block";

/** The blocks that the selection touches: their positions. */
function touched({ doc, selection }: EditorState): number[] {
  const positions: number[] = [];
  doc.forEach((node, position) => {
    const end = position + node.nodeSize;
    if (position < selection.to && end > selection.from) positions.push(position);
  });
  return positions;
}

/** Marks what is selected as to keep, rewrite, love or hate; the same mark on all of it takes it away again. */
export function toggleVerdict(state: EditorState, verdict: Verdict): Transaction {
  const positions = touched(state);
  const isOn = positions.every((at) => state.doc.nodeAt(at)?.attrs["verdict"] === verdict);
  const { tr } = state;
  for (const at of positions) tr.setNodeAttribute(at, "verdict", isOn ? null : verdict);
  return tr;
}

/** Puts a bookmark with a label on the block of the caret; null takes it away. */
export function setBookmark(state: EditorState, label: string | null): Transaction {
  const [at] = touched(state);
  const { tr } = state;
  return at === undefined ? tr : tr.setNodeAttribute(at, "bookmark", label);
}

/** The label of the bookmark on the caret's block, or null. */
export function bookmarkHere(state: EditorState): string | null {
  const [at] = touched(state);
  const label: unknown = at === undefined ? null : state.doc.nodeAt(at)?.attrs["bookmark"];
  return typeof label === "string" ? label : null;
}

/**
 * Makes the speech of the caret and the one before it speak at once, or one after the other again. Null where there
 * are no two speeches side by side.
 */
export function toggleDual(state: EditorState): Transaction | null {
  const { doc, selection } = state;
  const cues: { position: number; index: number }[] = [];
  const here = selection.$from.index(0);
  doc.forEach((node, position, index) => {
    if (index <= here && node.type.name === "character") cues.push({ position, index });
  });
  const cue = cues.at(-1);
  if (cue === undefined || !isSpeech(doc, cue.index + 1, here)) return null;
  const node = doc.child(cue.index);
  if (node.attrs["dual"] === true) return state.tr.setNodeAttribute(cue.position, "dual", null);
  const first = cues.at(-2);
  const isBeside = first !== undefined && isSpeech(doc, first.index + 1, cue.index - 1);
  if (!isBeside || doc.child(first.index).attrs["dual"] === true) return null;
  return state.tr.setNodeAttribute(cue.position, "dual", true);
}

const spoken = new Set(["dialogue", "parenthetical", "lyric"]);

function isSpeech(doc: EditorState["doc"], from: number, to: number): boolean {
  for (let index = from; index <= to; index += 1) if (!spoken.has(doc.child(index).type.name)) return false;
  return true;
}
