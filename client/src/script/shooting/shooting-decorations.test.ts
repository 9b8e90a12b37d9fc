import type { Editor } from "@tiptap/core";
import type { Plugin } from "@tiptap/pm/state";
import type { DecorationSet } from "@tiptap/pm/view";
import { describe, expect, it } from "vitest";
import { Draft, type Line } from "../editor/flow.fixture.ts";
import { ShootingColumns, showColumns, type Beside } from "./shooting-decorations.ts";

const shots = [{ id: "s", label: "1A" }] as unknown as Beside["shots"];
const lines: Line[] = [
  ["section", "Act one"],
  ["sceneHeading", "INT. HALL - DAY"],
  ["action", "Rain.|"],
  ["character", "MARA"],
  ["dialogue", "Oh."],
  ["sceneHeading", "INT. ROOM - DAY"],
  ["action", "Snow."],
];

function aPage() {
  const plugins = (ShootingColumns.config.addProseMirrorPlugins?.call({} as never) ?? []) as Plugin[];
  const draft = new Draft(lines, plugins);
  const editor = {
    isDestroyed: false,
    get state() {
      return draft.state;
    },
    view: { dispatch: draft.dispatch },
  } as unknown as Editor;
  const show = (beside: [string, Beside][] | null) =>
    showColumns(editor, beside === null ? null : { beside: new Map(beside), open: () => {} });
  /** How many blocks each cell stands beside, and its place: the number of the block that it stands behind. */
  const cells = () => {
    const set = plugins[0]?.props.decorations?.call(plugins[0], draft.state) as DecorationSet;
    return set.find().flatMap(({ from, spec }) => {
      const { key } = spec as { key?: string };
      if (key === undefined) return [];
      const [span] = JSON.parse(key.slice("shots:".length)) as [number];
      return [[draft.state.doc.resolve(from).index(0), span]];
    });
  };
  return { draft, show, cells };
}

describe("shots beside the script (DRA-14)", () => {
  const beside: [string, Beside][] = [
    ["b2", { number: "1", shots }],
    ["b4", { shots }],
    ["b6", { number: "2", shots: [] }],
  ];

  it("stand behind the block at which they begin, and reach down to where the next ones begin", () => {
    const { show, cells } = aPage();
    expect(cells()).toEqual([]);
    show(beside);
    expect(cells()).toEqual([
      [2, 2],
      [4, 2],
      [6, 2],
    ]);
    show(null);
    expect(cells()).toEqual([]);
  });

  it("follow the text while somebody writes, and count no line that an omitted scene hides", () => {
    const { draft, show, cells } = aPage();
    show(beside);
    draft.dispatch(draft.state.tr.split(draft.state.selection.from, 1));
    expect(cells()[0]).toEqual([2, 3]);
    let at = 0;
    draft.state.doc.forEach((node, position) => (node.attrs["id"] === "b6" ? (at = position) : null));
    draft.dispatch(draft.state.tr.setNodeAttribute(at, "omitted", true));
    expect(cells().at(-1)).toEqual([7, 1]);
  });
});
