import { expect, test } from "vitest";
import { insertedNumbers, pageNumbers } from "./page-numbers.ts";

const between = (before: string | null, after: string | null, count = 1) =>
  insertedNumbers(before, after, count, new Set());

test.each([
  // A number that begins with the same digits is another number.
  ["1", "12", ["1A", "1B"]],
  ["1", "10", ["1A", "1B"]],
  ["2", "2A", ["A2A", "B2A"]],
  ["12", "12A", ["A12A", "B12A"]],
  ["12", "13", ["12A", "12B"]],
  ["12A", "12B", ["12AA", "12AB"]],
  ["1", "A1", ["1A", "1B"]],
  [null, "1", ["A1", "B1"]],
])("SCR-216: between %s and %s come %j", (before, after, wanted) => {
  expect(between(before, after, wanted.length)).toEqual(wanted);
});

test("SCR-216: numbers that leap leave no number twice, wherever a scene comes in", () => {
  const locked = ["1", "12", "12A", "2", "20", null, "200"];
  for (let at = 0; at <= locked.length; at += 1) {
    const numbers = pageNumbers(locked.toSpliced(at, 0, null, null));
    expect(new Set(numbers).size).toBe(numbers.length);
  }
  expect(pageNumbers(["1", null, "12"])).toEqual(["1", "1A", "12"]);
});
