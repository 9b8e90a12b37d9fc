import { expect, it } from "vitest";
import fc from "fast-check";
import { EditorState } from "@tiptap/pm/state";
import type { Decoration } from "@tiptap/pm/view";
import { getSchema } from "@tiptap/core";
import { plainText, type BlockType, type ScriptBlock } from "@backlot/shared/screenplay/block";
import { anyScript } from "@backlot/shared/screenplay/pages.fixture";
import { screenplaySchema } from "../editor/schema.ts";
import { sheetDecorations } from "./page-decorations.ts";
import { pagesOf, pageViewPlugin, sheetsOf } from "./page-view.ts";

const schema = getSchema(screenplaySchema);

function onPages(blocks: readonly ScriptBlock[]): EditorState {
  const nodes = blocks.map((block, index) => {
    const text = block.type === "pageBreak" ? "" : plainText(block);
    const attributes = { id: `b${index}`, dual: block.dual === true ? true : null };
    return schema.node(block.type, attributes, text === "" ? [] : [schema.text(text)]);
  });
  return EditorState.create({ doc: schema.node("doc", null, nodes), plugins: [pageViewPlugin()] });
}

/** What is drawn, in a form that can be compared. */
function look(decorations: readonly Decoration[]): string[] {
  return decorations
    .map((one) => {
      const { from, to } = one;
      const attributes = (one as unknown as { type: { attrs?: unknown } }).type.attrs;
      return JSON.stringify([from, to, (one.spec as { key?: string }).key, attributes]);
    })
    .toSorted();
}

const edit = fc.record({
  kind: fc.nat({ max: 5 }),
  at: fc.nat({ max: 100_000 }),
  size: fc.nat({ max: 400 }),
  /** Whether the next edit is part of the same change. */
  goesOn: fc.boolean(),
});
const types: BlockType[] = ["action", "character", "dialogue", "sceneHeading", "pageBreak"];

it("SCR-210: the sheets that are drawn after an edit are those of the whole script drawn anew", () => {
  fc.assert(
    fc.property(anyScript, fc.array(edit, { minLength: 1, maxLength: 8 }), (blocks, edits) => {
      fc.pre(blocks.length > 0);
      let state = onPages(blocks);
      let { tr } = state;
      for (const { kind, at, size, goesOn } of edits) {
        const from = at % (tr.doc.content.size + 1);
        const $from = tr.doc.resolve(from);
        const start = $from.depth === 0 ? null : $from.before(1);
        if (kind < 2 && $from.parent.isTextblock) tr.insertText("rain. ".repeat(1 + (size % 60)), from);
        else if (kind === 2) tr.deleteRange(from, Math.min(tr.doc.content.size, from + size));
        else if (kind === 3 && $from.parent.isTextblock) tr.split(from);
        else if (kind === 4 && start !== null)
          tr.setNodeAttribute(start, "dual", $from.parent.attrs["dual"] === true ? null : true);
        else if (start !== null) tr.insert(start, schema.node(types[size % types.length]!, { id: `n${at}` }));
        if (goesOn) continue;
        state = state.apply(tr);
        tr = state.tr;
        expect(look(sheetsOf(state).find())).toEqual(
          look(sheetDecorations(state.doc, pagesOf(state)).find()),
        );
      }
    }),
    { numRuns: 150 },
  );
});
