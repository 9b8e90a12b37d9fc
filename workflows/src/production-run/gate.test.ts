import type { DecideGateInput } from "@backlot/shared/pipeline/contract";
import { expect, test } from "vitest";
import { decidedAs, refuseDecision, type OpenGate } from "./gate.ts";

const gate: OpenGate = { gateId: "run-1.frames.1", digest: "seen", isApprovable: true, shotIds: ["a", "b"] };

function decision(change: Partial<DecideGateInput> = {}): DecideGateInput {
  return {
    gateId: gate.gateId,
    by: { id: "u1", name: "Ana", role: "producer" },
    decision: { decision: "approve", digest: "seen", note: "" },
    ...change,
  };
}

function changes(items: string[]): DecideGateInput {
  return decision({ decision: { decision: "changes", digest: "seen", note: "Closer.", items } });
}

test("RUN-3: a producer approves what was seen", () => {
  expect(refuseDecision(gate, [], decision())).toBeNull();
});

test("RUN-4: crew and reviewers may not decide, whatever the gate", () => {
  for (const role of ["crew", "reviewer"] as const) {
    const by = { id: "u2", name: "Ben", role };
    expect(refuseDecision(gate, [], decision({ by }))?.code).toBe("not-allowed");
    expect(refuseDecision(null, [], decision({ by }))?.code).toBe("not-allowed");
  }
});

test("RUN-5: a decision about an older gate or an older sight of it is refused", () => {
  expect(refuseDecision(gate, [], decision({ gateId: "run-1.frames.0" }))?.sentence).toContain(
    "no longer open",
  );
  expect(refuseDecision(null, [], decision())?.code).toBe("conflict");
  const stale = decision({ decision: { decision: "approve", digest: "older", note: "" } });
  expect(refuseDecision(gate, [], stale)?.sentence).toContain("changed since");
});

test("RUN-6: the same decision again is accepted, the opposite one is not", () => {
  const decided = [{ gateId: gate.gateId, decision: "approve" as const }];
  expect(refuseDecision(null, decided, decision())).toBeNull();
  expect(refuseDecision(null, decided, changes([]))?.code).toBe("conflict");
});

test("RUN-6: a decision of the same kind that says something else is refused, so that no note is lost unsaid", () => {
  const decided = [decidedAs(changes(["b", "a"]))];
  expect(refuseDecision(null, decided, changes(["a", "b"]))).toBeNull();
  const others = refuseDecision(null, decided, changes(["a"]));
  expect(others).toMatchObject({
    code: "conflict",
    sentence: expect.stringContaining("yours were not taken"),
  });
  const note = { decision: "changes", digest: "seen", note: "Darker.", items: ["a", "b"] } as const;
  expect(refuseDecision(null, decided, decision({ decision: { ...note, items: ["a", "b"] } }))?.code).toBe(
    "conflict",
  );
  const approved = [decidedAs(decision())];
  expect(refuseDecision(null, approved, decision())).toBeNull();
  const praise = decision({ decision: { decision: "approve", digest: "seen", note: "Lovely." } });
  expect(refuseDecision(null, approved, praise)?.sentence).toContain("your note was not taken");
});

test("RUN-7: a stage in which everything failed cannot be approved, only changed", () => {
  const empty = { ...gate, isApprovable: false };
  expect(refuseDecision(empty, [], decision())?.code).toBe("conflict");
  expect(refuseDecision(empty, [], changes(["a"]))).toBeNull();
});

test("RUN-8: changes may be asked only for shots of the stage", () => {
  expect(refuseDecision(gate, [], changes(["a", "b"]))).toBeNull();
  expect(refuseDecision(gate, [], changes(["a", "zebra"]))?.code).toBe("bad-request");
  expect(refuseDecision({ ...gate, shotIds: null }, [], changes(["asset-1"]))).toBeNull();
});
