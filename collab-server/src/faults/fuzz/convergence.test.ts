import { expect, test } from "vitest";
import * as Y from "yjs";
import { replaceText } from "@backlot/shared/documents/record";
import { playOut } from "./play-out.ts";
import { playEach, seedsOf } from "./seeds.ts";

test(
  "COL-38, COL-132, COL-133: however edits are delayed, reordered, repeated and parted, everybody ends with the same film",
  { timeout: 600_000 },
  async () => {
    const seeds = seedsOf(1);
    expect(await playEach(seeds, playOut)).toBe(seeds.length);
  },
);

/**
 * Sequences that once ended with different films, written out: a seed stands for another sequence as soon as an edit is
 * added to those it draws from.
 */
test("COL-38: two people replace one emoji by others that share its first code unit", () => {
  for (const [mine, theirs] of [
    ["a 😁 day", "a 😀 night"],
    ["😂", "a 😁 day"],
    ["", "a 😃 day"],
  ] as const) {
    const [one, two] = [new Y.Doc(), new Y.Doc()];
    one.getText("words").insert(0, "a 😀 day");
    meet(one, two);
    replaceText(one.getText("words"), mine);
    replaceText(two.getText("words"), theirs);
    meet(one, two);
    const fresh = new Y.Doc();
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(two));
    const texts = [one, two, fresh].map((doc) => doc.getText("words").toJSON());
    expect(new Set(texts).size).toBe(1);
    // Half a character is what each side would complete in its own way.
    expect(texts[0]?.isWellFormed()).toBe(true);
  }
});

function meet(one: Y.Doc, two: Y.Doc): void {
  Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
  Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
}

test("COL-38: a seed plays the same sequence every time", () => {
  for (const seed of seedsOf(1).slice(0, 10)) expect(playOut(seed)).toBe(playOut(seed));
});
