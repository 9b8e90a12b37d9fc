import { expect, test } from "vitest";
import { saveStatus, type StatusParts } from "./save-status.ts";

const calm: StatusParts = {
  phase: "live",
  role: "crew",
  pending: 0,
  stranded: 0,
  isKept: true,
  problem: null,
};

test("COL-30: says what is so", () => {
  const kindOf = (parts: Partial<StatusParts>) => saveStatus({ ...calm, ...parts }).kind;
  expect(kindOf({})).toBe("saved");
  expect(kindOf({ pending: 1 })).toBe("saving");
  expect(kindOf({ phase: "syncing" })).toBe("connecting");
  expect(kindOf({ phase: "syncing", pending: 1 })).toBe("saving");
  expect(kindOf({ phase: "offline", pending: 3 })).toBe("offline");
  expect(kindOf({ phase: "opening" })).toBe("connecting");
  expect(kindOf({ role: "reviewer" })).toBe("read-only");
  expect(kindOf({ role: "reviewer", pending: 1 })).toBe("saving");
  expect(kindOf({ role: "reviewer", phase: "offline" })).toBe("offline");
  for (const phase of ["signed-out", "no-access", "too-old", "refused"] as const)
    expect(kindOf({ phase, pending: 2 })).toBe(phase);
});

test("COL-44: the reason of an end goes with it", () => {
  expect(saveStatus({ ...calm, phase: "refused", problem: "tooBig" })).toMatchObject({ problem: "tooBig" });
});

test("COL-48: edits that the new role may not save are counted, and not said to be on their way", () => {
  expect(saveStatus({ ...calm, role: "reviewer", stranded: 2 })).toMatchObject({
    kind: "read-only",
    pending: 2,
  });
});
