import { describe, expect, it } from "vitest";
import { Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { lateEditsOf } from "@backlot/shared/documents/late-edits";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { enter } from "../element-flow.ts";
import { aCopy, aScript, Desk, exchange, joined, schema, settle } from "./binding.fixture.ts";
import { hiddenBlockCount } from "./sync-plugin.ts";
import type { BodyBinding } from "./body-binding.ts";

const lines = [
  ["sceneHeading", "INT. HALL - DAY"],
  ["action", "Ana waits."],
  ["character", "ANA"],
  ["dialogue", "Hello there."],
] as const;

function textOf(doc: Y.Doc, block: number): Y.XmlText {
  const text = (scriptBody(doc).get(block) as Y.XmlElement).get(0);
  if (!(text instanceof Y.XmlText)) throw new Error("The block has no text.");
  return text;
}

/** A script on the desk of one person, and the copy of another. */
function two() {
  const desk = new Desk(aScript(lines));
  return { desk, other: aCopy(desk.doc), meet: (other: Y.Doc) => exchange(desk.doc, other) };
}

describe("the editor follows the shared body (SCR-240)", () => {
  it("takes up a letter of somebody else's in one step and leaves every other block as it is", () => {
    const { desk, other, meet } = two();
    const before = desk.state.doc.content.content;
    const elsewhere = desk.at(3, 2);
    textOf(other, 1).insert(3, "!");
    desk.transactions.length = 0;
    meet(other);
    expect(desk.lines()[1]).toBe("action: Ana! waits.");
    const after = desk.state.doc.content.content;
    expect(after.map((node, index) => node === before[index])).toEqual([true, false, true, true]);
    expect(desk.transactions.map((tr) => tr.steps.length)).toEqual([1]);
    expect(desk.transactions[0]?.mapping.map(elsewhere)).toBe(desk.at(3, 2));
  });

  it("leaves the block in which an input method composes alone until that is done, and then has both", () => {
    const { desk, other, meet } = two();
    const binding = () => (ySyncPluginKey.getState(desk.state) as { binding: BodyBinding }).binding;
    const compose = (text: string, replaced: number) => {
      const { head } = desk.state.selection;
      desk.dispatch(desk.state.tr.insertText(text, head - replaced, head));
    };
    desk.dispatch(desk.state.tr.setSelection(TextSelection.create(desk.state.doc, desk.at(1, 10))));
    desk.composing = true;
    compose("k", 0);
    meet(other);
    textOf(other, 1).insert(3, " Ruiz");
    meet(other);
    // Nothing is drawn under the input method, not even what is elsewhere.
    textOf(other, 3).insert(0, "Oh! ");
    meet(other);
    compose("か", 1);
    expect(desk.lines().slice(1)).toEqual([
      "action: Ana waits.か",
      "character: ANA",
      "dialogue: Hello there.",
    ]);
    compose("火", 1);
    desk.composing = false;
    binding().composed();
    const both = ["action: Ana Ruiz waits.火", "character: ANA", "dialogue: Oh! Hello there."];
    expect(desk.lines().slice(1)).toEqual(both);
    expect(desk.state.selection.head).toBe(desk.at(1, 16));
    meet(other);
    expect(new Desk(other).lines()).toEqual(desk.lines());
    desk.undo();
    expect(desk.lines()[1]).toBe("action: Ana Ruiz waits.");
  });

  it("keeps marks that are drawn elsewhere, and in the same block, when others write, split, style and undo", () => {
    const key = new PluginKey<DecorationSet>("drawn");
    const drawn = new Plugin<DecorationSet>({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, set) => (tr.getMeta(key) as DecorationSet | undefined) ?? set.map(tr.mapping, tr.doc),
      },
    });
    const desk = new Desk(aScript(lines), [drawn]);
    const marks = [1, 3].flatMap((block) => {
      const from = desk.at(block, 0);
      const node = desk.state.doc.child(block);
      return [
        Decoration.inline(from + 1, from + 4, {}),
        Decoration.node(from - 1, from - 1 + node.nodeSize, {}),
      ];
    });
    desk.dispatch(desk.state.tr.setMeta(key, DecorationSet.create(desk.state.doc, marks)));
    const other = aCopy(desk.doc);
    textOf(other, 1).insert(8, "ever");
    textOf(other, 0).format(0, 4, { bold: {} });
    scriptBody(other).insert(2, [toElement({ id: "new", type: "action", runs: [{ text: "Rain." }] })]);
    (scriptBody(other).get(1) as Y.XmlElement).setAttribute("bookmark", "here");
    exchange(desk.doc, other);
    desk.dispatch(desk.state.tr.insertText("X", desk.at(1, 9)));
    desk.undo();
    const found = key.getState(desk.state)?.find() ?? [];
    expect(found).toHaveLength(4);
    const words = found.map(({ from, to }) => desk.state.doc.textBetween(from, to));
    expect(words).toEqual(expect.arrayContaining(["na ", "ell", "Ana waitevers.", "Hello there."]));
  });

  it("keeps the caret at its letter when somebody writes before it, also in the same block", () => {
    const { desk, other, meet } = two();
    desk.dispatch(desk.state.tr.setSelection(TextSelection.create(desk.state.doc, desk.at(3, 5))));
    textOf(other, 3).insert(0, "Oh. ");
    textOf(other, 0).insert(0, "12. ");
    meet(other);
    expect(desk.state.selection.anchor).toBe(desk.at(3, 9));
  });

  it("SCR-252: keeps the caret behind its words when somebody splits or joins their block", () => {
    const script = aScript([
      ["action", "Thunder over the bay."],
      ["sceneHeading", "EXT. PIER - DAWN"],
    ]);
    const [ana, ben] = [new Desk(script), new Desk(aCopy(script))];
    for (const desk of [ana, ben]) lateEditsOf(desk.doc);
    const end = ben.at(0, "Thunder over the bay.".length);
    ben.dispatch(ben.state.tr.setSelection(TextSelection.create(ben.state.doc, end)));
    ana.dispatch(ana.state.tr.split(ana.at(0, "Thunder over".length)));
    exchange(ana.doc, ben.doc);
    expect(ben.lines()).toEqual([
      "action: Thunder over",
      "action:  the bay.",
      "sceneHeading: EXT. PIER - DAWN",
    ]);
    expect(ben.state.selection.head).toBe(ben.at(1, " the bay.".length));
    ana.dispatch(ana.state.tr.join(ana.at(1, 0) - 1));
    exchange(ana.doc, ben.doc);
    expect(ben.lines()).toEqual(["action: Thunder over the bay.", "sceneHeading: EXT. PIER - DAWN"]);
    expect(ben.state.selection.head).toBe(end);
  });

  it("SCR-252: leads nobody into the next scene who types at the end of a block that another splits with Enter", () => {
    const script = aScript([
      ["action", "Thunder over the bay."],
      ["sceneHeading", "EXT. PIER - DAWN"],
    ]);
    const [ana, ben] = [new Desk(script), new Desk(aCopy(script))];
    for (const desk of [ana, ben]) lateEditsOf(desk.doc);
    joined(ana.doc, ben.doc);
    const caret = (desk: Desk, at: number) =>
      desk.dispatch(desk.state.tr.setSelection(TextSelection.create(desk.state.doc, at)));
    caret(ben, ben.at(0, "Thunder over the bay.".length));
    caret(ana, ana.at(0, "Thunder over".length));
    enter(ana.state, ana.dispatch);
    ben.dispatch(ben.state.tr.insertText(" Rain."));
    for (const desk of [ana, ben]) {
      expect(desk.lines()).toEqual([
        "action: Thunder over",
        "action:  the bay. Rain.",
        "sceneHeading: EXT. PIER - DAWN",
      ]);
    }
    ana.dispatch(ana.state.tr.join(ana.at(1, 0) - 1));
    ben.dispatch(ben.state.tr.insertText(" Wind."));
    expect(ana.lines()[0]).toBe("action: Thunder over the bay. Rain. Wind.");
    expect(ben.lines()).toEqual(ana.lines());
  });

  it("SCR-252: keeps the caret behind words that were split, joined and split again before this page heard of it", () => {
    const script = aScript([
      ["action", "Thunder over the bay."],
      ["sceneHeading", "EXT. PIER - DAWN"],
    ]);
    const [ana, ben] = [new Desk(script), new Desk(aCopy(script))];
    for (const desk of [ana, ben]) lateEditsOf(desk.doc);
    const split = () => ana.dispatch(ana.state.tr.split(ana.at(0, "Thunder over".length)));
    const join = () => ana.dispatch(ana.state.tr.join(ana.at(1, 0) - 1));
    const end = ben.at(0, "Thunder over the bay.".length);
    ben.dispatch(ben.state.tr.setSelection(TextSelection.create(ben.state.doc, end)));
    split();
    exchange(ana.doc, ben.doc);
    join();
    split();
    exchange(ana.doc, ben.doc);
    expect(ben.state.selection.head).toBe(ben.at(1, " the bay.".length));

    // Ben types on while Ana's edits are on their way, and the other way round.
    let typed = "";
    for (const edit of [join, split, join, split]) {
      ben.dispatch(ben.state.tr.insertText("!"));
      edit();
      ben.dispatch(ben.state.tr.insertText("?"));
      exchange(ana.doc, ben.doc);
      ben.dispatch(ben.state.tr.insertText("."));
      settle(ana.doc, ben.doc);
      typed += "!?.";
      const words = ana.lines().slice(0, -1).join("|");
      expect(ben.lines()).toEqual(ana.lines());
      const start =
        edit === join ? "action: Thunder over the bay." : "action: Thunder over|action:  the bay.";
      expect(words.slice(0, start.length)).toBe(start);
      // Letters that were on their way are carried to their words, and may come behind what was typed since.
      expect(words.slice(start.length).split("").toSorted()).toEqual(typed.split("").toSorted());
    }
    expect(ana.lines().at(-1)).toBe("sceneHeading: EXT. PIER - DAWN");
  });

  it("keeps the caret in a block that somebody moved or made another element", () => {
    const { desk, other, meet } = two();
    desk.dispatch(desk.state.tr.setSelection(TextSelection.create(desk.state.doc, desk.at(3, 5))));
    other.transact(() => {
      scriptBody(other).delete(3, 1);
      scriptBody(other).insert(0, [
        toElement({ id: "b4", type: "action", runs: [{ text: "Hello there." }] }),
      ]);
    });
    meet(other);
    expect(desk.state.selection.anchor).toBe(desk.at(0, 5));
  });

  it("keeps the style that was chosen for the next letter", () => {
    const { desk, other, meet } = two();
    desk.dispatch(desk.state.tr.addStoredMark(schema.mark("bold")));
    textOf(other, 0).insert(0, "1. ");
    meet(other);
    expect(desk.state.storedMarks).toEqual([schema.mark("bold")]);
  });

  it("puts the caret back to where it was before the edit that is undone", () => {
    const { desk } = two();
    desk.dispatch(desk.state.tr.setSelection(TextSelection.create(desk.state.doc, desk.at(1, 3))));
    desk.dispatch(desk.state.tr.insertText(" quietly"));
    desk.dispatch(desk.state.tr.setSelection(TextSelection.create(desk.state.doc, desk.at(3, 2))));
    desk.undo();
    expect(desk.lines()[1]).toBe("action: Ana waits.");
    expect(desk.state.selection.anchor).toBe(desk.at(1, 3));
  });

  it("draws nothing anew when the plugins of the editor change, and misses nothing meanwhile", () => {
    const { desk, other, meet } = two();
    const before = desk.state.doc;
    desk.restart();
    expect(desk.state.doc).toBe(before);
    textOf(other, 1).insert(0, "So ");
    meet(other);
    expect(desk.lines()[1]).toBe("action: So Ana waits.");
    desk.dispatch(desk.state.tr.insertText("!", desk.at(1, 3)));
    meet(other);
    expect(textOf(other, 1).toDelta()).toEqual([{ insert: "So !Ana waits." }]);
  });

  it("shows an empty line for an empty script, which is written only when somebody writes", () => {
    const desk = new Desk(aScript([]));
    expect(desk.lines()).toEqual(["action: "]);
    expect(scriptBody(desk.doc).length).toBe(0);
    desk.dispatch(desk.state.tr.insertText("Rain."));
    expect(scriptBody(desk.doc).length).toBe(1);
    const other = aCopy(desk.doc);
    scriptBody(other).delete(0, 1);
    exchange(desk.doc, other);
    expect(desk.lines()).toEqual(["action: "]);
  });
});

