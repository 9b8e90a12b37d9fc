import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { expect, test, vi } from "vitest";
import type { Database } from "@backlot/shared/server/database-schema";
import * as Y from "yjs";
import { silentLog } from "@backlot/shared/server/logging";
import { UpdateLog } from "./update-log.ts";

/** A database that takes everything at once. */
function willingDatabase(): Kysely<Database> {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

test("COL-1: an edit waits at most 50 ms before it goes to the database", async () => {
  vi.useFakeTimers();
  const log = new UpdateLog({ db: willingDatabase(), log: silentLog() });
  log.append("one", new Uint8Array([0, 0]), "ann");
  expect(log.pendingRows).toBe(1);
  await vi.advanceTimersByTimeAsync(50);
  expect(log.pendingRows).toBe(0);
  vi.useRealTimers();
});

test("COL-9: edits that were written as one row count as one row for compaction", async () => {
  const log = new UpdateLog({ db: willingDatabase(), log: silentLog(), gatherMs: 0 });
  const grew: [string, number][] = [];
  log.onCommitted((document, rows) => grew.push([document, rows]));
  const doc = new Y.Doc();
  doc.on("update", (update: Uint8Array) => log.append("one", update, "ann"));
  for (let edit = 0; edit < 20; edit += 1) doc.getText("words").insert(edit, "x");
  log.append("one", Y.encodeStateAsUpdate(doc), "bob");
  log.append("two", Y.encodeStateAsUpdate(doc), "ann");
  await log.settled();
  expect(grew).toEqual([
    ["one", 2],
    ["two", 1],
  ]);
});

test("COL-22: what is left for the next server holds the authors of what is on its way too", async () => {
  const db = willingDatabase();
  const log = new UpdateLog({ db, log: silentLog(), gatherMs: 0 });
  const author = {
    projectId: "p",
    object: "shot-1",
    field: "prompt",
    userId: "bob",
    userName: "Bob",
    at: new Date(1),
  };
  log.attribute(author);
  log.stamp({ document: "one", clientId: 7, userId: "ann", userName: "Ann", isLive: true });
  log.append("one", new Uint8Array([0, 0]), "ann");
  log.attribute({ ...author, userId: "ann", userName: "Ann" });
  const { rows, authors, writers } = log.unwritten();
  expect(rows).toMatchObject([{ document: "one", userId: "ann" }]);
  expect(authors).toMatchObject([{ userName: "Ann" }]);
  expect(writers).toHaveLength(1);
  await log.settled();
  expect(log.unwritten()).toEqual({ rows: [], authors: [], writers: [] });
});
