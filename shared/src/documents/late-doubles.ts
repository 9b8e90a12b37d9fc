import * as Y from "yjs";
import { newBlockId } from "../screenplay/block.ts";
import {
  firstText,
  idOfBlock,
  idsOf,
  indexBefore,
  isGone,
  key,
  newItems,
  sayTheSame,
  wordsOf,
} from "./late-letters.ts";
import type { Run } from "./moved-words.ts";
import { scriptBody } from "./script.ts";

/** What two people both did at once, and what is to be done about it here. */
export type SettledDoubles = {
  /** What the other one wrote, which is no late word. */
  items: Set<Y.Item>;
  /** Letters of originals that are now to be found in the words of the other one. */
  letters: Map<string, { text: Y.XmlText; id: Y.ID }>;
  /** Blocks of one's own that give way to the same block of somebody else. */
  blocks: { mine: Y.XmlElement; theirs: Y.XmlElement }[];
  edits: (() => void)[];
};

/** So many moves of words are remembered; doubles come within a moment, or after some time offline. */
const mostMoves = 500;

/**
 * Two people who join the same blocks, put the same line into capitals or accept the same proposal at once both write
 * the words, and they would stand there twice. Who has the higher Yjs number takes back their own.
 */
export class LateDoubles {
  readonly #doc: Y.Doc;
  #moves: { from: Run; to: Run }[] = [];
  /** Blocks that this client has made, by id. */
  readonly #mine = new Map<string, Y.XmlElement>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  watch(transaction: Y.Transaction): void {
    for (const { id, block } of newBlocks(transaction)) this.#mine.set(id, block);
  }

  remember(from: Run, to: Run): void {
    this.#moves.push({ from, to });
    if (this.#moves.length > 2 * mostMoves) this.#moves = this.#moves.slice(-mostMoves);
  }

  settle(transaction: Y.Transaction): SettledDoubles {
    const settled: SettledDoubles = { items: new Set(), letters: new Map(), blocks: [], edits: [] };
    if (this.#mine.size > 0) {
      for (const { id, block } of newBlocks(transaction)) this.#settleBlock(id, block, settled);
    }
    if (this.#moves.length === 0) return settled;
    const written = new Map<Y.XmlText, Set<Y.Item>>();
    for (const item of newItems(transaction)) {
      const { parent, content } = item;
      if (item.deleted || !(content instanceof Y.ContentString) || !(parent instanceof Y.XmlText)) continue;
      written.set(parent, (written.get(parent) ?? new Set()).add(item));
    }
    for (const move of this.#moves) {
      const theirs = written.get(move.to.text);
      if (theirs !== undefined && !isGone(move.to.text as Y.AbstractType<unknown>))
        settleWords(move, theirs, settled);
    }
    return settled;
  }

  #settleBlock(id: string, theirs: Y.XmlElement, settled: SettledDoubles): void {
    const mine = this.#mine.get(id);
    if (mine === undefined || mine === theirs || isGone(mine as Y.AbstractType<unknown>)) return;
    if (idOfBlock(mine) !== id || clientOf(mine) < clientOf(theirs)) return;
    const [a, b] = [mine, theirs].map((one) => {
      const text = firstText(one);
      return text === undefined ? "" : wordsOf(text);
    }) as [string, string];
    if (sayTheSame(a, b)) {
      settled.blocks.push({ mine, theirs });
      settled.edits.push(() => {
        const body = scriptBody(this.#doc);
        const at = body.toArray().indexOf(mine);
        if (at !== -1) body.delete(at, 1);
      });
    } else settled.edits.push(() => mine.setAttribute("id", newBlockId()));
  }
}

type Piece = { kind: "mine" | "theirs" | "others"; words: string; letters: Y.ID[]; items: Y.Item[] };

function settleWords(
  { from, to }: { from: Run; to: Run },
  fresh: Set<Y.Item>,
  settled: SettledDoubles,
): void {
  const own = new Set(to.letters.map(key));
  const pieces: Piece[] = [];
  for (let item = to.text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const kind = fresh.has(item) ? "theirs" : own.has(key(item.id)) ? "mine" : "others";
    const words = item.content instanceof Y.ContentString ? item.content.str : " ";
    const last = pieces.at(-1);
    if (last?.kind === kind) {
      last.words += words;
      for (const id of idsOf(item)) last.letters.push(id);
      last.items.push(item);
    } else pieces.push({ kind, words, letters: idsOf(item), items: [item] });
  }
  pieces.forEach((piece, at) => {
    if (piece.kind !== "theirs" || !sayTheSame(piece.words, to.words)) return;
    const mine = [pieces[at - 1], pieces[at + 1]].find(
      (one) => one?.kind === "mine" && sayTheSame(one.words, to.words),
    );
    const knows = piece.items.some((item) =>
      [item.origin, item.rightOrigin].some((id) => id !== null && own.has(key(id))),
    );
    if (mine === undefined || knows || piece.items.some((item) => settled.items.has(item))) return;
    for (const item of piece.items) settled.items.add(item);
    if (mine.letters[0]!.client < piece.letters[0]!.client) return;
    from.letters.forEach((id, index) =>
      settled.letters.set(key(id), { text: to.text, id: piece.letters[index]! }),
    );
    settled.edits.push(() => to.text.delete(indexBefore(to.text, mine.letters[0]!), mine.letters.length));
  });
}

function newBlocks(transaction: Y.Transaction): { id: string; block: Y.XmlElement }[] {
  const body: unknown = scriptBody(transaction.doc);
  return newItems(transaction).flatMap(({ content, parent, deleted }) => {
    if (deleted || parent !== body || !(content instanceof Y.ContentType)) return [];
    const block: unknown = content.type;
    const id = block instanceof Y.XmlElement ? idOfBlock(block as Y.XmlElement) : null;
    return id === null ? [] : [{ id, block: block as Y.XmlElement }];
  });
}

function clientOf(element: Y.XmlElement): number {
  return element._item?.id.client ?? 0;
}
