import * as Y from "yjs";
import { schemaVersion } from "@backlot/shared/documents/names";
import { scriptBody, toElement, writeScreenplay } from "@backlot/shared/documents/script";
import { textBlock } from "@backlot/shared/screenplay/block";

/** 120 pages: 32 blocks a page. */
export const scriptBlocks = 3_840;

const words =
  "the train does not stop here any more and nobody on the platform looks up when it passes".split(" ");

/**
 * A script of 120 pages as three people would have typed it in turns: letter by letter, with 8 of 100 letters typed
 * wrong first. About 200,000 letters in 48,000 structs, where an imported script of that length has 15,000.
 */
export function typedScript(): Uint8Array {
  const writers = [1, 2, 3].map(() => new Y.Doc());
  const random = numbers(7);
  for (const writer of writers) {
    writer.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "heard")
        for (const other of writers) if (other !== writer) Y.applyUpdate(other, update, "heard");
    });
  }
  for (let index = 0; index < scriptBlocks; index += 1) {
    const writer = writers[index % writers.length] as Y.Doc;
    writer.transact(() => {
      if (index === 0) writer.getMap<unknown>("meta").set("schemaVersion", schemaVersion);
      const element = toElement(textBlock(kindOf(index), ""));
      scriptBody(writer).insert(scriptBody(writer).length, [element]);
      const text = new Y.XmlText();
      element.insert(0, [text]);
      type(text, sentence(random), random);
    });
  }
  return Y.encodeStateAsUpdate(writers[0] as Y.Doc);
}

/** As many pages as come out of a file: written at once, in 15,000 structs. */
export function importedScript(blocks: number = scriptBlocks): Uint8Array {
  const doc = new Y.Doc();
  const random = numbers(7);
  doc.transact(() => {
    doc.getMap<unknown>("meta").set("schemaVersion", schemaVersion);
    writeScreenplay(doc, {
      titlePage: [],
      blocks: Array.from({ length: blocks }, (_, index) => textBlock(kindOf(index), sentence(random))),
    });
  });
  return Y.encodeStateAsUpdate(doc);
}

function kindOf(index: number): "sceneHeading" | "action" | "dialogue" {
  return index % 12 === 0 ? "sceneHeading" : index % 3 === 0 ? "action" : "dialogue";
}

function type(text: Y.XmlText, letters: string, random: () => number): void {
  for (const letter of letters) {
    if (random() < 0.08) {
      text.insert(text.length, "x");
      text.delete(text.length - 1, 1);
    }
    text.insert(text.length, letter);
  }
}

function sentence(random: () => number): string {
  const length = 6 + Math.floor(random() * 9);
  return Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(" ");
}

/** The same numbers in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