describe("what the editor writes into the shared body (SCR-241)", () => {
  it("touches only what changed: others' formats, attributes and letters stay", () => {
    const { desk, other, meet } = two();
    const element = scriptBody(desk.doc).get(1) as Y.XmlElement<Record<string, string>>;
    element.setAttribute("mood", "grey");
    textOf(desk.doc, 1).format(0, 3, { glow: { colour: "red" } });
    desk.dispatch(desk.state.tr.insertText("!", desk.at(1, 9)));
    desk.dispatch(desk.state.tr.addMark(desk.at(1, 0), desk.at(1, 5), schema.mark("italic")));
    meet(other);
    expect((scriptBody(other).get(1) as Y.XmlElement).getAttribute("mood")).toBe("grey");
    expect(textOf(other, 1).toDelta()).toEqual([
      { insert: "Ana", attributes: { glow: { colour: "red" }, italic: {} } },
      { insert: " w", attributes: { italic: {} } },
      { insert: "aits!." },
    ]);
  });

  it("writes a letter that repeats where the caret was", () => {
    const { desk } = two();
    const place = Y.createRelativePositionFromTypeIndex(textOf(desk.doc, 3), 3, 0);
    desk.dispatch(desk.state.tr.setSelection(TextSelection.create(desk.state.doc, desk.at(3, 3))));
    desk.dispatch(desk.state.tr.insertText("l"));
    // Behind the new letter, which came before the second l.
    expect(Y.createAbsolutePositionFromRelativePosition(place, desk.doc)?.index).toBe(4);
  });

  it("keeps what two people begin in one empty block, and what both type on", () => {
    const desk = new Desk(aScript([["action", ""]]));
    const other = new Desk(aCopy(desk.doc));
    desk.dispatch(desk.state.tr.insertText("one", 1));
    other.dispatch(other.state.tr.insertText("two", 1));
    exchange(desk.doc, other.doc);
    expect(desk.lines()).toEqual(other.lines());
    const shown = desk.lines()[0]!;
    desk.dispatch(desk.state.tr.insertText("1", desk.at(0, 3)));
    other.dispatch(other.state.tr.insertText("2", other.at(0, 6)));
    exchange(desk.doc, other.doc);
    expect(desk.lines()).toEqual(other.lines());
    expect(desk.lines()).toEqual([`${shown.slice(0, 11)}1${shown.slice(11)}2`]);
  });

  it("keeps the element of a block that is split, moved over or given an id", () => {
    const { desk } = two();
    const elements = scriptBody(desk.doc).toArray();
    desk.dispatch(desk.state.tr.split(desk.at(1, 4)));
    expect(
      scriptBody(desk.doc)
        .toArray()
        .filter((one) => elements.includes(one)),
    ).toEqual(elements);
    const first = desk.state.doc.child(0);
    desk.dispatch(
      desk.state.tr.delete(0, first.nodeSize).insert(desk.state.doc.content.size - first.nodeSize, first),
    );
    expect(
      scriptBody(desk.doc)
        .toArray()
        .filter((one) => elements.includes(one)),
    ).toEqual(elements.slice(1));
    expect(desk.blocks()).toEqual(desk.readAnew());
  });

  it("takes line breaks in and out without rewriting the text before them", () => {
    const { desk } = two();
    const text = textOf(desk.doc, 3);
    desk.dispatch(desk.state.tr.insert(desk.at(3, 5), schema.node("hardBreak")));
    expect(desk.blocks()).toEqual(desk.readAnew());
    expect((scriptBody(desk.doc).get(3) as Y.XmlElement).toArray()).toHaveLength(3);
    desk.dispatch(desk.state.tr.delete(desk.at(3, 5), desk.at(3, 6)));
    expect(textOf(desk.doc, 3)).toBe(text);
    expect(desk.blocks()).toEqual(desk.readAnew());
  });
});

