import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveWire } from "./wire.ts";

let database: PGlite;
let port: number;
let pool: pg.Pool;
const problems: string[] = [];
const connection = () => ({
  host: "127.0.0.1",
  port,
  user: "backlot",
  password: "hush",
  database: "postgres",
});

beforeAll(async () => {
  database = await PGlite.create();
  const served = await serveWire({
    execute: (message, onRawData) => database.execProtocolRawStream(message, { onRawData }),
    password: "hush",
    serverVersion: "18.6",
    port: 0,
    idleInTransactionMs: 300,
    onProblem: (sentence) => problems.push(sentence),
  });
  port = served.port;
  pool = new pg.Pool({ ...connection(), max: 12 });
  pool.on("error", () => {});
  await pool.query("create table line (id serial primary key, text text)");
});

afterAll(async () => {
  await pool.end();
  await database.close();
});

test("gives each of many connections its own answer, large statements among small ones", async () => {
  const large = "y".repeat(300_000);
  const answers = await Promise.all(
    Array.from({ length: 120 }, async (_, n) => {
      const statement = n % 3 ? "select $1::int as n" : "select $1::int as n, length($2::text) as long";
      const { rows } = await pool.query<{ n: number }>(statement, n % 3 ? [n] : [n, large]);
      return rows[0]?.n;
    }),
  );
  expect(answers).toEqual(Array.from({ length: 120 }, (_, n) => n));
});

test("runs one transaction at a time, so that none sees another half done", async () => {
  await pool.query("create table counter (n int); insert into counter values (0)");
  await Promise.all(
    Array.from({ length: 25 }, async () => {
      const client = await pool.connect();
      await client.query("begin");
      const { rows } = await client.query<{ n: number }>("select n from counter");
      await client.query("update counter set n = $1", [(rows[0]?.n ?? 0) + 1]);
      await client.query("commit");
      client.release();
    }),
  );
  expect((await pool.query("select n from counter")).rows).toEqual([{ n: 25 }]);
});

test("goes on after a failed statement, inside and outside a transaction", async () => {
  await expect(pool.query("select $1::int / 0", [1])).rejects.toThrow("division by zero");
  const client = await pool.connect();
  await client.query("begin");
  await expect(client.query("select nothing from nowhere")).rejects.toThrow("nowhere");
  await expect(client.query("select 1")).rejects.toThrow("transaction is aborted");
  await client.query("rollback");
  client.release();
  expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});

test("rolls back what a connection that dies had open", async () => {
  const client = new pg.Client(connection());
  client.on("error", () => {});
  await client.connect();
  await client.query("begin");
  await client.query("insert into line (text) values ('lost')");
  (client as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy();
  expect((await pool.query("select * from line where text = 'lost'")).rows).toEqual([]);
});

test("ends a transaction that is left open without a statement", async () => {
  const client = new pg.Client(connection());
  const ended = new Promise((resolve) => client.once("end", resolve));
  client.on("error", () => {});
  await client.connect();
  await client.query("begin");
  expect((await pool.query("select 2 as two")).rows).toEqual([{ two: 2 }]);
  await ended;
  expect(problems).toContain("A transaction was left open without a statement and was rolled back.");
});

test("refuses a connection with another password", async () => {
  const stranger = new pg.Client({ ...connection(), password: "guess" });
  await expect(stranger.connect()).rejects.toThrow("password");
});
