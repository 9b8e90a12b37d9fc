import { expect, test } from "vitest";
import { createRefetcher } from "./refetcher.ts";

function aRefetcher() {
  const read: string[] = [];
  const waiting: (() => void)[] = [];
  const refetch = createRefetcher(
    ([name = ""]) => read.push(name),
    (work) => waiting.push(work),
  );
  /** The second is over. */
  const pass = () => {
    for (const work of waiting.splice(0)) work();
  };
  return { read, refetch, pass };
}

test("reads at once, and once more for all that was asked within the second", () => {
  const { read, refetch, pass } = aRefetcher();
  for (let time = 0; time < 500; time += 1) refetch(["takes"]);
  expect(read).toEqual(["takes"]);
  pass();
  expect(read).toEqual(["takes", "takes"]);
  pass();
  pass();
  expect(read).toEqual(["takes", "takes"]);
  refetch(["takes"]);
  expect(read).toHaveLength(3);
});

test("one thing does not wait for another", () => {
  const { read, refetch } = aRefetcher();
  refetch(["takes"]);
  refetch(["stale"]);
  expect(read).toEqual(["takes", "stale"]);
});
