import * as Y from "yjs";
import { readBlocks, writeScreenplay } from "@backlot/shared/documents/script";
import { plainText, textBlock } from "@backlot/shared/screenplay/block";
import { seeded } from "../random.ts";
import { changeBlocksLikeEditor, typeLikeEditor } from "./editor-edits.ts";
import { Replicas } from "./replicas.ts";
import { withSeededIds } from "./seeded-ids.ts";

const steps = 30;

/**
 * Plays one sequence in which one person splits, joins and changes blocks while others type single letters of their
 * own into them. Throws with the seed unless every letter is there exactly once in the end.
 */
export function playTyping(seed: number): void {
  const random = seeded(seed);
  try {
    withSeededIds(random, () => {
      const count = 2 + random.below(2);
      const seeds = new Map([["script", aSpeech()] as const]);
      const replicas = new Replicas({ seeds, pages: count, servers: 1, hasBus: true, random });
      const typed: string[] = [];
      const editor = random.below(count);
      for (let step = 0; step < steps; step += 1) {
        const what = random.below(100);
        if (what < 25) changeBlocksLikeEditor(replicas.pages[editor]!, random);
        else if (what < 55) {
          const letter = String.fromCodePoint(0xe000 + step);
          const page = random.pick(replicas.pages);
          typeLikeEditor(page, letter, random);
          if (readBlocks(page.doc("script")).some((block) => plainText(block).includes(letter)))
            typed.push(letter);
        } else if (what < 92) replicas.deliver();
        else replicas.turnAway();
      }
      replicas.expectEqual();
      const words = readBlocks(replicas.pages[0]!.doc("script")).map(plainText).join("\n");
      for (const letter of typed) {
        const times = words.split(letter).length - 1;
        if (times !== 1)
          throw new Error(`a letter that was typed once is there ${times} times: ${escape(words)}`);
      }
    });
  } catch (error) {
    throw new Error(`Seed ${seed}: ${(error as Error).message}`, { cause: error });
  }
}

function escape(words: string): string {
  return JSON.stringify(words).replaceAll(
    /[\ue000-\uf8ff]/g,
    (letter) => `‹${letter.codePointAt(0)! - 0xe000}›`,
  );
}

function aSpeech(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 0;
  const blocks = [
    textBlock("character", "Mara"),
    textBlock("dialogue", "I knew it. Really."),
    textBlock("dialogue", "All along."),
    textBlock("action", ""),
  ];
  writeScreenplay(doc, { titlePage: [], blocks });
  return Y.encodeStateAsUpdate(doc);
}
