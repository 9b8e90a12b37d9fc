import { Slice } from "@tiptap/pm/model";
import { joinBackward, selectNodeBackward } from "@tiptap/pm/commands";
import { EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { canJoin, canSplit } from "@tiptap/pm/transform";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { schema } from "@backlot/client/script/editor/binding/binding.fixture";
import { readElement } from "@backlot/client/script/editor/binding/read-element";
import { writeBody } from "@backlot/client/script/editor/binding/write-body";
import { blocksWithoutOwnId } from "@backlot/client/script/editor/block-ids";
import { changeElement } from "@backlot/client/script/editor/change-element";
import { enter } from "@backlot/client/script/editor/element-flow";
import { scriptBody } from "@backlot/shared/documents/script";
import { blockTypes, newBlockId } from "@backlot/shared/screenplay/block";
import type { Random } from "../random.ts";
import type { PageModel } from "./page-model.ts";
import type { ScriptEditor } from "./script-editor.ts";

/** What a writer does to a script, with the caret somewhere. */
type EditorEdit = (tr: Transaction, random: Random) => void;

/** One edit of a script by the way that the editor takes. */
export function editLikeEditor(page: PageModel, random: Random): void {
  const { editor } = page;
  if (editor?.isComposing === true) {
    if (random.chance(0.4)) editor.endComposition();
    else editor.compose(random.pick(["か", "火", "はな"]));
  } else if (editor !== null && random.chance(0.3)) random.pick(onlyInEditor)(editor, random);
  else editBy(random.pick(editorEdits), page, random);
}

/** Types these words somewhere. */
export function typeLikeEditor(page: PageModel, words: string, random: Random): void {
  editBy((tr) => tr.insertText(words, tr.selection.from, tr.selection.from), page, random);
}

/** Splits a block, joins two, or makes one another element: no word goes, and none comes. */
export function changeBlocksLikeEditor(page: PageModel, random: Random): void {
  editBy(random.pick(blockEdits), page, random);
}

function editBy(edit: EditorEdit, page: PageModel, random: Random): void {
  const editAt = (tr: Transaction) => {
    const caret = tr.doc.resolve(someCaret(tr, random.below(tr.doc.content.size + 1)));
    if (caret.parent.inlineContent) tr.setSelection(new TextSelection(caret));
    edit(tr, random);
  };
  if (page.editor === null) editWithoutEditor(editAt, page.doc("script"));
  else page.editor.edit(editAt);
}

/**
 * Where no editor is open: the shared body becomes an editor document, a ProseMirror transaction changes it, new blocks
 * get their ids, and the difference is written back as the editor's binding does.
 */
function editWithoutEditor(edit: (tr: Transaction) => void, doc: Y.Doc): void {
  const body = scriptBody(doc);
  const rows: Y.XmlElement[] = [];
  const nodes = body.toArray().flatMap((element) => {
    const node = readElement(element, schema);
    if (node === null || !(element instanceof Y.XmlElement)) return [];
    rows.push(element as Y.XmlElement);
    return [node];
  });
  if (nodes.length === 0) return;
  const document = schema.topNodeType.createChecked(null, nodes);
  const { tr } = EditorState.create({ schema, doc: document });
  edit(tr);
  for (const position of blocksWithoutOwnId(tr.doc)) tr.setNodeAttribute(position, "id", newBlockId());
  if (!tr.docChanged) return;

  doc.transact(
    () => writeBody(body, rows, { before: document, after: tr.doc, caret: tr.selection.head }),
    ySyncPluginKey,
  );
}

/** What takes an editor that stays open: keys at the caret, history, an input method. */
const onlyInEditor: readonly ((editor: ScriptEditor, random: Random) => void)[] = [
  (editor, random) => editor.edit((tr) => tr.insertText(random.pick(["a", "b", " ", "é"]))),
  (editor, random) => editor.edit((tr) => tr.insertText(random.pick(["a", "b", " ", "é"]))),
  (editor) => editor.press(enter),
  (editor) =>
    editor.press((state, dispatch) => joinBackward(state, dispatch) || selectNodeBackward(state, dispatch)),
  (editor) => editor.travel("undo"),
  (editor) => editor.travel("undo"),
  (editor) => editor.travel("redo"),
  (editor, random) => editor.compose(random.pick(["k", "は"])),
  (editor) => editor.restart(),
];

const blockEdits: readonly EditorEdit[] = [
  (tr) => {
    const at = tr.selection.from;
    if (canSplit(tr.doc, at)) tr.split(at);
  },
  (tr, random) => {
    const before = blockStart(tr, random);
    const { nodeBefore, nodeAfter } = tr.doc.resolve(before);
    const areLines = nodeBefore?.inlineContent === true && nodeAfter?.inlineContent === true;
    if (areLines && canJoin(tr.doc, before)) tr.join(before);
  },
  (tr, random) => changeElement(tr, blockStart(tr, random), random.pick(blockTypes)),
];

const editorEdits: readonly EditorEdit[] = [
  (tr, random) => tr.insertText(random.pick(["So ", "rain", ".", " 😀", "é"]), tr.selection.from),
  (tr, random) => tr.insertText(random.pick(["walks", "INT. BARN - DAY"]), ...someRange(tr, random, 6)),
  (tr, random) => tr.delete(...someRange(tr, random, 12)),
  (tr, random) => tr.deleteRange(...someRange(tr, random, 40)),
  ...blockEdits,
  (tr, random) => {
    const [from, to] = someRange(tr, random, 10);
    const mark = schema.marks[random.pick(["bold", "italic", "underline"])];
    if (mark !== undefined) tr.addMark(from, to, mark.create());
  },
  (tr, random) => tr.removeMark(...someRange(tr, random, 20)),
  (tr, random) => {
    const type = schema.nodes[random.pick(["action", "dialogue", "character"] as const)];
    const words = random.chance(0.8) ? schema.text(`Line ${random.below(99)}`) : null;
    if (type !== undefined) tr.insert(blockStart(tr, random), type.create({ id: newBlockId() }, words));
  },
  // Copied and pasted elsewhere; the pasted blocks get ids of their own afterwards.
  (tr, random) => {
    const slice = tr.doc.slice(...someRange(tr, random, 30));
    tr.replaceRange(...someRange(tr, random, 3), new Slice(slice.content, slice.openStart, slice.openEnd));
  },
  (tr, random) => tr.setNodeAttribute(blockStart(tr, random), "sceneNumber", String(random.below(30))),
  (tr) => {
    const { hardBreak } = schema.nodes;
    if (hardBreak !== undefined && tr.selection.$from.parent.inlineContent)
      tr.insert(tr.selection.from, hardBreak.create());
  },
];

/** Two places in the text, at most `longest` apart, in order. */
function someRange(tr: Transaction, random: Random, longest: number): [number, number] {
  const { size } = tr.doc.content;
  const from = someCaret(tr, random.below(size + 1));
  const to = someCaret(tr, Math.min(size, from + random.below(longest)));
  return from <= to ? [from, to] : [to, from];
}

/** The place near `position` where a caret can stand: in text, and never inside of a character of two code units. */
function someCaret(tr: Transaction, position: number): number {
  const { from, $from } = TextSelection.near(tr.doc.resolve(position));
  const before = $from.nodeBefore?.text?.at(-1) ?? "";
  return $from.textOffset > 0 && /[\ud800-\udbff]/.test(before) ? from - 1 : from;
}

/** The position before some block. */
function blockStart(tr: Transaction, random: Random): number {
  const index = random.below(tr.doc.childCount);
  let position = 0;
  for (let at = 0; at < index; at += 1) position += tr.doc.child(at).nodeSize;
  return position;
}
