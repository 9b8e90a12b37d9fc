import { expect, test } from "vitest";
import { goalLine, isReached, table } from "./bench-table.ts";

test("prints each figure with its ratio to the row it is compared with", () => {
  const text = table({
    name: "Join a script",
    unit: "ms",
    rows: [
      { label: "bare", value: 40 },
      { label: "ours", value: 42, ratioTo: "bare" },
    ],
    note: "median of 9",
  });
  expect(text).toBe(
    ["Join a script", "  bare  40.0 ms", "  ours  42.0 ms  1.05× bare", "  median of 9"].join("\n"),
  );
});

test("says when the row to compare with is missing", () => {
  const rows = [{ label: "ours", value: 1234, ratioTo: "bare" }];
  expect(table({ name: "x", unit: "ms", rows })).toContain("1234 ms  (no figure for bare)");
});

test("says of each goal what was measured, what was wanted, and whether it was reached", () => {
  expect(goalLine({ what: "join", figure: 0.7912, atMost: 0.8 })).toBe("join: 0.791 (at most 0.8) reached");
  expect(goalLine({ what: "recall", figure: 0.6, atLeast: 0.7 })).toBe(
    "recall: 0.600 (at least 0.7) NOT reached",
  );
  expect(isReached({ what: "nothing was measured", figure: Number.NaN, atMost: 1 })).toBe(false);
});
