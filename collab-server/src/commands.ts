import type { Document, Hocuspocus } from "@hocuspocus/server";
import { sql, type Kysely, type Transaction } from "kysely";
import * as Y from "yjs";
import { commandRequest, commandTarget, type CommandRequest } from "@backlot/shared/documents/commands";
import { documentName, type DocumentKind } from "@backlot/shared/documents/names";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Log } from "@backlot/shared/server/logging";
import { applyCommand } from "./apply-command.ts";
import { observeMovedFields, type MovedField } from "./field-author.ts";
import type { Cluster } from "./cluster/cluster.ts";
import { applyStored, loadStored, readStored } from "./load.ts";
import { upsertAuthors, upsertWriters, writeEdits } from "./log-statements.ts";
import type { Context } from "./seat.ts";
import type { Spill } from "./spill.ts";
import { mergeMany } from "./merge-many.ts";
import type { UpdateLog } from "./update-log.ts";
import type { VersionKeeper } from "./version-keeper.ts";

export type CommandsOptions = {
  db: Kysely<Database>;
  updateLog: UpdateLog;
  spill: Spill | null;
  hocuspocus: Hocuspocus<Context>;
  log: Log;
  /** Keeps the script as it is before a command replaces much of it. */
  keepBefore: VersionKeeper["keepBefore"];
  onCommitted?: (document: string, rows: number, bytes: number) => void;
  /** The other servers, where there are some. */
  cluster?: Cluster | null;
  /** Reads the content of an open document that sleeps. */
  wake: (document: Document) => Promise<void>;
};

export type Commands = { run: (request: CommandRequest) => Promise<unknown> };

/** Pauses between attempts to commit, ms. */
const commitPauses = [100, 400, 1_600];

type Worked = { answer: unknown; update: Uint8Array | null; moved: MovedField[]; clientId: number };

/**
 * Commands from servers and workflows: applied once per key, answered after commit.
 *
 * A command is worked out on a copy, its edit is committed together with its answer in one transaction, and only then
 * does the live document receive the edit. So nobody ever sees a command that could still be lost, a command that
 * fails has changed nothing, and a repeated key finds the answer. Where there are several servers, a lock in the
 * database puts their commands on one document in a row.
 */
