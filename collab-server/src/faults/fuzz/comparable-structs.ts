import * as Y from "yjs";

type Struct = Y.Item | Y.GC;

/** A struct as every replica has it: what it covers, and where it stands. Several rows of one client follow by clock. */
type Row = (string | number | boolean | null)[];

/**
 * The structs of a store in the one form in which replicas can be compared, whatever each of them has let go of. They
 * are read as they stand in memory, with the neighbours that they have there, and broken links are an error.
 *
 * Three things are not the same in replicas that have the same document, and are made the same here, nowhere else:
 * - What is deleted is kept by pages, whose editors carry late words over, and by a server only in blocks of a script and
 *   while it is open (`keepDeletedBlocks`); the log lets go of it when it is compacted. Of what stands in something
 *   deleted Yjs then keeps no more than the range: that, and that it is gone, is what is compared.
 * - Deleted letters melt into one struct with their neighbours only where both were let go of, or neither.
 * - Yjs looks for structs to melt only around what a transaction touched.
 */
export function comparableStructs(store: Y.Doc["store"]): [number, Row[]][] {
  return [...store.clients]
    .toSorted(([a], [b]) => a - b)
    .map(([client, structs]) => [client, rowsOf(structs as Struct[])]);
}

function rowsOf(structs: readonly Struct[]): Row[] {
  const rows: Row[] = [];
  let run: Struct[] = [];
  const close = () => {
    if (run.length > 0) rows.push(rowOf(run));
    run = [];
  };
  for (const struct of structs) {
    const last = run.at(-1);
    if (last !== undefined && !goesOn(last, struct)) close();
    run.push(struct);
  }
  close();
  return rows;
}

function isAllGone(struct: Struct): boolean {
  if (struct instanceof Y.GC) return true;
  const around = (struct.parent as Y.AbstractType<unknown>)._item;
  return around !== null && (around.deleted || isAllGone(around));
}

/** Whether Yjs could melt two structs into one, were both as they are after everything that can go has gone. */
function goesOn(one: Struct, next: Struct): boolean {
  if (isAllGone(one) || isAllGone(next)) return isAllGone(one) && isAllGone(next);
  if (!(one instanceof Y.Item) || !(next instanceof Y.Item)) return false;
  return (
    one.deleted === next.deleted &&
    one.right === next &&
    Y.compareIDs(next.origin, one.lastId) &&
    Y.compareIDs(one.rightOrigin, next.rightOrigin) &&
    (one.deleted || (one.content.constructor === next.content.constructor && canMelt(one)))
  );
}

function canMelt({ content }: Y.Item): boolean {
  return (
    content instanceof Y.ContentString || content instanceof Y.ContentAny || content instanceof Y.ContentJSON
  );
}

function rowOf(run: readonly Struct[]): Row {
  const [first, last] = [run[0]!, run.at(-1)!];
  const length = run.reduce((sum, struct) => sum + struct.length, 0);
  if (!(first instanceof Y.Item) || !(last instanceof Y.Item) || isAllGone(first)) {
    if (run.some((struct) => !struct.deleted)) throw new Error(`${place(first.id)} lives in what is deleted`);
    return ["gone", first.id.clock, length];
  }
  for (const item of run as readonly Y.Item[]) checkLinks(item);
  return [
    first.deleted ? "deleted" : first.content.constructor.name,
    first.id.clock,
    length,
    parentOf(first),
    first.parentSub,
    place(first.origin),
    place(first.rightOrigin),
    place(first.left?.lastId),
    place(last.right?.id),
  ];
}

function checkLinks(item: Y.Item): void {
  const { left, right } = item;
  if ((left !== null && left.right !== item) || (right !== null && right.left !== item))
    throw new Error(`${place(item.id)} is not the neighbour of its neighbours`);
}

function parentOf(item: Y.Item): string | null {
  const parent = item.parent as Y.AbstractType<unknown>;
  return parent._item === null ? Y.findRootTypeKey(parent) : place(parent._item.id);
}

function place(id: Y.ID | null | undefined): string | null {
  return id == null ? null : `${id.client}:${id.clock}`;
}
