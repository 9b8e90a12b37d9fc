import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { silentLog } from "@backlot/shared/server/logging";
import { aProject, openTestDatabase, until, type TestDatabase } from "./collab-fixture.ts";
import { openSpill } from "./spill.ts";
import { UpdateLog } from "./update-log.ts";

let database: TestDatabase;
let dir: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "backlot-spill-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function anotherProcess() {
  return openSpill({ dir, db: database.db, log: silentLog() });
}

async function written(document: string): Promise<number[][]> {
  const rows = await database.db
    .selectFrom("documentUpdate")
    .select("payload")
    .where("document", "=", document)
    .orderBy("seq")
    .execute();
  return rows.map(({ payload }) => [...payload]);
}

test("COL-41: edits that were left are written once, in order, when the database is back", async () => {
  const rows = [1, 2, 3].map((n) => ({ document: "one", payload: new Uint8Array([n]), userId: "ann" }));
  anotherProcess().keep({ rows, authors: [], writers: [] });
  const next = anotherProcess();
  database.setAway(true);
  await expect(next.played()).rejects.toThrow("the database is away");
  database.setAway(false);
  await Promise.all([next.played(), next.played()]);
  expect(await written("one")).toEqual([[1], [2], [3]]);
  await anotherProcess().played();
  expect(await written("one")).toHaveLength(3);
  expect(readdirSync(dir)).toEqual([]);
});

test("COL-41: a file that is not whole or not ours is put aside and stops nothing", async () => {
  writeFileSync(join(dir, "0.edits"), '{"document":"two","payload":"AQ==","userId":null}\n{"docu');
  const three = { document: "three", payload: new Uint8Array([7]), userId: null };
  anotherProcess().keep({ rows: [three], authors: [], writers: [] });
  await anotherProcess().played();
  expect(await written("two")).toEqual([]);
  expect(await written("three")).toEqual([[7]]);
  expect(readdirSync(dir)).toEqual(["0.edits.unreadable"]);
});

test("COL-22: who moved which field, and whose edits they are, is left and written with them", async () => {
  const projectId = await aProject(database.db);
  const log = new UpdateLog({ db: database.db, log: silentLog(), maxBackoffMs: 20 });
  database.setAway(true);
  const author = {
    projectId,
    object: "shot-1",
    field: "prompt",
    userId: "ann",
    userName: "Ann",
    at: new Date(1_000),
  };
  log.attribute({ ...author, userId: "bob", userName: "Bob" });
  log.stamp({ document: "four", clientId: 7, userId: "ann", userName: "Ann", isLive: true });
  log.append("four", new Uint8Array([0, 0]), "ann");
  const before = database.refused();
  await until("the database has refused", () => database.refused() > before);
  log.attribute(author);
  anotherProcess().keep(log.unwritten());
  database.setAway(false);
  await log.drain(10_000);
  await database.db.deleteFrom("fieldAuthor").execute();
  await database.db.deleteFrom("documentWriter").execute();

  await anotherProcess().played();
  const authors = await database.db.selectFrom("fieldAuthor").selectAll().execute();
  expect(authors).toMatchObject([author]);
  const writers = await database.db.selectFrom("documentWriter").selectAll().execute();
  expect(writers).toMatchObject([{ document: "four", userId: "ann", userName: "Ann", isLive: true }]);
});
