import { expect, describe, it } from "vitest";
import * as Y from "yjs";
import { historyOf } from "./history.ts";

function aHistory() {
  const doc = new Y.Doc();
  const text = doc.getText("t");
  const manager = new Y.UndoManager(text, { trackedOrigins: new Set(["me"]), captureTimeout: 60_000 });
  const elsewhere: string[] = [];
  const write = (words: string) => doc.transact(() => text.insert(text.length, words), "me");
  const step = (name: string) => {
    elsewhere.push(name);
    return {
      undo: () => void elsewhere.splice(elsewhere.indexOf(name), 1),
      redo: () => void elsewhere.push(name),
    };
  };
  return { doc, text, elsewhere, write, step, history: historyOf(manager) };
}

describe("one person's history of the script (SCR-201)", () => {
  it("walks edits of the text and steps of other kinds in the order in which they were done", () => {
    const { text, elsewhere, write, step, history } = aHistory();
    write("a");
    history.push(step("move"));
    write("b");
    const seen: string[] = [];
    const look = () => seen.push(`${text.toString()}|${elsewhere.join()}`);
    for (let count = 0; count < 3; count += 1) {
      history.undo();
      look();
    }
    for (let count = 0; count < 3; count += 1) {
      history.redo();
      look();
    }
    expect(seen).toEqual(["a|move", "a|", "|", "a|", "a|move", "ab|move"]);
    expect(history.redo()).toBe(false);
  });

  it("does not jump over a step when somebody else has deleted what was written after it", () => {
    const { doc, text, elsewhere, write, step, history } = aHistory();
    write("a");
    history.push(step("rename"));
    write("b");
    doc.transact(() => text.delete(1, 1), "somebody else");
    history.undo();
    expect([text.toString(), elsewhere]).toEqual(["a", []]);
    history.undo();
    expect(text.toString()).toBe("");
    expect(history.undo()).toBe(false);
  });

  it("forgets what was undone once something new is written", () => {
    const { text, elsewhere, write, step, history } = aHistory();
    history.push(step("move"));
    history.undo();
    write("new");
    expect(history.redo()).toBe(false);
    expect([text.toString(), elsewhere]).toEqual(["new", []]);
  });

  it("keeps an edit that stands alone apart from the typing around it", () => {
    const { text, write, history } = aHistory();
    write("a");
    history.alone(() => write("X"));
    write("b");
    history.undo();
    expect(text.toString()).toBe("aX");
    history.undo();
    expect(text.toString()).toBe("a");
  });
});
