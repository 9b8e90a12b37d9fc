import { Extension } from "@tiptap/core";
import { Fragment, Slice, type Node as EditorNode, type Schema } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import type { ScriptBlock } from "@backlot/shared/screenplay/block";
import { parseFountain } from "@backlot/shared/screenplay/fountain-parse";
import { understandHtml } from "./pasted-html.ts";

/** What is pasted becomes elements: pages of word processors by how they look, plain text as Fountain. */
export const Paste = Extension.create({
  name: "pastedPages",
  addProseMirrorPlugins() {
    const { schema } = this.editor;
    return [
      new Plugin({
        key: new PluginKey("pastedPages"),
        props: {
          transformPastedHTML: understandHtml,
          // One line goes into the line of the caret, as everywhere; null leaves it to the editor.
          clipboardTextParser: (text) => (/\n\s*\S/.test(text) ? fountainSlice(text, schema) : null) as Slice,
        },
      }),
    ];
  },
});

/** Several lines of plain text as blocks. */
export function fountainSlice(text: string, schema: Schema): Slice {
  const { blocks } = parseFountain(text);
  return Slice.maxOpen(Fragment.from(blocks.map((block) => blockNode(block, schema))));
}

/** A block of the model as a node of the editor, with an id of its own to come. */
export function blockNode(block: ScriptBlock, schema: Schema): EditorNode {
  const { type, runs, sceneNumber, dual, depth, boneyard } = block;
  const content = runs.flatMap((run) => {
    const marks = (["bold", "italic", "underline"] as const)
      .filter((mark) => run[mark] === true)
      .map((mark) => schema.mark(mark));
    return run.text
      .split("\n")
      .flatMap((line, index) => [
        ...(index === 0 ? [] : [schema.node("hardBreak")]),
        ...(line === "" ? [] : [schema.text(line, marks)]),
      ]);
  });
  return schema.node(type, { id: null, sceneNumber, dual, depth, boneyard }, content);
}
