import { expect, it } from "vitest";
import fc from "fast-check";
import * as Y from "yjs";
import { lateEditsOf } from "@backlot/shared/documents/late-edits";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { blockTypes, newBlockId } from "@backlot/shared/screenplay/block";
import { changeElement } from "../change-element.ts";
import { aCopy, aScript, Desk, exchange, schema, settle } from "./binding.fixture.ts";

const place = fc.nat({ max: 1000 });
const edit = fc.record({
  who: fc.constantFrom("here", "there", "body", "undo", "meet"),
  kind: fc.nat({ max: 9 }),
  at: place,
  to: place,
  words: fc.constantFrom("a", "l", "rain ", "😀", "é", "ll"),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

it("SCR-240: after any edits of two people the page says what the shared body says, the same for both", () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
      const script = aScript([
        ["action", "hello hall"],
        ["character", "LL"],
        ["dialogue", ""],
        ["action", "all 😀😀 ill"],
      ]);
      const [here, there] = [new Desk(script), new Desk(aCopy(script))];
      for (const desk of [here, there]) lateEditsOf(desk.doc);
      for (const one of edits) {
        if (one.who === "meet") exchange(here.doc, there.doc);
        else if (one.who === "undo") here.undo();
        else if (one.who === "body") editBody(there.doc, one);
        else editPage(one.who === "here" ? here : there, one);
        for (const desk of [here, there]) expectSame(desk);
      }
      settle(here.doc, there.doc);
      for (const desk of [here, there]) expectSame(desk);
      expect(here.lines()).toEqual(there.lines());
    }),
    { numRuns: 300 },
  );
});

function expectSame(desk: Desk): void {
  expect(desk.blocks()).toEqual(desk.readAnew());
  desk.state.doc.check();
}

function editPage(desk: Desk, { kind, at, to, words }: Edit): void {
  const { tr } = desk.state;
  const [from, end] = [whole(desk, at), whole(desk, to)].toSorted((a, b) => a - b) as [number, number];
  const block = tr.doc.resolve(from).index(0);
  const start = desk.at(Math.min(block, tr.doc.childCount - 1), 0) - 1;
  const isText = tr.doc.resolve(from).parent.isTextblock;
  if (kind < 3 && isText) tr.insertText(words, from);
  else if (kind === 3) tr.deleteRange(from, end);
  else if (kind === 4 && isText) tr.split(from);
  else if (kind === 5 && isText) tr.insert(from, schema.node("hardBreak"));
  else if (kind === 6) tr.addMark(from, end, schema.mark(to % 2 === 0 ? "bold" : "italic"));
  else if (kind === 7) changeElement(tr, start, blockTypes[to % blockTypes.length]!);
  else if (kind === 8) tr.setNodeAttribute(start, "bookmark", to % 2 === 0 ? words : null);
  else tr.replaceWith(from, from, schema.node("action", { id: newBlockId() }, schema.text(words)));
  desk.dispatch(tr);
}

/** A position that is not inside of a letter of two code units. */
function whole({ state: { doc } }: Desk, at: number): number {
  const position = at % (doc.content.size + 1);
  const before = doc.resolve(position).nodeBefore?.text?.at(-1) ?? "";
  return doc.resolve(position).textOffset > 0 && /[\ud800-\udbff]/.test(before) ? position - 1 : position;
}

function editBody(doc: Y.Doc, { kind, at, words }: Edit): void {
  const body = scriptBody(doc);
  const index = body.length === 0 ? 0 : at % body.length;
  const element = body.get(index) as Y.XmlElement | undefined;
  doc.transact(() => {
    const text = element?.toArray().find((one): one is Y.XmlText => one instanceof Y.XmlText);
    if (kind < 4 && text !== undefined) text.insert(at % 2 === 0 ? 0 : text.length, words);
    else if (kind === 4 && element !== undefined) body.delete(index, 1);
    else if (kind === 5 && text !== undefined) text.format(0, text.length, { bold: {} });
    else if (kind === 6 && element !== undefined) element.insert(0, [new Y.XmlText(words)]);
    else body.insert(index, [toElement({ id: newBlockId(), type: "action", runs: [{ text: words }] })]);
  });
}
