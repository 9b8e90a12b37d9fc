import { expect, it } from "vitest";
import fc from "fast-check";
import * as Y from "yjs";
import { joinBackward } from "@tiptap/pm/commands";
import { TextSelection } from "@tiptap/pm/state";
import { keepLateEdits } from "@backlot/shared/documents/late-edits";
import { enter } from "../element-flow.ts";
import { aCopy, aScript, Desk, settle } from "./binding.fixture.ts";

const step = fc.constantFrom(
  "types",
  "types",
  "edits",
  "reaches ana",
  "reaches ben",
  "reaches ben",
  "many reach ana",
  "many reach ben",
);
/** Plays that once went wrong: several edits of one block that arrive as one change. */
const knownOnce: [string[], boolean][] = [
  [["edits", "types", "edits", "many reach ben", "types"], false],
  [["edits", "edits", "types", "many reach ben", "types", "many reach ana"], false],
  [
    ["types", "edits", "edits", "reaches ben", "reaches ben", "reaches ben", "types", "many reach ana"],
    false,
  ],
];
const letters = "あいうえおかきくけこさしすせそたちつて";

it("SCR-252: whoever types at the end of a block that another splits and joins stays at its end, however slow messages are", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.boolean(), (steps, isFirst) => {
      const script = aScript([
        ["action", "Thunder over the bay."],
        ["sceneHeading", "EXT. PIER - DAWN"],
      ]);
      const [ana, ben] = [new Desk(script), new Desk(aCopy(script))];
      for (const { doc } of [ana, ben]) keepLateEdits(doc);
      // Whose words come first where two write in one place.
      [ana.doc.clientID, ben.doc.clientID] = isFirst ? [1, 2] : [2, 1];
      const post = { ana: messages(ben.doc, ana.doc), ben: messages(ana.doc, ben.doc) };
      caret(ben, ben.at(0, "Thunder over the bay.".length));
      caret(ana, ana.at(0, "Thunder over".length));
      let [typed, edits] = ["", 0];
      const edit = () => {
        if (edits % 2 === 0) enter(ana.state, ana.dispatch);
        else joinBackward(ana.state, ana.dispatch);
        edits += 1;
      };
      const next: Record<string, () => void> = {
        types() {
          const letter = letters[typed.length] ?? "と";
          typed += letter;
          ben.dispatch(ben.state.tr.insertText(letter));
        },
        edits: edit,
        "reaches ana": post.ana.next,
        "reaches ben": post.ben.next,
        "many reach ana": post.ana.all,
        "many reach ben": post.ben.all,
      };
      for (const one of steps) next[one]?.();
      if (edits % 2 === 0) edit();
      settle(ana.doc, ben.doc);
      ben.dispatch(ben.state.tr.insertText("."));
      settle(ana.doc, ben.doc);

      expect(ben.lines()).toEqual(ana.lines());
      const [first, second = "", third] = ana.lines();
      expect([first, third]).toEqual(["action: Thunder over", "sceneHeading: EXT. PIER - DAWN"]);
      // Letters that were on their way are carried to their words, and may stand behind some that were typed since.
      const start = "action:  the bay.";
      expect(second.slice(0, start.length)).toBe(start);
      expect(sorted(second.slice(start.length))).toBe(sorted(`${typed}.`));
    }),
    { numRuns: 200, examples: knownOnce },
  );
});

function caret(desk: Desk, at: number): void {
  desk.dispatch(desk.state.tr.setSelection(TextSelection.create(desk.state.doc, at)));
}

/** Keeps what one copy sends to another, and delivers the next message, or all as one, as after a time offline. */
function messages(from: Y.Doc, to: Y.Doc): { next: () => void; all: () => void } {
  const waiting: Uint8Array[] = [];
  from.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin !== "network") waiting.push(update);
  });
  const next = () => {
    const update = waiting.shift();
    if (update !== undefined) Y.applyUpdate(to, update, "network");
  };
  const all = () => {
    to.transact(() => {
      while (waiting.length > 0) next();
    }, "network");
  };
  return { next, all };
}

function sorted(words: string): string {
  return words.split("").toSorted().join("");
}
