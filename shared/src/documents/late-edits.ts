import * as Y from "yjs";
import { newBlockId } from "../screenplay/block.ts";
import { elementOf } from "./element.ts";
import { LateDoubles } from "./late-doubles.ts";
import {
  elementBefore,
  firstText,
  idsOf,
  indexAfter,
  indexBefore,
  isGone,
  key,
  lettersOf,
  newItems,
  textBefore,
  wordsOf,
} from "./late-letters.ts";
import { movedIn, writtenIn } from "./moved-words.ts";
import { scriptBody } from "./script.ts";

/** Origin of what is carried over: nobody's own edit, so no undo tracks it. */
export const carriedOver = Symbol("carried-over");

/** Where a letter went, and how much this client had written by then: who refers to anything later has seen it go. */
type Place = { text: Y.XmlText; id: Y.ID; since: Y.ID };
type Target = { text: Y.XmlText; index: number };
type Block = Y.AbstractType<unknown>;

/**
 * Yjs cannot move: words that go to another block, when one is split, joined, moved or made another element, are
 * copies, and the originals are deleted. What somebody else typed between the originals before that edit reached them
 * would be deleted with them, or be left behind. Whoever made the edit remembers which letter became which, and
 * carries late words over, once, since nobody else does. Words in a block that went for good get a block of their own.
 */
export class LateEdits {
  readonly #doc: Y.Doc;
  readonly #doubles: LateDoubles;
  /** Letters of originals, as "client:clock", and the letter that each one became. */
  readonly #letters = new Map<string, Place>();
  /** Letters that were put behind what went, and went at once: who has seen it go writes behind these. */
  readonly #fences = new Set<string>();
  readonly #texts = new Map<Block, Y.XmlText>();
  readonly #blocks = new Map<string, Y.XmlElement>();
  readonly #originals = new Map<Block, Y.XmlElement>();
  /** Blocks that went and were put nowhere else. */
  readonly #gone = new Set<Block>();
  /** Letters behind which a fence is still to be put, and the texts from which they went. */
  #unfenced: ReadonlyMap<Y.XmlText, Y.ID>[] = [];
  /** Blocks that were split, and their second halves. */
  readonly #halves = new Map<string, { half: Y.XmlElement; since: Y.ID }>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#doubles = new LateDoubles(doc);
    doc.on("afterTransaction", (transaction: Y.Transaction) => {
      if (transaction.local) this.#watch(transaction);
      else this.#carry(transaction);
    });
    doc.on("afterAllTransactions", () => this.#putFences());
  }

