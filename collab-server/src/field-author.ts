import type { Extension } from "@hocuspocus/server";
import * as Y from "yjs";
import { assetsRoot } from "@backlot/shared/documents/assets";
import { clipsRoot } from "@backlot/shared/documents/cut";
import { metaRoot } from "@backlot/shared/documents/meta";
import { parseDocumentName, type DocumentKind } from "@backlot/shared/documents/names";
import { scriptBody } from "@backlot/shared/documents/script";
import { shotsRoot } from "@backlot/shared/documents/shots";
import type { Log } from "@backlot/shared/server/logging";
import { isFromBus } from "./cluster/bus-origin.ts";
import { actorOfOrigin, isCommitted } from "./recorder.ts";
import type { Context } from "./seat.ts";
import type { UpdateLog } from "./update-log.ts";

/** A field that a transaction moved: `{ object: "shot:<id>", field: "size" }`. */
export type MovedField = { object: string; field: string };

/** Objects and fields beyond this length are some client's nonsense and not worth a row. */
const maxNameLength = 120;

/**
 * Remembers who last moved each field, which is how staleness names a person. Works from what really changed in the
 * document, so edits through any route are attributed alike.
 */
export function fieldAuthor(updateLog: UpdateLog, log: Log): Extension<Context> {
  return {
    // oxlint-disable-next-line require-await -- the hook's type asks for a promise
    async afterLoadDocument({ document, documentName }) {
      const { projectId, kind } = parseDocumentName(documentName);
      // What another server received is attributed there.
      const actorOfEdit = (origin: unknown) =>
        isCommitted(origin) || isFromBus(origin) ? null : actorOfOrigin(origin);
      const onMoved = (moved: MovedField[], origin: unknown) => {
        try {
          const actor = actorOfEdit(origin);
          if (actor === null) return;
          const at = new Date();
          for (const one of moved) {
            updateLog.attribute({ projectId, ...one, userId: actor.id, userName: actor.name, at });
          }
        } catch (error) {
          log.error({ err: error, document: documentName }, "an edit could not be attributed");
        }
      };
      observeMovedFields(document, kind, onMoved, (origin) => actorOfEdit(origin) !== null);
    },
  };
}

/**
 * Calls back in each transaction that moved fields, with the transaction's origin, where that is of interest. Gives a
 * function that stops it.
 */
export function observeMovedFields(
  doc: Y.Doc,
  kind: DocumentKind,
  onMoved: (moved: MovedField[], origin: unknown) => void,
  isWanted: (origin: unknown) => boolean = () => true,
): () => void {
  function tell(found: Iterable<MovedField>, origin: unknown): void {
    const moved = new Map<string, MovedField>();
    for (const one of found) {
      if (one.object.length > maxNameLength || one.field.length > maxNameLength) continue;
      if (`${one.object}${one.field}`.includes("\0")) continue;
      moved.set(`${one.object} ${one.field}`, one);
    }
    if (moved.size > 0) onMoved([...moved.values()], origin);
  }

  if (kind === "script") {
    const body = scriptBody(doc);
    // Yjs sorts the events of a deep observer by their paths, and looks through all blocks for the path of each.
    const observer = (transaction: Y.Transaction): void => {
      if (isWanted(transaction.origin)) tell(movedBlocks(body, transaction), transaction.origin);
    };
    doc.on("beforeObserverCalls", observer);
    return () => doc.off("beforeObserverCalls", observer);
  }
  const root = observedRoot(doc, kind);
  if (root === null) return () => {};
  const read = movedRecord(prefixes[kind] ?? kind);
  const observer = (events: Y.YEvent<Y.AbstractType<unknown>>[], { origin }: Y.Transaction): void => {
    if (isWanted(origin)) tell(events.flatMap(read), origin);
  };
  root.observeDeep(observer as never);
  return () => root.unobserveDeep(observer as never);
}

const prefixes: Partial<Record<DocumentKind, string>> = { assets: "asset", shots: "shot", cut: "clip" };

function observedRoot(doc: Y.Doc, kind: DocumentKind): Y.AbstractType<unknown> | null {
  if (kind === "assets") return assetsRoot(doc) as Y.AbstractType<unknown>;
  if (kind === "shots") return shotsRoot(doc) as Y.AbstractType<unknown>;
  if (kind === "cut") return clipsRoot(doc) as Y.AbstractType<unknown>;
  return kind === "project" ? (metaRoot(doc) as Y.AbstractType<unknown>) : null;
}

/** Fields of keyed records: a scalar, a shared text, or one entry of a collection (`presence:<assetId>`). */
function movedRecord(prefix: string) {
  return (event: Y.YEvent<Y.AbstractType<unknown>>): MovedField[] => {
    const keys = event instanceof Y.YMapEvent ? [...event.keysChanged] : [];
    const [id, field] = event.path;
    if (prefix === "project") return keys.map((key) => ({ object: "project", field: String(key) }));
    // A new record, or one replaced as a whole.
    if (id === undefined) return keys.map((key) => ({ object: `${prefix}:${key}`, field: "created" }));
    const object = `${prefix}:${id}`;
    if (field === undefined) return keys.map((key) => ({ object, field: String(key) }));
    if (field === "presence") return keys.map((key) => ({ object, field: `presence:${key}` }));
    return [{ object, field: String(field) }];
  };
}

/** Blocks of the screenplay: any change of a block, or its arrival or removal, moves its `text`. */
function* movedBlocks(body: Y.XmlFragment, transaction: Y.Transaction): Generator<MovedField> {
  for (const type of transaction.changed.keys() as Iterable<Y.AbstractType<unknown>>) {
    for (const element of changedElements(body, type, transaction)) {
      const id = blockId(element);
      if (id !== null) yield { object: `block:${id}`, field: "text" };
    }
  }
}

/** The blocks that a change of one shared type is of: those that it added or deleted, or the one that it is within. */
function changedElements(
  body: Y.XmlFragment,
  type: Y.AbstractType<unknown>,
  transaction: Y.Transaction,
): Y.AbstractType<unknown>[] {
  if (type === (body as unknown)) {
    const { added, deleted } = new Y.YEvent(body, transaction).changes;
    return [...added, ...deleted].flatMap(({ content }) =>
      content instanceof Y.ContentType ? [content.type] : [],
    );
  }
  let element = type;
  while (element.parent !== null && element.parent._item !== null) element = element.parent;
  return element.parent === (body as unknown) ? [element] : [];
}

/** The id attribute, also of an element that this transaction deleted, whose attributes are marked deleted too. */
function blockId(type: Y.AbstractType<unknown>): string | null {
  const content = type._map.get("id")?.content;
  const value: unknown = content instanceof Y.ContentAny ? content.arr.at(-1) : null;
  return typeof value === "string" && value !== "" ? value : null;
}
