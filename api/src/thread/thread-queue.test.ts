import { expect, test } from "vitest";
import { ThreadQueue } from "./thread-queue.ts";

const failure = { code: "draw-failed", sentence: "It took too long." } as const;
const queue = (options: Partial<ConstructorParameters<typeof ThreadQueue>[0]> = {}) =>
  new ThreadQueue<Record<string, unknown>, string>({
    file: new URL("./thread-queue.fixture.ts", import.meta.url),
    seconds: 20,
    megabytes: 64,
    most: 3,
    failure,
    ...options,
  });

test("API-15: work in a thread gives its result, and what it refuses keeps its code, sentence and field", async () => {
  const threads = queue();
  expect(await threads.run("a", { say: "done" })).toBe("done");
  await expect(threads.run("a", { refuse: true })).rejects.toMatchObject({
    code: "bad-file",
    sentence: "No scene was found.",
    field: "file",
  });
});

test("API-15: work that never ends, fills the memory or breaks fails by itself, and the next goes on", async () => {
  await expect(queue({ seconds: 0.5 }).run("a", { spin: true })).rejects.toMatchObject(failure);
  const threads = queue();
  await expect(threads.run("a", { fill: true })).rejects.toMatchObject(failure);
  await expect(threads.run("a", { break: true })).rejects.toMatchObject(failure);
  expect(await threads.run("a", { say: "next" })).toBe("next");
});

test("API-15: who asks for the same while it waits gets the newest, and who comes after too many is told so", async () => {
  const threads = queue();
  const first = threads.run("a", { say: "first" });
  const second = threads.run("b", { say: "old" });
  const same = threads.run("b", { say: "new" });
  const others = ["c", "d"].map((key) => threads.run(key, { say: key }));
  expect(() => threads.run("e", { say: "e" })).toThrow(
    expect.objectContaining({ code: "busy", status: 503 }),
  );
  expect(await Promise.all([first, second, same, ...others])).toEqual(["first", "new", "new", "c", "d"]);
  expect(await threads.run("e", { say: "e" })).toBe("e");
});
