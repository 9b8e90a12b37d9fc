import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "@backlot/shared/server/database";
import { silentLog } from "@backlot/shared/server/logging";
import { isAlive } from "@backlot/shared/server/process-identity";
import { sql } from "kysely";
import { expect, test, vi } from "vitest";
import { ChildLog } from "../process/child-log.ts";
import { freePort } from "../process/free-port.ts";
import { SupervisedChild } from "../process/supervised-child.ts";
import { tempDir } from "../temp-dir.ts";

async function supervisedDatabase(dataDir: string): Promise<{ child: SupervisedChild; url: string }> {
  const port = await freePort();
  mkdirSync(join(dataDir, "logs"), { recursive: true });
  const env = { BACKLOT_DATA: dataDir, DATABASE_PORT: String(port), DATABASE_PASSWORD: "hush" };
  const log = new ChildLog({
    name: "database",
    file: join(dataDir, "logs", "database.log"),
    terminalLevel: "fatal",
    print: () => {},
  });
  const child = new SupervisedChild({
    name: "database",
    script: "infra/src/database/main.ts",
    dataDir,
    env: () => ({ PATH: process.env.PATH ?? "", ...env }),
    log,
  });
  await child.start();
  return { child, url: `postgres://backlot:hush@127.0.0.1:${port}/postgres` };
}

test("STA-8, STA-10: a killed database returns with every row that it reported, and clients wait for it", async () => {
  using dir = tempDir();
  const { child, url } = await supervisedDatabase(dir.path);
  const { db, close } = openDatabase({ url, log: silentLog() });
  expect((await sql<{ fsync: string }>`show fsync`.execute(db)).rows).toEqual([{ fsync: "on" }]);
  await sql`create table line (n int)`.execute(db);
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 20; n += 1) await sql`insert into line values (${round * 20 + n})`.execute(db);
    const pid = child.pid ?? 0;
    process.kill(pid, "SIGKILL");
    await vi.waitUntil(() => !isAlive(pid));
    const count = () => sql<{ count: number }>`select count(*) as count from line`.execute(db);
    // A statement on a connection whose end was not noticed yet fails; the next one waits for the database.
    const { rows } = await count().catch(count);
    expect(rows).toEqual([{ count: (round + 1) * 20 }]);
  }
  await close();
  await child.stop(4_000);
});
