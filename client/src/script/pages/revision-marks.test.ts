import { getSchema } from "@tiptap/core";
import { EditorState } from "@tiptap/pm/state";
import { expect, test } from "vitest";
import { blocksOf } from "../editor/blocks-of.ts";
import { screenplaySchema } from "../editor/schema.ts";
import { revisionMarksPlugin } from "./revision-marks.ts";

const schema = getSchema(screenplaySchema);

function stateOf(active: () => string | null): EditorState {
  const p = (id: string, text: string) => schema.nodes["action"]!.create({ id }, schema.text(text));
  const doc = schema.nodes["doc"]!.create(null, [p("a", "Rain falls."), p("b", "It stops.")]);
  return EditorState.create({ doc, plugins: [revisionMarksPlugin(active)] });
}

test("SCR-215: words typed in a revision are marked with it, and so is their block", () => {
  const state = stateOf(() => "set-1");
  const { state: typed } = state.applyTransaction(state.tr.insertText(" hard", 5));
  expect(blocksOf(typed.doc)).toEqual([
    {
      id: "a",
      type: "action",
      revision: "set-1",
      runs: [{ text: "Rain" }, { text: " hard", revised: "set-1" }, { text: " falls." }],
    },
    { id: "b", type: "action", runs: [{ text: "It stops." }] },
  ]);
});

test("SCR-215: words taken away mark their block; without a revision nothing is marked", () => {
  const state = stateOf(() => "set-1");
  const { state: cut } = state.applyTransaction(state.tr.delete(1, 6));
  expect(blocksOf(cut.doc)[0]).toEqual({
    id: "a",
    type: "action",
    revision: "set-1",
    runs: [{ text: "falls." }],
  });
  const free = stateOf(() => null);
  const { state: plain } = free.applyTransaction(free.tr.insertText("!", 5));
  expect(blocksOf(plain.doc)[0]!.revision).toBeUndefined();
});

test("SCR-215: a block that went whole is marked on the one behind it, the last one on the one before", () => {
  const revised = (from: number, to: number) => {
    const state = stateOf(() => "set-1");
    const { doc } = state.applyTransaction(state.tr.delete(from, to)).state;
    return blocksOf(doc).map(({ id, revision }) => [id, revision]);
  };
  expect(revised(0, 13)).toEqual([["b", "set-1"]]);
  expect(revised(13, 24)).toEqual([["a", "set-1"]]);
});

test("SCR-215: what an input method composes is marked when it is done", () => {
  const plugin = revisionMarksPlugin(() => "set-1");
  const view = { composing: true };
  const doc = stateOf(() => null).doc;
  let state = EditorState.create({ doc, plugins: [plugin] });
  plugin.spec.view?.(view as never);
  state = state.applyTransaction(state.tr.insertText("か", 5)).state;
  state = state.applyTransaction(state.tr.insertText("な", 6)).state;
  expect(blocksOf(state.doc)[0]).not.toHaveProperty("revision");
  view.composing = false;
  state = state.applyTransaction(state.tr.setMeta("anything", true)).state;
  expect(blocksOf(state.doc)[0]?.runs[1]).toEqual({ text: "かな", revised: "set-1" });
});
