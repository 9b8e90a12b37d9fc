import type { EditorState } from "@tiptap/pm/state";
import { textOf } from "../editor/blocks-of.ts";
import type { NoteDraft } from "./note-focus.ts";

/** What a note would be about: the selected words of the first block, or the whole block of the caret. */
export function selectedWords({ doc, selection }: EditorState): NoteDraft | null {
  const { $from, from, to, empty } = selection;
  if ($from.depth === 0) return null;
  const node = $from.node(1);
  const start = $from.before(1) + 1;
  const size = doc.nodeAt(start - 1)?.content.size ?? 0;
  const range = empty ? { from: 0, to: size } : { from: from - start, to: Math.min(to - start, size) };
  if (range.to <= range.from) return null;
  const place = { blockId: String(node.attrs["id"]), ...range };
  return { place, quote: textOf(node).slice(range.from, range.to) };
}
