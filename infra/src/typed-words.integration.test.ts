import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signTicket } from "@backlot/shared/access/ticket";
import { addAsset, assetDescription } from "@backlot/shared/documents/assets";
import { createDocumentsClient } from "@backlot/shared/documents/client";
import { openDatabase } from "@backlot/shared/server/database";
import { silentLog } from "@backlot/shared/server/logging";
import { aClient, type TestClient } from "@backlot/collab-server/collab-fixture";
import { afterEach, expect, test } from "vitest";
import { openSecrets } from "./data/secrets.ts";
import { createCrew } from "./kill-matrix/crew.ts";
import { startStudio, type Studio } from "./studio-fixture.ts";

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Somebody who is a member and has a document of the project open. */
async function aWriter(studio: Studio, projectId: string): Promise<TestClient> {
  const { db, close } = openDatabase({ url: studio.databaseUrl, log: silentLog() });
  await db
    .insertInto("member")
    .values({ projectId, userId: "ana", role: "crew" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await close();
  const person = { userId: "ana", name: "Ana", color: "#336699", projectId, role: "crew", accessVersion: 1 };
  const ticket = await signTicket({ ...person, role: "crew" }, openSecrets(studio.dataDir).ticketSecret);
  const client = aClient(`${studio.url.replace("http", "ws")}/collab`, projectId, "assets", ticket);
  await client.synced();
  return client;
}

/** Types word after word until `interrupt` is through; gives what the studio had said to be durable before that. */
async function typeUntil(studio: Studio, projectId: string, interrupt: () => Promise<unknown>) {
  const writer = await aWriter(studio, projectId);
  const asset = addAsset(writer.doc, { category: "prop", name: "Pen", origin: "person", createdAt: 1 });
  const text = assetDescription(writer.doc, asset);
  let acknowledged = "";
  let isInterrupted = false;
  const typing = (async () => {
    for (let word = 1; !isInterrupted; word += 1) {
      text.insert(text.length, `word${word} `);
      const soFar = text.toString();
      await writer.durable(3_000);
      acknowledged = soFar;
    }
  })().catch(() => {});
  await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(40);
  await interrupt();
  isInterrupted = true;
  await typing;
  writer.leave();
  return { asset, acknowledged };
}

async function expectKept(
  studio: Studio,
  projectId: string,
  { asset, acknowledged }: { asset: string; acknowledged: string },
): Promise<void> {
  const documents = createDocumentsClient({ studioUrl: studio.url, serviceToken: studio.token, attempts: 9 });
  const kept = assetDescription(await documents.readDocument(projectId, "assets"), asset).toString();
  expect(kept.startsWith(acknowledged)).toBe(true);
}

test("STA-6, STA-10: what was typed and acknowledged is there, whatever of the studio is killed or stopped meanwhile", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "backlot-typed-"));
  ends.push(async () => rmSync(dataDir, { recursive: true, force: true }));
  const studio = await startStudio({ dataDir });
  ends.unshift(() => studio.stop());
  const projectId = await createCrew(() => studio).createProject("Typed", "INT. ROOM - DAY\n\nShe types.\n");
  for (const victim of ["studio", "database"] as const) {
    const typed = await typeUntil(studio, projectId, async () => {
      const before = studio.pids()[victim];
      await studio.kill(victim);
      await studio.waitFor(victim, before);
    });
    await expectKept(studio, projectId, typed);
  }
  const typed = await typeUntil(studio, projectId, () => studio.stop());

  const again = await startStudio({ dataDir });
  ends.unshift(() => again.stop());
  await expectKept(again, projectId, typed);
});
