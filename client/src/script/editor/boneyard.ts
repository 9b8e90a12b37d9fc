import { Fragment, type Node as EditorNode, type Schema } from "@tiptap/pm/model";
import { TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import { parseFountain } from "@backlot/shared/screenplay/fountain-parse";
import { printFountain } from "@backlot/shared/screenplay/fountain-print";
import { blocksOf, textOf } from "./blocks-of.ts";
import { blockNode } from "./paste.ts";

/** Whether the caret is in text that was cut away. */
export function isCutAway({ selection: { $from } }: EditorState): boolean {
  return $from.depth > 0 && $from.node(1).attrs["boneyard"] === true;
}

/**
 * Cuts the selected lines away and keeps their words in one note, as Fountain keeps them. Null when a part of them is
 * cut away already, or there is nothing to cut.
 */
export function cutAway(state: EditorState): Transaction | null {
  const { doc, selection, schema, tr } = state;
  if (selection.$from.depth === 0) return null;
  const [first, last] = [selection.$from.index(0), selection.$to.index(0)];
  const cut: EditorNode[] = [];
  for (let index = first; index <= last; index += 1) cut.push(doc.child(index));
  if (cut.some((node) => node.attrs["boneyard"] === true)) return null;
  const blocks = blocksOf(schema.node("doc", null, cut));
  // The mark that ends cut-away text cannot stand inside it.
  const words = printFountain({ titlePage: [], blocks }).trim().replaceAll("*/", "* /");
  if (words === "") return null;
  const from = selection.$from.before(1);
  const note = schema.node("note", { boneyard: true }, inline(words, schema));
  tr.replaceWith(from, selection.$to.after(1), note);
  return tr.setSelection(TextSelection.create(tr.doc, from + 1)).scrollIntoView();
}

/** Brings the cut-away text of the caret back into the script, as the elements that it was. Null in any other text. */
export function bringBack(state: EditorState): Transaction | null {
  if (!isCutAway(state)) return null;
  const { tr, schema, selection } = state;
  const note = selection.$from.node(1);
  const from = selection.$from.before(1);
  const { blocks } = parseFountain(textOf(note));
  const nodes = blocks.map((block) => blockNode(block, schema));
  tr.replaceWith(
    from,
    from + note.nodeSize,
    nodes.length === 0 ? schema.node("action") : Fragment.from(nodes),
  );
  return tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1))).scrollIntoView();
}

function inline(words: string, schema: Schema): EditorNode[] {
  return words
    .split("\n")
    .flatMap((line, index) => [
      ...(index === 0 ? [] : [schema.node("hardBreak")]),
      ...(line === "" ? [] : [schema.text(line)]),
    ]);
}