describe("what the editor cannot show stays in the shared body (SCR-242)", () => {
  it("leaves out an element that it does not know, counts it, and deletes it for nobody", () => {
    const { desk, other, meet } = two();
    const strange = new Y.XmlElement("storyboard");
    strange.insert(0, [new Y.XmlText("later")]);
    scriptBody(other).insert(2, [strange]);
    meet(other);
    expect(desk.lines()).toHaveLength(4);
    expect(hiddenBlockCount(desk.state)).toBe(1);
    desk.dispatch(desk.state.tr.insertText(" Still.", desk.at(3, 12)));
    desk.dispatch(desk.state.tr.split(desk.at(1, 3)));
    desk.dispatch(desk.state.tr.delete(desk.at(3, 0) - 1, desk.at(4, 0) - 1));
    textOf(other, 0).insert(0, "1. ");
    meet(other);
    expect(scriptBody(other).toArray()).toContain(strange);
    expect(desk.lines()).toEqual([
      "sceneHeading: 1. INT. HALL - DAY",
      "action: Ana",
      "action:  waits.",
      "dialogue: Hello there. Still.",
    ]);
    scriptBody(other).delete(scriptBody(other).toArray().indexOf(strange), 1);
    meet(other);
    expect(hiddenBlockCount(desk.state)).toBe(0);
  });

  it("finds the caret behind such an element", () => {
    const { desk, other, meet } = two();
    scriptBody(other).insert(1, [new Y.XmlElement("storyboard")]);
    meet(other);
    desk.dispatch(desk.state.tr.setSelection(TextSelection.create(desk.state.doc, desk.at(3, 5))));
    textOf(other, 4).insert(0, "Oh. ");
    meet(other);
    expect(desk.state.selection.anchor).toBe(desk.at(3, 9));
  });
});
