import {
  MessageType,
  OutgoingMessage,
  type Connection,
  type Document,
  type Extension,
} from "@hocuspocus/server";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { Log } from "@backlot/shared/server/logging";
import { KnownDeletions } from "./known-deletions.ts";
import type { Context } from "./seat.ts";
import type { Snapshots } from "./snapshots.ts";

/** Kinds of sync message, as y-protocols numbers them. */
const stateVector = 0;
const answer = 1;

export type LeanSyncOptions = {
  snapshots: Snapshots;
  /** Of a document without its content nothing is known. */
  isAsleep: (document: Document) => boolean;
  log: Log;
};

/**
 * Answers the first sync of a client that says which snapshot it has just applied: with the edits since, instead of
 * everything by state vector. The client has nothing of its own yet, so it is asked for nothing either. Whoever comes
 * back with a copy and tells all that is deleted is not listened to for what is known. Any other message, and any
 * snapshot that is not the present one, goes the ordinary way.
 */
export function leanSync({ snapshots, isAsleep, log }: LeanSyncOptions): Extension<Context> {
  const known = new KnownDeletions();

  function answers(connection: Connection<Context>, data: Uint8Array): boolean {
    const { snapshotId } = connection.context;
    if (snapshotId === undefined || !isFirstSync(data)) return false;
    // Once: what the client has later is its own matter.
    delete connection.context.snapshotId;
    const since = snapshots.since(connection.document, snapshotId);
    if (since === null) return false;
    const message = new OutgoingMessage(connection.messageAddress).createSyncMessage();
    encoding.writeVarUint(message.encoder, answer);
    encoding.writeVarUint8Array(message.encoder, since);
    connection.send(message.toUint8Array());
    return true;
  }

  return {
    // oxlint-disable-next-line require-await -- the hook's type asks for a promise
    async afterLoadDocument({ document }) {
      known.watch(document);
      const add = document.addConnection.bind(document);
      // The only moment at which a connection exists and none of its messages was handled yet.
      document.addConnection = (connection) => {
        const handle = connection.handleMessage.bind(connection);
        connection.handleMessage = (data) => {
          try {
            if (answers(connection as Connection<Context>, data)) return;
          } catch (error) {
            log.warn({ err: error }, "a first sync could not be answered from the snapshot");
          }
          handle((isAsleep(document) ? null : known.withoutThem(document, data)) ?? data);
        };
        return add(connection);
      };
    },
  };
}

function isFirstSync(data: Uint8Array): boolean {
  const decoder = decoding.createDecoder(data);
  decoding.readVarString(decoder);
  return decoding.readVarUint(decoder) === MessageType.Sync && decoding.readVarUint(decoder) === stateVector;
}
