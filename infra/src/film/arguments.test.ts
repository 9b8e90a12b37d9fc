import { expect, test } from "vitest";
import { readArguments, UsageError } from "./arguments.ts";

const read = (line: string) => readArguments(line.split(" ").filter(Boolean), "/home/ana");

test("takes paths relative to where the person is, and drafts unless told otherwise", () => {
  expect(read("script.fountain --approve all --out films/night.mp4")).toEqual({
    script: "/home/ana/script.fountain",
    out: "/home/ana/films/night.mp4",
    approveAll: true,
    quality: "draft",
    dataDir: null,
    provider: "previs",
  });
});

test("names the film after the script", () => {
  expect(read("plays/ferry.fountain --master")).toMatchObject({
    out: "/home/ana/ferry.mp4",
    quality: "master",
  });
});

test("says in a sentence what is wrong with a command line", () => {
  expect(() => read("")).toThrow(new UsageError("Name the screenplay to film."));
  expect(() => read("a b")).toThrow("Name one screenplay.");
  expect(() => read("a --draft --master")).toThrow("Choose either");
  expect(() => read("a --approve some")).toThrow('--approve takes "all"');
  expect(() => read("a --loud")).toThrow("Unknown option '--loud'");
});
