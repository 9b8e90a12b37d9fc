import { getSchema } from "@tiptap/core";
import { EditorState, TextSelection, type Plugin, type Transaction } from "@tiptap/pm/state";
import type { BlockType } from "@backlot/shared/screenplay/block";
import { textOf } from "./blocks-of.ts";
import { screenplaySchema } from "./schema.ts";

const schema = getSchema(screenplaySchema);

/** A written line: its element and text. The caret is where "|" stands. */
export type Line = readonly [BlockType, string];

/** An editor's state without a browser: its lines, what a command made of it, and what its plugins added. */
export class Draft {
  state: EditorState;

  constructor(lines: readonly Line[], plugins: Plugin[] = []) {
    let caret = 1;
    let position = 0;
    const nodes = lines.map(([type, text], index) => {
      const at = text.indexOf("|");
      if (at !== -1) caret = position + 1 + at;
      const written = text.replace("|", "");
      const node = schema.node(type, { id: `b${index + 1}` }, written === "" ? [] : [schema.text(written)]);
      position += node.nodeSize;
      return node;
    });
    const doc = schema.node("doc", null, nodes);
    this.state = EditorState.create({ doc, plugins, selection: TextSelection.create(doc, caret) });
  }

  readonly dispatch = (tr: Transaction): void => {
    this.state = this.state.apply(tr);
  };

  type(text: string): this {
    this.dispatch(this.state.tr.insertText(text));
    return this;
  }

  /** The lines as they are now, the caret as "|", a selection between "[" and "]". */
  lines(): Line[] {
    const { from, to } = this.state.selection;
    const found: Line[] = [];
    this.state.doc.forEach((node, position) => {
      let text = textOf(node);
      const marks: [number, string][] =
        from === to
          ? [[from, "|"]]
          : [
              [to, "]"],
              [from, "["],
            ];
      for (const [at, mark] of marks) {
        const offset = at - position - 1;
        if (offset >= 0 && offset <= node.content.size && !node.isLeaf)
          text = text.slice(0, offset) + mark + text.slice(offset);
      }
      found.push([node.type.name as BlockType, text]);
    });
    return found;
  }
}
