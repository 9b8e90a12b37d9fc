import type { Connection, Document, Extension } from "@hocuspocus/server";
import { parseDocumentName, type DocumentKind } from "@backlot/shared/documents/names";
import type { Log } from "@backlot/shared/server/logging";
import type { Gaps } from "./gaps.ts";
import { Refusal } from "./refusal.ts";
import { closeSeat, type Context } from "./seat.ts";
import { tokenBucket, type TokenBucket } from "./token-bucket.ts";
import type { Turn } from "./turns.ts";
import { checkUpdate, letsInTooDeep, updateLimits } from "./update-check.ts";
import type { UpdateLog } from "./update-log.ts";

/** Kinds of sync message, as y-protocols numbers them. */
const ask = 0;
const catchUp = 1;
const edit = 2;

/**
 * How often one person may ask for what a document holds: in the long run a second, and at once, with many tabs that
 * come back together. An answer may be the whole document, so asking costs little and answering much.
 */
export const askLimits = { perSecond: 2, atOnce: 100 } as const;

/** Looking at an update of this size, or answering a question, takes long enough for others to have their turn first. */
const heavyBytes = 16 * 1024;

export type FrameGuardOptions = { updateLog: UpdateLog; gaps: Gaps; turn: Turn; log: Log };

export type FrameGuard = Extension<Context> & {
  /** Whether a live edit may be applied at once: it is small, its sender may write, and nothing about it is unusual. */
  passes: (update: Uint8Array, kind: DocumentKind, connection: Connection) => boolean;
};

/**
 * Looks at every update before it is applied. Yjs itself swallows what it cannot decode, and the sender would be told
 * that it was saved; here the sender is cut off instead, and nothing of the update gets in.
 */
export function frameGuard({ updateLog, gaps, turn, log }: FrameGuardOptions): FrameGuard {
  const asking = new WeakMap<Document, Map<string, TokenBucket>>();

  function mayAsk(document: Document, userId: string): boolean {
    const people = asking.get(document) ?? new Map<string, TokenBucket>();
    asking.set(document, people);
    const bucket = people.get(userId) ?? tokenBucket(askLimits.perSecond, askLimits.atOnce);
    people.set(userId, bucket);
    return bucket.take(1);
  }

  return {
    passes(update, kind, connection) {
      const { document, readOnly } = connection;
      if (readOnly || gaps.hasEnded(connection) || updateLog.isFull || document.store.pendingStructs !== null)
        return false;
      if (update.byteLength <= 2 || update.byteLength > heavyBytes) return false;
      return checkUpdate(update, kind, document, updateLimits.edit) === null;
    },
    async beforeSync({ type, payload, document, documentName, connection, context }) {
      if (type === ask || payload.byteLength > heavyBytes) await turn(context.seat ?? connection);
      if (type === ask && !mayAsk(document, context.seat?.claims?.userId ?? "")) {
        log.warn({ document: documentName, userId: context.seat?.claims?.userId }, "asked too often");
        if (context.seat !== undefined) closeSeat(context.seat, "tooMany");
        throw new Refusal("tooMany");
      }
      if ((type !== catchUp && type !== edit) || connection.readOnly || payload.byteLength <= 2) return;
      const { seat } = context;
      if (gaps.hasEnded(connection)) throw new Refusal("invalidUpdate");
      // Messages of one connection are applied one after the other, so this is true of the next change it makes.
      (connection.context as Context).isLiveEdit = type === edit;
      if (updateLog.isFull) {
        if (seat !== undefined) closeSeat(seat, "unavailable");
        throw new Refusal("unavailable");
      }
      const limit = type === edit ? updateLimits.edit : updateLimits.catchUp;
      const { kind } = parseDocumentName(documentName);
      const problem = checkUpdate(payload, kind, document, limit);
      if (problem === null) {
        // What waits in the document may be let in by this edit; should it be bad, that is not this sender's doing.
        if (letsInTooDeep(payload, document)) gaps.drop(document);
        return;
      }
      log.warn({ document: documentName, userId: seat?.claims?.userId, problem }, "an update was refused");
      if (seat !== undefined) closeSeat(seat, "invalidUpdate");
      throw new Refusal("invalidUpdate");
    },
  };
}
