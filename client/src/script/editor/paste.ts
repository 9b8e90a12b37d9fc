import { Extension } from "@tiptap/core";
import { Fragment, Slice, type Node as EditorNode, type Schema } from "@tiptap/pm/model";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import type { ScriptBlock } from "@backlot/shared/screenplay/block";
import { parseFountain } from "@backlot/shared/screenplay/fountain-parse";
import { understandHtml } from "./pasted-html.ts";

/**
 * The most that is pasted at once, bytes: five scripts of 120 pages. What is much larger the studio takes in no form, and a change
 * that is in the document already can only be kept here.
 */
export const maxPasteBytes = 4 * 1024 * 1024;

/** What a block, and a change of its look within, cost beside the text when they are sent, bytes. */
const bytesPerBlock = 160;
const bytesPerMark = 60;

type PasteOptions = {
  /** Something was not pasted because it is too large. */
  onTooLarge: () => void;
};

/** What is pasted becomes elements: pages of word processors by how they look, plain text as Fountain. */
export const Paste = Extension.create<PasteOptions>({
  name: "pastedPages",
  addOptions: () => ({ onTooLarge: () => {} }),
  addProseMirrorPlugins() {
    const { schema } = this.editor;
    const { onTooLarge } = this.options;
    const refuse = (slice: Slice) => {
      if (sizeOf(slice) <= maxPasteBytes) return false;
      onTooLarge();
      return true;
    };
    return [
      new Plugin({
        key: new PluginKey("pastedPages"),
        props: {
          handleDOMEvents: {
            // Before a long text is understood, which takes its time.
            paste(_view, event) {
              const text = event.clipboardData?.getData("text/plain") ?? "";
              if (text.length <= maxPasteBytes) return false;
              event.preventDefault();
              onTooLarge();
              return true;
            },
          },
          handlePaste: (_view, _event, slice) => refuse(slice),
          handleDrop: (_view, _event, slice, isMoved) => !isMoved && refuse(slice),
          transformPastedHTML: understandHtml,
          // One line goes into the line of the caret, as everywhere; null leaves it to the editor.
          clipboardTextParser: (text) => (/\n\s*\S/.test(text) ? fountainSlice(text, schema) : null) as Slice,
        },
      }),
    ];
  },
});

/** How large the change is that brings in what is pasted, bytes; never less than it will be. */
export function sizeOf(slice: Slice): number {
  let bytes = 0;
  slice.content.descendants((node) => {
    bytes += node.isText
      ? new Blob([node.text ?? ""]).size + bytesPerMark * node.marks.length
      : bytesPerBlock;
  });
  return bytes;
}

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
