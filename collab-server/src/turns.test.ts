import { setImmediate as pass } from "node:timers/promises";
import { expect, test } from "vitest";
import { takeTurns } from "./turns.ts";

test("COL-8: heavy work is let in one piece at a time, from everybody in rotation", async () => {
  const turn = takeTurns();
  const [ann, bob] = [{}, {}];
  const done: string[] = [];
  const work = async (who: object, piece: string): Promise<void> => {
    await turn(who);
    done.push(piece);
  };
  const all = [work(ann, "ann 1"), work(ann, "ann 2"), work(ann, "ann 3"), work(bob, "bob 1")];
  expect(done).toEqual([]);
  await pass();
  expect(done).toEqual(["ann 1"]);
  await Promise.all(all);
  expect(done).toEqual(["ann 1", "bob 1", "ann 2", "ann 3"]);
  // Nothing is left over that would hold up who comes later.
  await work(bob, "bob 2");
  expect(done.at(-1)).toBe("bob 2");
});
