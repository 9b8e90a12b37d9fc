import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Client } from "pg";
import { projectRoot } from "../project-root.ts";
import { tempDir } from "../temp-dir.ts";
import { migrate, readMigrations } from "./migrate.ts";

let database: PGlite;

/** PGlite's own API as far as a migration uses a client: several statements a call when there are no values. */
const client = () =>
  ({
    query: async (sql: string, values?: unknown[]) =>
      values ? database.query(sql, values) : ((await database.exec(sql)).at(-1) ?? { rows: [] }),
  }) as unknown as Pick<Client, "query">;

beforeAll(async () => {
  database = await PGlite.create();
});
beforeEach(async () => {
  await database.exec("drop schema public cascade; create schema public");
});
afterAll(() => database.close());

function folderOf(path: string, files: Record<string, string>): string {
  mkdirSync(path, { recursive: true });
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(path, name), sql);
  return path;
}

const first = { "20260101000000_scene.sql": "create table scene (id int); create table beat (id int);" };
const second = { "20260102000000_shot.sql": "create table shot (id int); insert into shot values (7);" };

test("applies files in the order of their names, and only once", async () => {
  using dir = tempDir();
  const folder = folderOf(dir.path, { ...second, ...first });
  const names = ["20260101000000_scene.sql", "20260102000000_shot.sql"];
  expect(await migrate(client(), await readMigrations(folder))).toEqual(names);
  expect(await migrate(client(), await readMigrations(folder))).toEqual([]);
  expect((await database.query("select * from shot")).rows).toEqual([{ id: 7 }]);
});

test("leaves nothing of a file that fails, and keeps the ones before it", async () => {
  using dir = tempDir();
  const folder = folderOf(dir.path, {
    ...first,
    "20260102000000_bad.sql": "create table take (id int); select 1/0;",
  });
  await expect(migrate(client(), await readMigrations(folder))).rejects.toThrow(
    "The migration 20260102000000_bad.sql could not be applied: division by zero",
  );
  const { rows } = await database.query(
    "select to_regclass('take') as take, to_regclass('scene')::text as scene",
  );
  expect(rows).toEqual([{ take: null, scene: "scene" }]);
});

test("refuses a file that was changed or removed after it was applied", async () => {
  using dir = tempDir();
  await migrate(client(), await readMigrations(folderOf(dir.path, first)));
  folderOf(dir.path, { "20260101000000_scene.sql": "create table scene (id bigint)" });
  await expect(migrate(client(), await readMigrations(dir.path))).rejects.toThrow(
    "was changed after it was applied",
  );
  await expect(migrate(client(), [])).rejects.toThrow("is missing from infra/migrations");
});

test("applies every migration of the project to an empty database", async () => {
  const migrations = await readMigrations(join(projectRoot, "infra", "migrations"));
  expect(await migrate(client(), migrations)).toEqual(migrations.map(({ name }) => name));
});
