import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { decideProposals, openProposals } from "@backlot/shared/documents/proposals";
import { patchBlocks } from "@backlot/shared/documents/script-edit";
import { readBlocks, scriptBody, toElement } from "@backlot/shared/documents/script";
import { plainText, textBlock } from "@backlot/shared/screenplay/block";
import { openSuggestionDraft } from "./suggestion-draft.ts";

const ben = { id: "ben", name: "Ben" };
const say = (id: string, text: string) => textBlock("action", text, { id });

function aScript(): Y.Doc {
  const doc = new Y.Doc();
  scriptBody(doc).insert(0, [say("a", "Mara waits."), say("b", "Rain."), say("c", "Gulls.")].map(toElement));
  return doc;
}

function type(doc: Y.Doc, id: string, text: string): void {
  doc.transact(() =>
    patchBlocks(
      doc,
      readBlocks(doc).map((block) => (block.id === id ? say(id, text) : block)),
    ),
  );
}

const texts = (doc: Y.Doc) => readBlocks(doc).map(plainText);

describe("suggest mode", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("DRA-9: what a writer writes becomes one proposal a change, follows the writing, and leaves the script alone", () => {
    const script = aScript();
    const draft = openSuggestionDraft(script, ben);
    type(draft.doc, "a", "Mara waits and waits.");
    type(draft.doc, "b", "Hail.");
    vi.runAllTimers();
    expect(openProposals(script).map((one) => one.change.kind)).toEqual(["replace", "replace"]);
    const [first] = openProposals(script);
    type(draft.doc, "a", "Mara waits.");
    vi.runAllTimers();
    expect(openProposals(script)).toHaveLength(1);
    expect(openProposals(script)[0]?.id).not.toBe(first?.id);
    expect(texts(script)).toEqual(["Mara waits.", "Rain.", "Gulls."]);
    draft.close();
  });

  it("DRA-9: what others write comes in, and a decision takes its words in exactly once", () => {
    const script = aScript();
    const draft = openSuggestionDraft(script, ben);
    type(draft.doc, "b", "Rain on the glass.");
    type(draft.doc, "c", "No gulls.");
    vi.runAllTimers();
    type(script, "a", "Mara sleeps.");
    expect(texts(draft.doc)).toEqual(["Mara sleeps.", "Rain on the glass.", "No gulls."]);
    const [rain] = openProposals(script);
    decideProposals(script, [rain?.id ?? ""], { accept: true, by: "Ana", at: 1 });
    expect(texts(script)).toEqual(["Mara sleeps.", "Rain on the glass.", "Gulls."]);
    expect(texts(draft.doc)).toEqual(["Mara sleeps.", "Rain on the glass.", "No gulls."]);
    const [gulls] = openProposals(script);
    decideProposals(script, [gulls?.id ?? ""], { accept: false, by: "Ana", at: 2 });
    expect(texts(draft.doc)).toEqual(["Mara sleeps.", "Rain on the glass.", "Gulls."]);
    draft.close();
  });

  it("DRA-9: suggestions of an earlier sitting are in the draft again, and those of others are not", () => {
    const script = aScript();
    const first = openSuggestionDraft(script, ben);
    type(first.doc, "a", "Mara leaves.");
    first.close();
    const again = openSuggestionDraft(script, ben);
    expect(texts(again.doc)[0]).toBe("Mara leaves.");
    const other = openSuggestionDraft(script, { id: "cleo", name: "Cleo" });
    expect(texts(other.doc)[0]).toBe("Mara waits.");
    vi.runAllTimers();
    expect(openProposals(script)).toHaveLength(1);
    again.close();
    other.close();
  });
});
