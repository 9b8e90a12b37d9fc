import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  addProposals,
  changeProposal,
  decideProposals,
  openProposals,
  readProposals,
} from "../documents/proposals.ts";
import { readBlocks, scriptBody, toElement } from "../documents/script.ts";
import { plainText, textBlock, type ScriptBlock } from "../screenplay/block.ts";
import { changesBetween } from "./changes.ts";
import { applyChange } from "./fit.ts";
import type { ProposalChange } from "./schema.ts";

const say = (id: string, text: string, type: ScriptBlock["type"] = "action") => textBlock(type, text, { id });
const author = { id: "ben", name: "Ben" };
const script = [say("a", "Mara lights the lamp."), say("b", "Rain."), say("c", "Gulls cry.")];
const replace = (before: ScriptBlock, text: string): ProposalChange => ({
  kind: "replace",
  before,
  after: { ...before, runs: [{ text }] },
});

function applyAll(blocks: readonly ScriptBlock[], changes: readonly ProposalChange[]): ScriptBlock[] {
  return changes.reduce<ScriptBlock[]>((now, change) => applyChange(now, change).blocks, [...blocks]);
}

describe("what a proposal comes to", () => {
  it("DRA-7: the changes between a script and a draft of it give the draft when all are accepted", () => {
    const draft = fc.uniqueArray(fc.integer({ min: 0, max: 14 }), { maxLength: 12 });
    fc.assert(
      fc.property(draft, draft, fc.nat(4), (old, now, step) => {
        const from = old.map((n) => say(`b${n}`, `Line ${n} of the script.`));
        const to = now.map((n) =>
          say(`b${n}`, n % (step + 1) === 0 ? `Line ${n}, anew.` : `Line ${n} of the script.`),
        );
        // A line that is much like one that went is that line, so only what is said is compared.
        expect(applyAll(from, changesBetween(from, to)).map(plainText)).toEqual(to.map(plainText));
      }),
    );
  });

  it("DRA-8: a change fits beside somebody else's in the same line", () => {
    const change = replace(say("a", "Mara lights the lamp."), "Mara lights the old lamp, slowly.");
    const now = [say("a", "Tired, Mara lights the lamp."), ...script.slice(1)];
    const { blocks, fit } = applyChange(now, change);
    expect(plainText(blocks[0] ?? say("", ""))).toBe("Tired, Mara lights the old lamp, slowly.");
    expect(fit).toMatchObject({
      state: "partly",
      sentence: "The line was changed since; this still fits beside that.",
    });
  });

  it("DRA-8: what meets somebody else's change is left out, and the proposal says how much still fits", () => {
    const change = replace(say("a", "Mara lights the lamp."), "Ines lights the lantern.");
    const now = [say("a", "Mara lights the torch."), ...script.slice(1)];
    const { blocks, fit } = applyChange(now, change);
    expect(plainText(blocks[0] ?? say("", ""))).toBe("Ines lights the torch.");
    expect(fit.sentence).toBe("The line was changed since; 1 of 2 changes still fit.");
  });

  it("DRA-8: nothing is left of a change to a line that is gone or says it already", () => {
    const change = replace(say("a", "Mara lights the lamp."), "Mara waits.");
    expect(applyChange(script.slice(1), change).fit.state).toBe("lost");
    expect(applyChange([say("a", "Mara waits.")], change).fit).toMatchObject({
      state: "lost",
      sentence: "The script says this already.",
    });
  });

  it("DRA-8: an insertion whose neighbour is gone goes behind the nearest that is left", () => {
    const change: ProposalChange = { kind: "insert", place: ["b", "a"], blocks: [say("n", "Thunder.")] };
    const { blocks, fit } = applyChange([script[0]!, script[2]!], change);
    expect(blocks.map((block) => block.id)).toEqual(["a", "n", "c"]);
    expect(fit.state).toBe("partly");
  });

  it("DRA-8: whatever others did to a line, a proposal never fails and never touches another line", () => {
    const text = fc
      .array(fc.constantFrom("lamp ", "rain ", "the ", "sea ", ". "), { maxLength: 8 })
      .map((all) => all.join(""));
    fc.assert(
      fc.property(text, text, text, (base, wanted, now) => {
        const { blocks } = applyChange([say("a", now), say("z", "Quiet.")], replace(say("a", base), wanted));
        expect(blocks[1]).toEqual(say("z", "Quiet."));
        expect(now === base ? blocks.slice(0, 1).map(plainText) : [wanted]).toEqual([wanted]);
      }),
    );
  });
});

describe("deciding", () => {
  function aScript(): Y.Doc {
    const doc = new Y.Doc();
    scriptBody(doc).insert(0, script.map(toElement));
    return doc;
  }
  const decision = { accept: true, by: "Ana", at: 5 };

  it("DRA-7: a proposal changes nothing until it is accepted, and then it is one undo step", () => {
    const doc = aScript();
    const undo = new Y.UndoManager([scriptBody(doc), doc.getMap("proposals")], {
      trackedOrigins: new Set(["ana"]),
    });
    const [id = ""] = addProposals(doc, [
      { change: replace(script[1]!, "Rain on the glass."), author, origin: "person", at: 1 },
    ]);
    expect(readBlocks(doc)).toEqual(script);
    doc.transact(() => decideProposals(doc, [id], decision), "ana");
    expect(readBlocks(doc).map(plainText)[1]).toBe("Rain on the glass.");
    expect(readProposals(doc)[0]).toMatchObject({ status: "accepted", decidedBy: "Ana" });
    undo.undo();
    expect(readBlocks(doc)).toEqual(script);
    expect(openProposals(doc)).toHaveLength(1);
  });

  it("DRA-7: all of a draft's changes are accepted or rejected together, each decided once", () => {
    const doc = aScript();
    const draft = [say("c", "Gulls cry."), say("a", "Mara lights the big lamp."), say("n", "Wind.")];
    const ids = addProposals(
      doc,
      changesBetween(script, draft).map((change) => ({ change, author, origin: "person", at: 1 })),
    );
    decideProposals(doc, ids, decision);
    expect(readBlocks(doc)).toEqual(draft);
    expect(() => decideProposals(doc, ids, decision)).toThrow("Somebody has decided about this already.");

    const other = aScript();
    const rejected = addProposals(other, [
      { change: { kind: "remove", before: script[0]! }, author, origin: "assistant", at: 1 },
    ]);
    decideProposals(other, rejected, { ...decision, accept: false });
    expect(readBlocks(other)).toEqual(script);
    expect(openProposals(other)).toEqual([]);
  });

  it("DRA-7: a proposal that cannot be read is left out, and an open one can be rewritten", () => {
    const doc = aScript();
    const [id = ""] = addProposals(doc, [
      { change: replace(script[1]!, "Hail."), author, origin: "person", at: 1 },
    ]);
    doc.getMap("proposals").set("broken", new Y.Map([["change", "?"]]));
    changeProposal(doc, id, replace(script[1]!, "Snow."));
    expect(readProposals(doc).map((one) => one.change)).toEqual([replace(script[1]!, "Snow.")]);
  });
});
