import type { Node as EditorNode } from "@tiptap/pm/model";
import { Verdict, type BlockType, type ScriptBlock, type TextRun } from "@backlot/shared/screenplay/block";

/** The editor's document as blocks of the model, in order. */
export function blocksOf(doc: EditorNode): ScriptBlock[] {
  const blocks: ScriptBlock[] = [];
  doc.forEach((node, _offset, index) => {
    const known = read.get(node) ?? toBlock(node, index);
    if (node.attrs["id"] !== null) read.set(node, known);
    blocks.push(known);
  });
  return blocks;
}

/** Nodes never change, so each is read once: after a keystroke in a long script only one block is new. */
const read = new WeakMap<EditorNode, ScriptBlock>();

function toBlock(node: EditorNode, index: number): ScriptBlock {
  const { id, sceneNumber, dual, depth, boneyard, verdict, bookmark, omitted, revision } = node.attrs;
  const opinion = Verdict.safeParse(verdict);
  return {
    id: typeof id === "string" ? id : `at-${index}`,
    type: node.type.name as BlockType,
    runs: runsOf(node),
    ...(sceneNumber === null ? {} : { sceneNumber: String(sceneNumber) }),
    ...(dual === true ? { dual: true } : {}),
    ...(depth === null ? {} : { depth: Number(depth) }),
    ...(boneyard === true ? { boneyard: true } : {}),
    ...(opinion.success ? { verdict: opinion.data } : {}),
    ...(omitted === true ? { omitted: true } : {}),
    ...(typeof revision === "string" ? { revision } : {}),
    ...(typeof bookmark === "string" && bookmark !== "" ? { bookmark } : {}),
  };
}

function runsOf(node: EditorNode): TextRun[] {
  const runs: TextRun[] = [];
  node.forEach((child) => {
    const run: TextRun = { text: child.isText ? (child.text ?? "") : "\n" };
    for (const mark of child.marks) {
      if (mark.type.name === "bold") run.bold = true;
      if (mark.type.name === "italic") run.italic = true;
      if (mark.type.name === "underline") run.underline = true;
      if (mark.type.name === "revised") run.revised = String(mark.attrs["set"]);
    }
    runs.push(run);
  });
  return runs;
}

/** The text of a block, its line breaks as "\n". */
export function textOf(node: EditorNode): string {
  return node.textBetween(0, node.content.size, undefined, () => "\n");
}