  /** What this person has just done: where words went, so that those of others can follow them. */
  #watch(transaction: Y.Transaction): void {
    if (transaction.origin === carriedOver) return;
    this.#doubles.watch(transaction);
    const written = writtenIn(transaction);
    if (transaction.deleteSet.clients.size > 0) this.#watchMoves(transaction);
    for (const run of written) this.#doubles.remember({ ...run, letters: [] }, run);
  }

  #watchMoves(transaction: Y.Transaction): void {
    const moved = movedIn(transaction);
    const client = this.#doc.clientID;
    const since = Y.createID(client, transaction.beforeState.get(client) ?? 0);
    const left = new Map<Y.XmlText, Y.ID>();
    for (const { from, to } of moved.words) {
      from.letters.forEach((id, at) => {
        this.#letters.set(key(id), { text: to.text, id: to.letters[at]!, since });
      });
      if (isGone(from.text as Block)) this.#texts.set(from.text as Block, to.text);
      else left.set(from.text, from.letters.at(-1)!);
      if (from.block !== to.block && !isGone(from.block as Block) && from.block._item !== null)
        this.#halves.set(key(from.block._item.id), { half: to.block, since });
      this.#doubles.remember(from, to);
    }
    for (const { block, copy } of moved.gone) {
      // A page break has no room for words.
      if (copy === null || elementOf(copy) === "pageBreak") this.#gone.add(block as Block);
      else {
        this.#connect(block, copy);
        const [from, to] = [textBefore(block), firstText(copy)];
        if (from !== undefined && to !== undefined && !this.#texts.has(from as Block))
          this.#texts.set(from as Block, to);
      }
    }
    if (left.size > 0) this.#unfenced.push(left);
  }

  /**
   * Yjs sends all that is written by the time it sends an edit, but of what is deleted only the edit's own: a fence that
   * was put sooner would reach others without its end, and they would see it stand in the text.
   */
  #putFences(): void {
    if (this.#unfenced.length === 0) return;
    const unfenced = this.#unfenced;
    this.#unfenced = [];
    this.#doc.transact(() => {
      for (const left of unfenced) left.forEach((id, text) => this.#fence(text, id));
    }, carriedOver);
  }

  #connect(original: Y.XmlElement, copy: Y.XmlElement): void {
    if (original._item !== null) this.#blocks.set(key(original._item.id), copy);
    this.#originals.set(original as Block, copy);
  }

  /**
   * Whoever writes at this place from now on writes behind this letter, as Yjs puts new words behind deleted ones; so
   * they can be told from words that were written before the ones in front of it went.
   */
  #fence(text: Y.XmlText, behind: Y.ID): void {
    const index = indexAfter(text, behind);
    this.#fences.add(
      key({ client: this.#doc.clientID, clock: Y.getState(this.#doc.store, this.#doc.clientID) }),
    );
    text.insertEmbed(index, {});
    text.delete(index, 1);
  }

  #carry(transaction: Y.Transaction): void {
    const settled = this.#doubles.settle(transaction);
    for (const [id, place] of settled.letters) this.#letters.set(id, { ...this.#letters.get(id)!, ...place });
    if (settled.edits.length > 0) {
      this.#doc.transact(() => {
        for (const { mine, theirs } of settled.blocks) this.#connectAll(mine, theirs);
        for (const edit of settled.edits) edit();
      }, carriedOver);
    }
    if (this.#letters.size === 0 && this.#originals.size === 0 && this.#gone.size === 0) return;
    // What is deleted although the text around it is there was taken back by its writer.
    const late = newItems(transaction).filter(
      (item) => !settled.items.has(item) && (!item.deleted || isGone(item.parent as Block)),
    );
    if (late.length === 0) return;
    this.#doc.transact(() => {
      for (const item of late) this.#carryItem(item);
    }, carriedOver);
  }

  /** Connects a block with the one that stands for it from now on, before it goes. */
  #connectAll(original: Y.XmlElement, copy: Y.XmlElement): void {
    this.#connect(original, copy);
    const since = Y.createID(this.#doc.clientID, Y.getState(this.#doc.store, this.#doc.clientID));
    const [from, to] = [firstText(original), firstText(copy)];
    if (from === undefined || to === undefined) return;
    this.#texts.set(from as Block, to);
    const became = lettersOf(to);
    lettersOf(from).forEach((id, at) => {
      const letter = became[at];
      if (letter !== undefined) this.#letters.set(key(id), { text: to, id: letter, since });
    });
  }

  #carryItem(item: Y.Item): void {
    const parent = item.parent as Block;
    const { content } = item;
    if (content instanceof Y.ContentString && parent instanceof Y.XmlText) {
      this.#carryWords(item, parent as Y.XmlText, content.str);
      return;
    }
    if (!(content instanceof Y.ContentType)) return;
    const copy = this.#copyOf(parent);
    if (copy !== undefined && content.type instanceof Y.XmlText) {
      // The first words of a block that was empty when it went, or words behind a line break.
      const present = firstText(copy) ?? new Y.XmlText();
      if (present.parent === null) copy.insert(copy.length, [present]);
      this.#texts.set(content.type as Block, present);
    } else if (parent === (scriptBody(this.#doc) as Block) && !item.deleted) this.#carryBlock(item);
  }

  #carryWords(item: Y.Item, from: Y.XmlText, words: string): void {
    const hasGone = isGone(from as Block);
    // It came with a block that has been carried over whole.
    if (this.#letters.has(key(item.id))) return;
    const target = this.#targetOf(item, from, hasGone) ?? (hasGone ? this.#revive(item, from, words) : null);
    if (target === null) return;
    const clock = Y.getState(this.#doc.store, this.#doc.clientID);
    const since = Y.createID(this.#doc.clientID, clock);
    target.text.insert(target.index, words);
    const letters = lettersOf(target.text);
    idsOf(item).forEach((id, at) => {
      const letter = letters[target.index + at];
      if (letter !== undefined) this.#letters.set(key(id), { text: target.text, id: letter, since });
    });
    if (hasGone) return;
    from.delete(indexBefore(from, item.id), item.length);
    this.#fence(from, item.lastId);
  }

  /** Where late words belong; null when they may stay where they are, or when there is no place for them. */
  #targetOf(item: Y.Item, from: Y.XmlText, hasGone: boolean): Target | null {
    const before = this.#letterBefore(item, hasGone);
    if (before === "stays") return null;
    const place = before ?? this.#letterBehind(item);
    if (place !== null) {
      const knows = [item.origin, item.rightOrigin].some(
        (id) => id !== null && id.client === place.since.client && id.clock >= place.since.clock,
      );
      if (knows && !hasGone) return null;
      const now = this.#follow(place);
      if (isGone(now.text as Block)) return null;
      const index = before === null ? indexBefore(now.text, now.id) : indexAfter(now.text, now.id);
      return now.text === from && !hasGone && this.#isThere(item, index) ? null : { text: now.text, index };
    }
    let text = this.#texts.get(from as Block);
    for (let next = text; next !== undefined; next = this.#texts.get(next as Block)) text = next;
    if (text === undefined || isGone(text as Block)) return null;
    return { text, index: isFirst(from) ? 0 : text.length };
  }

  /** Late words that stand at the right place already, between letters that were written again. */
  #isThere(item: Y.Item, index: number): boolean {
    const at = indexBefore(item.parent as Y.XmlText, item.id);
    return index === at || index === at + item.length;
  }

  /** The nearest letter to the left, as its writer saw it, that has moved; "stays" when there is one that has not. */
  #letterBefore(item: Y.Item, hasGone: boolean): Place | "stays" | null {
    let id = item.origin;
    let seen = 0;
    while (id !== null) {
      const place = this.#letters.get(key(id));
      if (place !== undefined && place.since.clock >= seen) return place;
      if (this.#fences.has(key(id))) {
        if (!hasGone) return "stays";
        // Its writer had seen these letters go, and meant those before them.
        seen = id.clock;
      }
      const struct: Y.Item | Y.GC = Y.getItem(this.#doc.store, id);
      if (!(struct instanceof Y.Item)) return hasGone ? null : "stays";
      if (!struct.deleted && struct.countable) return "stays";
      id = id.clock > struct.id.clock ? Y.createID(id.client, id.clock - 1) : (struct.left?.lastId ?? null);
    }
    return null;
  }

  /** The nearest letter to the right that has moved, of words that were written before all others. */
  #letterBehind(item: Y.Item): Place | null {
    for (let right = item.right; right !== null; right = right.right) {
      const place = this.#letters.get(key(right.id));
      if (place !== undefined) return place;
      if (!right.deleted && right.countable) return null;
    }
    return null;
  }

  /** On to where a letter is now: what was moved may have been moved again. */
  #follow(place: Place): Place {
    let now = place;
    for (let next = this.#letters.get(key(now.id)); next !== undefined; next = this.#letters.get(key(now.id)))
      now = next;
    return now;
  }

  #copyOf(block: Block): Y.XmlElement | undefined {
    let copy = this.#originals.get(block);
    for (let next = copy; next !== undefined; next = this.#originals.get(next as Block)) copy = next;
    return copy === undefined || isGone(copy as Block) ? undefined : copy;
  }

  /** Words that somebody wrote into a block while it was taken out: they stay, in a block where it was. */
  #revive(item: Y.Item, from: Y.XmlText, words: string): Target | null {
    const block = this.#goneWith(item, from);
    if (block === null || words.trim() === "") return null;
    const body = scriptBody(this.#doc);
    const copy = new Y.XmlElement(elementBefore(block));
    copy.setAttribute("id", newBlockId());
    const text = new Y.XmlText();
    copy.insert(0, [text]);
    let ahead = block._item?.left ?? null;
    while (ahead !== null && (ahead.deleted || !ahead.countable)) ahead = ahead.left;
    const elements = body.toArray();
    const at = elements.findIndex((one) => one._item === ahead);
    body.insert(at + 1, [copy]);
    this.#gone.delete(block as Block);
    this.#connect(block, copy);
    this.#texts.set(from as Block, text);
    return { text, index: 0 };
  }

  /** The block with which late words went in the end, when it was put nowhere else. */
  #goneWith(item: Y.Item, from: Y.XmlText): Y.XmlElement | null {
    const before = this.#letterBefore(item, true);
    const place = before === "stays" ? null : (before ?? this.#letterBehind(item));
    let block = (place === null ? from : this.#follow(place).text).parent as Block | null;
    for (let next = block; next !== null; next = (this.#originals.get(next) ?? null) as Block | null)
      block = next;
    return block instanceof Y.XmlElement && this.#gone.has(block as Block) ? (block as Y.XmlElement) : null;
  }

  /** A block that somebody put behind one that moved goes after it; behind one that was split, after its second half. */
  #carryBlock(item: Y.Item): void {
    const { type } = item.content as Y.ContentType;
    if (item.origin === null || !(type instanceof Y.XmlElement)) return;
    const late = type as Y.XmlElement;
    const split = this.#halves.get(key(item.origin));
    if (split !== undefined) {
      const knows =
        item.rightOrigin?.client === split.since.client && item.rightOrigin.clock >= split.since.clock;
      if (!knows) this.#settleSplits(split.half, late);
      return;
    }
    let ahead = this.#blocks.get(key(item.origin));
    for (
      let next = ahead;
      next !== undefined;
      next = next._item === null ? undefined : this.#blocks.get(key(next._item.id))
    )
      ahead = next;
    if (ahead !== undefined) this.#putBehind(ahead, late);
  }

  /** Two people have split one block. Whose part ends with the other's was split earlier in its text, and gives it up. */
  #settleSplits(half: Y.XmlElement, late: Y.XmlElement): void {
    if (isGone(half as Block)) return;
    const [mine, theirs] = [firstText(half), firstText(late)].map((text) =>
      text === undefined ? "" : wordsOf(text),
    ) as [string, string];
    if (mine === theirs && mine !== "") {
      if (this.#doc.clientID < (late._item?.id.client ?? 0)) return;
      this.#connectAll(half, late);
      const body = scriptBody(this.#doc);
      body.delete(body.toArray().indexOf(half), 1);
    } else if (mine.endsWith(theirs)) {
      const body = scriptBody(this.#doc).toArray();
      if (body.indexOf(late) < body.indexOf(half)) this.#putBehind(half, late);
      else withoutTail(half, late);
    }
  }

  #putBehind(ahead: Y.XmlElement, late: Y.XmlElement): void {
    const body = scriptBody(this.#doc);
    const at = body.toArray().indexOf(ahead);
    if (at === -1) return;
    const copy = late.clone() as Y.XmlElement;
    body.insert(at + 1, [copy]);
    this.#connectAll(late, copy);
    withoutTail(ahead, copy);
    body.delete(body.toArray().indexOf(late), 1);
  }
}

/** A split puts the second half into a new block and shortens the first one; of the copy, the half is still to go. */
function withoutTail(ahead: Y.XmlElement, late: Y.XmlElement): void {
  const text = ahead.toArray().findLast((one): one is Y.XmlText => one instanceof Y.XmlText);
  const tail = firstText(late);
  if (text === undefined || tail === undefined || tail.length === 0) return;
  const [whole, half] = [wordsOf(text), wordsOf(tail)];
  if (whole.length > half.length && whole.endsWith(half))
    text.delete(whole.length - half.length, half.length);
}

function isFirst(text: Y.XmlText): boolean {
  return text._item?.left === null;
}

/**
 * Keeps what is deleted in this copy of the document for as long as it is open, and carries over what comes late.
 * Without it, words that somebody typed offline into a scene that was moved meanwhile would be gone from their own
 * device before they could be sent.
 */
export function keepLateEdits(doc: Y.Doc): void {
  doc.gcFilter = () => false;
  lateEditsOf(doc);
}

const watches = new WeakMap<Y.Doc, LateEdits>();

/** The one that watches over a document's moves. */
export function lateEditsOf(doc: Y.Doc): LateEdits {
  const known = watches.get(doc);
  if (known !== undefined) return known;
  const made = new LateEdits(doc);
  watches.set(doc, made);
  return made;
}
