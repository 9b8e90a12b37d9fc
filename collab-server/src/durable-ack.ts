import {
  OutgoingMessage,
  type Connection,
  type Document,
  type Extension,
  type Hocuspocus,
} from "@hocuspocus/server";
import { z } from "zod";
import type { Log } from "@backlot/shared/server/logging";
import type { Gaps } from "./gaps.ts";
import { safely } from "./safely.ts";
import { closeSeat, type Context } from "./seat.ts";
import type { UpdateLog } from "./update-log.ts";

export type DurableAckOptions = {
  updateLog: UpdateLog;
  gaps: Gaps;
  log: Log;
  hocuspocus: () => Hocuspocus;
};

const mark = z.object({ mark: z.number().int().min(0) });

/**
 * Tells a client when its edits are safe. After its edits a client sends `{"mark": n}`; messages of one document are
 * handled in order, so all of them are in the log's queue by then, and `{"durable": n}` goes back once that is
 * committed. A state vector could not promise this: it does not move when text is deleted.
 *
 * A reader gets no answer, because nothing of theirs is kept. A client whose edits build on something that never
 * arrived is asked for what is missing first.
 */
export function durableAck({ updateLog, gaps, log, hocuspocus }: DurableAckOptions): Extension<Context> {
  const newest = new WeakMap<Connection, number>();

  /** Connections that were asked for what is missing, until it came or they are gone. */
  const asked = new WeakSet<Connection>();

  async function answer(connection: Connection, document: Document, n: number): Promise<void> {
    if (gaps.has(document, connection)) {
      if (!asked.has(connection)) ask(connection, document);
      const isWhole = await gaps.untilWhole(document, connection);
      asked.delete(connection);
      // What was dropped is not in the log, and its sender is on the way out.
      if (!isWhole) return;
    }
    await updateLog.settled();
    // A newer mark covers this one, and its answer follows.
    if ((newest.get(connection) ?? n) > n || !document.hasConnection(connection)) return;
    connection.sendStateless(JSON.stringify({ durable: n }));
  }

  function ask(connection: Connection, document: Document): void {
    asked.add(connection);
    connection.send(
      new OutgoingMessage(connection.messageAddress)
        .createSyncMessage()
        .writeFirstSyncStepFor(document)
        .toUint8Array(),
    );
  }

  return {
    // oxlint-disable-next-line require-await -- the hook's type asks for a promise
    async afterLoadDocument({ document }) {
      gaps.watch(document);
    },
    onStateless: safely(log, "onStateless", ({ connection, document, payload }) => {
      const parsed = mark.safeParse(parseJson(payload));
      if (!parsed.success || connection.readOnly) return;
      const { seat } = connection.context as Context;
      // The document was unloaded under this connection: what arrives here goes nowhere, so have the client come back.
      if (hocuspocus().documents.get(document.name) !== document) {
        if (seat !== undefined) closeSeat(seat, "restart");
        return;
      }
      newest.set(connection, Math.max(newest.get(connection) ?? 0, parsed.data.mark));
      answer(connection, document, parsed.data.mark).catch((error: unknown) =>
        log.error({ err: error }, "a mark could not be answered"),
      );
    }),
  };
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}
