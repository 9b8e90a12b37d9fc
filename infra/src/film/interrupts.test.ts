import { expect, test } from "vitest";
import { interruptions } from "./interrupts.ts";

test("RUN-22: one Ctrl-C that arrives through several parents cancels once; a later one does not wait", () => {
  const heard: string[] = [];
  let clock = 0;
  const take = interruptions(
    { first: () => heard.push("cancel"), again: () => heard.push("end") },
    () => clock,
  );
  for (const at of [0, 3, 40, 900]) {
    clock = at;
    take();
  }
  expect(heard).toEqual(["cancel"]);
  clock = 4_000;
  take();
  expect(heard).toEqual(["cancel", "end"]);
});
