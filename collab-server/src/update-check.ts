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
  if (namesWriterTwice(structs)) return "it says two things about one writer";
  const allowed = new Set(documentRoots[kind]);
  const depths = new TypeDepths(doc, [structs]);
  for (const struct of structs) {
    if (!isRange(struct.id, struct.length)) return "a part of it is empty";
    if (!(struct instanceof Y.Item)) continue;
    const problem = checkItem(struct, allowed, depths);
    if (problem !== null) return problem;
  }
  return null;
}

/**
 * Whether types that wait in the document would nest too deep once this update, which was found good by itself, lets
 * them in. Should the two say different things about one part, both are believed: which of them Yjs takes depends on
 * what it can take in first.
 */
export function letsInTooDeep(update: Uint8Array, doc: Y.Doc): boolean {
  const waiting = doc.store.pendingStructs;
  if (waiting === null) return false;
  // Found out without reading what waits.
  const { to } = Y.parseUpdateMeta(update);
  if (![...to.keys()].some((client) => waiting.missing.has(client))) return false;
  const said = [Y.decodeUpdate(update).structs, Y.decodeUpdateV2(waiting.update).structs];
  const depths = new TypeDepths(doc, said);
  return said.flat().some((struct) => isType(struct) && depths.of(struct) > maxTypeDepth);
}

function isType(struct: Structs[number]): struct is Y.Item {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentType;
}

/** Yjs writes what there is of a writer in one place and in order. Of two places it would read the second only. */
function namesWriterTwice(structs: Structs): boolean {
  const named = new Set<number>();
  let present: number | null = null;
  let end = 0;
  for (const { id, length } of structs) {
    if (id.client !== present && named.has(id.client)) return true;
    if (id.client === present && id.clock < end) return true;
    named.add(id.client);
    present = id.client;
    end = id.clock + length;
  }
  return false;
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
  if (isType(item) && depths.of(item) > maxTypeDepth) return "types nest too deep";
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) {
    for (const value of content.arr as unknown[]) {
      const problem = checkValue(value);
      if (problem !== null) return problem;
    }
  }
  return null;
}

/** Depth of types, following parents through what is in the document and what updates say. */
class TypeDepths {
  readonly #doc: Y.Doc;
  readonly #said: readonly Structs[];
  readonly #known = new Map<Y.Item, number>();
  #byClient: Map<number, Structs>[] | null = null;

  constructor(doc: Y.Doc, said: readonly Structs[]) {
    this.#doc = doc;
    this.#said = said;
  }

  /**
   * Levels below the root; infinite for what stands in or beside itself. Iterative, because what is measured here may
   * be made to overflow a stack, and each item is looked at once, because there may be many beside one another.
   */
  of(start: Y.Item): number {
    const path = [start];
    const entered = new Set<Y.Item>();
    for (let item = path.at(-1); item !== undefined; item = path.at(-1)) {
      const steps = this.#up(item);
      const unknown = steps.items.filter((one) => !this.#known.has(one));
      if (unknown.length === 0) {
        const above = Math.max(0, ...steps.items.map((one) => this.#known.get(one) ?? 0));
        // An item beside another is as deep as that; of one that nobody has yet, nothing is known.
        this.#known.set(item, steps.areBeside ? Math.max(1, above) : above + 1);
        path.pop();
      } else if (entered.has(item)) {
        return Infinity;
      } else {
        entered.add(item);
        path.push(...unknown);
      }
    }
    return this.#known.get(start) ?? 1;
  }

  /** What the item stands in, or beside. */
  #up(item: Y.Item): { items: Y.Item[]; areBeside: boolean } {
    const parent: unknown = item.parent;
    if (parent instanceof Y.ID) return { items: this.#find(parent), areBeside: false };
    if (parent instanceof Y.AbstractType)
      return { items: parent._item === null ? [] : [parent._item], areBeside: false };
    const beside = typeof parent === "string" ? null : (item.origin ?? item.rightOrigin);
    if (beside === null) return { items: [], areBeside: false };
    return { items: this.#find(beside), areBeside: true };
  }

  /** What the document has is as it is there, whatever an update says about it: Yjs takes no second word. */
  #find(id: Y.ID): Y.Item[] {
    const present = this.#doc.store.clients.get(id.client);
    const last = present?.at(-1);
    if (present !== undefined && last !== undefined && id.clock < last.id.clock + last.length)
      return coveringIn([present], id);
    this.#byClient ??= this.#said.map((structs) => Map.groupBy(structs, ({ id: { client } }) => client));
    return coveringIn(
      this.#byClient.map((clients) => clients.get(id.client) ?? []),
      id,
    );
  }
}

function coveringIn(lists: readonly Structs[], id: Y.ID): Y.Item[] {
  return lists.map((structs) => covering(structs, id)).filter((item) => item !== null);
}

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
