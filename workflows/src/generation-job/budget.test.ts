import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { columnNames } from "@backlot/shared/server/database";
import type { Database } from "@backlot/shared/server/database-schema";
import { spendingOf } from "@backlot/shared/server/spending";
import { release, reserve, settle } from "./budget.ts";

const migrations = join(import.meta.dirname, "../../../infra/migrations");
let db: Kysely<Database>;

beforeAll(async () => {
  const pglite = await PGlite.create();
  for (const name of (await readdir(migrations)).filter((file) => file.endsWith(".sql")).toSorted())
    await pglite.exec(await readFile(join(migrations, name), "utf8"));
  db = new Kysely<Database>({ dialect: new PGliteDialect({ pglite }), plugins: [columnNames()] });
  await db
    .insertInto("project")
    .values({ id: "p", title: "P", createdBy: "ana", budgetMicros: 100 })
    .execute();
});
afterAll(() => db.destroy());

function aJob(jobId: string, runId: string) {
  return { projectId: "p", runId, jobId };
}

test("RUN-15: reserves, settles and gives back, each once however often it is asked", async () => {
  const job = aJob("j1", "r1");
  for (let time = 0; time < 2; time += 1) await reserve(db, { ...job, amountMicros: 40, runLimitMicros: 60 });
  expect(await spendingOf(db, { runId: "r1" })).toEqual({ reserved: 40, spent: 0 });
  for (let time = 0; time < 2; time += 1) await settle(db, { ...job, costMicros: 25 });
  await release(db, job);
  expect(await spendingOf(db, { runId: "r1" })).toEqual({ reserved: 0, spent: 25 });
});

test("RUN-15: never reserves beyond the run's budget or the project's", async () => {
  const over = reserve(db, { ...aJob("j2", "r1"), amountMicros: 40, runLimitMicros: 60 });
  await expect(over).rejects.toMatchObject({
    code: "budget-exceeded",
    sentence: "The run's budget is used up.",
  });
  const project = reserve(db, { ...aJob("j3", "r2"), amountMicros: 80, runLimitMicros: 1000 });
  await expect(project).rejects.toMatchObject({ sentence: "The project's budget is used up." });
});

test("RUN-15: what failed is given back, and a job that costs nothing leaves no trace", async () => {
  const job = aJob("j4", "r3");
  await reserve(db, { ...job, amountMicros: 10, runLimitMicros: 10 });
  await release(db, job);
  expect(await spendingOf(db, { runId: "r3" })).toEqual({ reserved: 0, spent: 0 });
  await reserve(db, { ...aJob("j5", "r4"), amountMicros: 0, runLimitMicros: 0 });
  await settle(db, { ...aJob("j5", "r4"), costMicros: 0 });
  expect(await db.selectFrom("budgetEntry").selectAll().where("runId", "=", "r4").execute()).toEqual([]);
});
