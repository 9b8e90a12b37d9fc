import * as Y from "yjs";
import { documentRoots, type DocumentKind } from "@backlot/shared/documents/names";

/** Limits of one live edit and of one catch-up (the answer to a state vector, which may be a whole document). */
export const updateLimits = {
  edit: { bytes: 1024 * 1024, structs: 20_000 },
  catchUp: { bytes: 8 * 1024 * 1024, structs: 500_000 },
} as const;

/** How deep shared types may nest below a root: record, field, element, text; and plain values within one field. */
export const maxTypeDepth = 8;
export const maxValueDepth = 32;

/** Roots that are keyed; `body` is the only one that is a sequence. */
const sequenceRoots = new Set(["body"]);

type Structs = ReturnType<typeof Y.decodeUpdate>["structs"];
type Place = { depth: number };

/**
 * Says what is wrong with an update, or null. This guards integrity (nothing that decoders or readers choke on gets
 * in), not permission: a writer can write anything the document's kind allows.
 */
export function checkUpdate(
  update: Uint8Array,
  kind: DocumentKind,
  doc: Y.Doc,
  limit: { bytes: number; structs: number },
): string | null {
  if (update.byteLength > limit.bytes) return "too many bytes";
  let structs: Structs;
  let deletions: Map<number, { clock: number; len: number }[]>;
  try {
    const decoded = Y.decodeUpdate(update);
    structs = decoded.structs;
    deletions = decoded.ds.clients;
  } catch {
    return "it cannot be decoded";
  }
  for (const [client, ranges] of deletions) {
    if (ranges.some(({ clock, len }) => !isRange({ client, clock }, len))) return "it deletes nothing";
  }
  if (structs.length > limit.structs) return "too many parts";
  const allowed = new Set(documentRoots[kind]);
  const depths = new TypeDepths(doc, structs);
  for (const struct of structs) {
    if (!isRange(struct.id, struct.length)) return "a part of it is empty";
    if (!(struct instanceof Y.Item)) continue;
    const problem = checkItem(struct, allowed, depths);
    if (problem !== null) return problem;
  }
  return null;
}

/**
 * Yjs takes it for granted that every part and every deletion covers something and that its numbers can be counted. It
 * writes larger ones and cannot read them again: one such row would keep the document from ever being loaded.
 */
function isRange({ client, clock }: { client: number; clock: number }, length: number): boolean {
  return length >= 1 && clock >= 0 && Number.isSafeInteger(clock + length) && Number.isSafeInteger(client);
}

function checkItem(item: Y.Item, allowed: Set<string>, depths: TypeDepths): string | null {
  const parent: unknown = item.parent;
  if (typeof parent === "string") {
    if (!allowed.has(parent)) return `the root "${parent.slice(0, 40)}" does not exist here`;
    if (sequenceRoots.has(parent) !== (item.parentSub === null))
      return `the root "${parent}" has another shape`;
  }
  // Yjs looks for what an item stands beside or in without asking whether it is there when it is the same client's.
  for (const place of [item.origin, item.rightOrigin, parent]) {
    if (!(place instanceof Y.ID)) continue;
    if (!isRange(place, 1)) return "it refers to what cannot be";
    if (place.client === item.id.client && place.clock >= item.id.clock)
      return "it refers to what comes after it";
  }
  const { content } = item;
  if (content instanceof Y.ContentDoc) return "documents do not nest";
  if (content instanceof Y.ContentType && depths.of(item) > maxTypeDepth) return "types nest too deep";
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) {
    for (const value of content.arr as unknown[]) {
      const problem = checkValue(value);
      if (problem !== null) return problem;
    }
  }
  return null;
}

/** Depth of types, following parents through the update itself and then through the document. */
class TypeDepths {
  readonly #doc: Y.Doc;
  readonly #structs: Structs;
  readonly #known = new Map<Y.Item, Place>();
  #byClient: Map<number, Structs> | null = null;

  constructor(doc: Y.Doc, structs: Structs) {
    this.#doc = doc;
    this.#structs = structs;
  }

  /** Levels below the root. Iterative, because what is measured here may be made to overflow a stack. */
  of(start: Y.Item): number {
    const path: Y.Item[] = [];
    let at: Y.Item | null = start;
    let base = 0;
    while (at !== null) {
      const known = this.#known.get(at);
      if (known !== undefined) {
        base = known.depth;
        break;
      }
      path.push(at);
      if (path.length > 100_000) return Infinity;
      const next: Step = this.#up(at);
      // A sibling in a sequence is as deep as the item itself, so that step adds no level.
      if (next.isSibling) path.pop();
      at = next.item;
    }
    for (const item of path.toReversed()) {
      base += 1;
      this.#known.set(item, { depth: base });
    }
    return base;
  }

  #up(item: Y.Item): Step {
    const parent: unknown = item.parent;
    if (parent instanceof Y.ID) return { item: this.#find(parent), isSibling: false };
    if (parent instanceof Y.AbstractType) return { item: parent._item, isSibling: false };
    if (typeof parent === "string") return { item: null, isSibling: false };
    const beside = item.origin ?? item.rightOrigin;
    return { item: beside === null ? null : this.#find(beside), isSibling: beside !== null };
  }

  #find(id: Y.ID): Y.Item | null {
    return (
      covering(this.#ofClient(id.client), id) ?? covering(this.#doc.store.clients.get(id.client) ?? [], id)
    );
  }

  #ofClient(client: number): Structs {
    if (this.#byClient === null) {
      this.#byClient = new Map();
      for (const struct of this.#structs) {
        const list = this.#byClient.get(struct.id.client);
        if (list === undefined) this.#byClient.set(struct.id.client, [struct]);
        else list.push(struct);
      }
    }
    return this.#byClient.get(client) ?? [];
  }
}

type Step = { item: Y.Item | null; isSibling: boolean };

/** The item that holds `id` in a list ordered by clock. */
function covering(structs: readonly Structs[number][], id: Y.ID): Y.Item | null {
  let low = 0;
  let high = structs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const struct = structs[middle];
    if (struct === undefined) return null;
    if (id.clock < struct.id.clock) high = middle - 1;
    else if (id.clock >= struct.id.clock + struct.length) low = middle + 1;
    else return struct instanceof Y.Item ? struct : null;
  }
  return null;
}

/** Values are read by everybody, and written out as JSON by many. */
function checkValue(value: unknown): string | null {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxValueDepth) return "a value nests too deep";
    if (level.some((one) => typeof one === "bigint")) return "a number is of a kind that JSON does not have";
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return null;
}