export function createCommands(options: CommandsOptions): Commands {
  const { db, updateLog, spill, hocuspocus, log, keepBefore, onCommitted, wake, cluster = null } = options;
  const running = new Map<string, Promise<unknown>>();
  const turns = new Map<string, Promise<unknown>>();
  /** Edits whose commit was neither confirmed nor refused; should the answer turn out to be stored, they are applied. */
  const unconfirmed = new Map<string, Uint8Array>();

  async function run(input: CommandRequest): Promise<unknown> {
    const request = commandRequest.parse(input);
    const present = running.get(request.key);
    if (present !== undefined) return present;
    const name = documentName({
      projectId: request.projectId,
      kind: commandTarget[request.command.type] satisfies DocumentKind,
    });
    // Two commands on one document take turns: the second must see what the first did.
    const turn = (turns.get(name) ?? Promise.resolve()).catch(() => {}).then(() => once(request, name));
    running.set(request.key, turn);
    turns.set(name, turn);
    try {
      return await turn;
    } finally {
      running.delete(request.key);
      if (turns.get(name) === turn) turns.delete(name);
    }
  }

  async function once(request: CommandRequest, name: string): Promise<unknown> {
    const stored = await reachable(() => storedAnswer(db, request.key));
    if (stored !== null) {
      const update = unconfirmed.get(request.key);
      if (update !== undefined) await applyLive(name, update, request);
      unconfirmed.delete(request.key);
      return stored.answer;
    }
    const copy = await copyOf(name);
    await reachable(() => keepBefore(copy, request));
    const state = cluster === null ? null : Y.encodeStateAsUpdate(copy);
    const here = state === null ? workOut(copy, request) : null;
    // The edit may build on edits that are not written yet; a row must not be stored before what it builds on.
    await updateLog.settled();
    const { worked, earlier } = await commit(
      request,
      name,
      (trx) => here ?? workOutAlone(trx, state as Uint8Array, name, request),
    );
    if (earlier !== null) return earlier.answer;
    if (worked.update !== null) {
      onCommitted?.(name, 1, worked.update.byteLength);
      await applyLive(name, worked.update, request);
    }
    return worked.answer;
  }

  /** With other servers about: nobody else's command on this document is between the reading and the commit. */
  async function workOutAlone(
    trx: Transaction<Database>,
    state: Uint8Array,
    name: string,
    request: CommandRequest,
  ): Promise<Worked> {
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, state);
    applyStored(copy, await readStored(trx, name));
    return workOut(copy, request);
  }

  /** The document as it is right now: the live one if it is open, otherwise the stored one. */
  async function copyOf(name: string): Promise<Y.Doc> {
    const copy = new Y.Doc();
    const live = await liveDocument(name);
    if (live !== null) Y.applyUpdate(copy, Y.encodeStateAsUpdate(live));
    else {
      await reachable(async () => spill?.played());
      applyStored(copy, await reachable(() => loadStored(db, name)));
    }
    return copy;
  }

  async function liveDocument(name: string): Promise<Document | null> {
    const loading = hocuspocus.loadingDocuments.get(name);
    if (loading !== undefined) await loading.catch(() => null);
    const document = hocuspocus.documents.get(name) ?? null;
    if (document !== null) await reachable(() => wake(document));
    return document;
  }

  /** What was committed now, or the earlier answer when the key was already there. */
  async function commit(
    request: CommandRequest,
    name: string,
    work: (trx: Transaction<Database>) => Worked | Promise<Worked>,
  ): Promise<{ worked: Worked; earlier: { answer: unknown } | null }> {
    for (let attempt = 0; ; attempt += 1) {
      let worked: Worked | null = null;
      try {
        return await db.transaction().execute(async (trx) => {
          worked = await work(trx);
          return { worked, earlier: await store(trx, request, name, worked) };
        });
      } catch (error) {
        if (error instanceof AppError) throw error;
        const { update = null } = (worked ?? {}) as Partial<Worked>;
        if (update !== null) unconfirmed.set(request.key, update);
        const pause = commitPauses[attempt];
        if (pause === undefined) throw unavailable(error);
        log.warn({ err: error, key: request.key }, "a command could not be committed, trying again");
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  async function applyLive(name: string, update: Uint8Array, request: CommandRequest): Promise<void> {
    const document = await liveDocument(name);
    if (document === null) {
      cluster?.relay.announce(name, update, request.actor);
      return;
    }
    // With gaps the edit may release other edits that waited for it, and those are not in the log yet.
    const isWhole = document.store.pendingStructs === null && document.store.pendingDs === null;
    const context: Context = { actor: request.actor, ...(isWhole ? { isCommitted: true } : {}) };
    Y.applyUpdate(document, update, { source: "local", skipStoreHooks: true, context });
  }

  return { run };
}

/** Carries the command out on the copy and keeps what it changed. */
function workOut(copy: Y.Doc, request: CommandRequest): Worked {
  const updates: Uint8Array[] = [];
  const moved: MovedField[] = [];
  copy.on("update", (update: Uint8Array) => updates.push(update));
  observeMovedFields(copy, commandTarget[request.command.type], (fields) => moved.push(...fields));
  const answer = applyCommand(copy, request, Date.now());
  copy.destroy();
  return {
    answer,
    moved,
    clientId: copy.clientID,
    update: updates.length === 0 ? null : mergeMany(updates),
  };
}

async function store(
  trx: Transaction<Database>,
  request: CommandRequest,
  document: string,
  { answer, update, moved, clientId }: Worked,
): Promise<{ answer: unknown } | null> {
  const inserted = await trx
    .insertInto("documentCommand")
    .values({
      key: request.key,
      document,
      command: JSON.stringify(summary(request)),
      answer: JSON.stringify(answer),
    })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .returning("key")
    .executeTakeFirst();
  if (inserted === undefined) return storedAnswer(trx, request.key);
  if (update === null) return null;
  await writeEdits(trx, [{ document, payload: update, userId: request.actor.id }]);
  if (commandTarget[request.command.type] === "script") {
    const { id: userId, name: userName } = request.actor;
    await upsertWriters(trx, [{ document, clientId, userId, userName, isLive: true }]);
  }
  await upsertAuthors(
    trx,
    moved.map((one) => ({
      ...one,
      projectId: request.projectId,
      userId: request.actor.id,
      userName: request.actor.name,
      at: new Date(),
    })),
  );
  return null;
}

async function storedAnswer(db: Kysely<Database>, key: string): Promise<{ answer: unknown } | null> {
  const row = await db
    .selectFrom("documentCommand")
    .select("answer")
    .where("key", "=", key)
    .executeTakeFirst();
  return row === undefined ? null : { answer: row.answer };
}

/** What is worth keeping of a command: a whole screenplay is in the log already. */
function summary({ actor, command }: CommandRequest): unknown {
  if (command.type === "importScript") {
    return { actor, command: { type: command.type, characters: command.fountain.length } };
  }
  if (command.type === "restoreScript") {
    return { actor, command: { type: command.type, blocks: command.screenplay.blocks.length } };
  }
  return { actor, command };
}

async function reachable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof AppError ? error : unavailable(error);
  }
}

function unavailable(cause: unknown): AppError {
  return new AppError("documents-unavailable", {
    sentence: "The documents cannot be written right now; nothing was changed.",
    nextStep: "Try again in a moment.",
    cause,
  });
}
