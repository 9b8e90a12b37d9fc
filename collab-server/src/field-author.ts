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
      observeMovedFields(document, kind, (moved, origin) => {
        try {
          const actor = actorOfOrigin(origin);
          // What another server received is attributed there.
          if (actor === null || isCommitted(origin) || isFromBus(origin)) return;
          const at = new Date();
          for (const one of moved) {
            updateLog.attribute({ projectId, ...one, userId: actor.id, userName: actor.name, at });
          }
        } catch (error) {
          log.error({ err: error, document: documentName }, "an edit could not be attributed");
        }
      });
    },
  };
}

/** Calls back after each transaction that moved fields, with the transaction's origin. Gives a function that stops it. */
export function observeMovedFields(
  doc: Y.Doc,
  kind: DocumentKind,
  onMoved: (moved: MovedField[], origin: unknown) => void,
): () => void {
  const root = observedRoot(doc, kind);
  if (root === null) return () => {};
  const read = kind === "script" ? movedBlock : movedRecord(prefixes[kind] ?? kind);
  function observer(events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void {
    const moved = new Map<string, MovedField>();
    for (const event of events) {
      for (const one of read(event)) {
        if (one.object.length > maxNameLength || one.field.length > maxNameLength) continue;
        if (`${one.object}${one.field}`.includes("\0")) continue;
        moved.set(`${one.object} ${one.field}`, one);
      }
    }
    if (moved.size > 0) onMoved([...moved.values()], transaction.origin);
  }
  root.observeDeep(observer as never);
  return () => root.unobserveDeep(observer as never);
}

const prefixes: Partial<Record<DocumentKind, string>> = { assets: "asset", shots: "shot", cut: "clip" };

function observedRoot(doc: Y.Doc, kind: DocumentKind): Y.AbstractType<unknown> | null {
  if (kind === "assets") return assetsRoot(doc) as Y.AbstractType<unknown>;
  if (kind === "shots") return shotsRoot(doc) as Y.AbstractType<unknown>;
  if (kind === "cut") return clipsRoot(doc) as Y.AbstractType<unknown>;
  if (kind === "script") return scriptBody(doc) as Y.AbstractType<unknown>;
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
function movedBlock(event: Y.YEvent<Y.AbstractType<unknown>>): MovedField[] {
  const { target } = event;
  if (target._item === null) {
    const { added, deleted } = event.changes;
    return [...added, ...deleted].flatMap((item) => {
      const id = item.content instanceof Y.ContentType ? blockId(item.content.type) : null;
      return id === null ? [] : [{ object: `block:${id}`, field: "text" }];
    });
  }
  let element: Y.AbstractType<unknown> | null = target;
  while (element !== null && element.parent?._item !== null && element.parent !== null)
    element = element.parent;
  const id = element === null ? null : blockId(element);
  return id === null ? [] : [{ object: `block:${id}`, field: "text" }];
}

/** The id attribute, also of an element that this transaction deleted, whose attributes are marked deleted too. */
function blockId(type: Y.AbstractType<unknown>): string | null {
  const content = type._map.get("id")?.content;
  const value: unknown = content instanceof Y.ContentAny ? content.arr.at(-1) : null;
  return typeof value === "string" && value !== "" ? value : null;
}
