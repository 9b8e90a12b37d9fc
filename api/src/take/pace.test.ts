import { expect, test } from "vitest";
import { secondsEach } from "./pace.ts";

const at = (from: number, to: number) => ({ from: from * 1000, to: to * 1000 });

test("BLD-17: six that were made at once count their common time, however long each waited for the machine", () => {
  const sixAtOnce = Array.from({ length: 6 }, (_, index) => at(0, 10 + index * 10));
  expect(secondsEach(sixAtOnce)).toBe(10);
});

test("BLD-17: the pause between two runs is no time that anything took", () => {
  expect(secondsEach([at(1000, 1004), at(0, 4), at(2, 6)])).toBe(10 / 3);
});

test("BLD-17: nothing measured is no estimate", () => {
  expect(secondsEach([])).toBeNull();
});
