import { afterAll, beforeAll, expect, test } from "vitest";
import { readBlocks, scriptBody, toElement } from "@backlot/shared/documents/script";
import { plainText, textBlock } from "@backlot/shared/screenplay/block";
import type { ScriptVersion, ScriptVersionText } from "@backlot/shared/version/schema";
import { openTestStudio, type Caller, type TestStudio } from "../testing/studio.ts";

let studio: TestStudio;
let owner: Caller;
let projectId: string;
let base: string;

beforeAll(async () => {
  studio = await openTestStudio();
  owner = await studio.enterOwner();
  const { body } = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Night Train" });
  projectId = body.id;
  base = `/api/projects/${projectId}/versions`;
});
afterAll(() => studio.close());

function write(...lines: string[]): void {
  const body = scriptBody(studio.documents.document(projectId, "script"));
  body.delete(0, body.length);
  body.insert(
    0,
    lines.map((text, index) => toElement(textBlock("action", text, { id: `b${index}` }))),
  );
}

function script(): string[] {
  return readBlocks(studio.documents.document(projectId, "script")).map(plainText);
}

async function keep(name: string) {
  return owner.send<{ version: ScriptVersion }>("POST", base, { name });
}

async function list(): Promise<ScriptVersion[]> {
  return (await owner.send<{ versions: ScriptVersion[] }>("GET", base)).body.versions;
}

test("DRA-1: a version is kept, read with its text, renamed and restored", async () => {
  write("The train leaves.", "Snow.");
  const first = await keep("First draft");
  expect(first.status).toBe(201);
  expect(first.body.version).toMatchObject({ number: 1, name: "First draft", reason: "named", words: 4 });
  write("The train stays.");
  await keep("Second draft");

  const read = await owner.send<ScriptVersionText>("GET", `${base}/${first.body.version.id}`);
  expect(read.body.screenplay.blocks.map(plainText)).toEqual(["The train leaves.", "Snow."]);
  expect(read.body.writing.map((one) => one.blockId)).toEqual(["b0", "b1"]);

  const renamed = await owner.send<{ version: ScriptVersion }>("PATCH", `${base}/${first.body.version.id}`, {
    name: "Pilot",
  });
  expect(renamed.body.version.name).toBe("Pilot");
  expect((await list()).map((one) => one.name)).toEqual(["Second draft", "Pilot"]);

  expect((await owner.send("POST", `${base}/${first.body.version.id}/restore`)).status).toBe(200);
  expect(script()).toEqual(["The train leaves.", "Snow."]);
  expect(studio.documents.events.at(-1)?.event).toEqual({ type: "versions" });
});

test("DRA-1: keeping what is kept already gives the version that is there", async () => {
  write("Only once.");
  const before = await owner.send<{ version: ScriptVersion }>("POST", base, { before: "accept-all" });
  const again = await owner.send<{ version: ScriptVersion }>("POST", base, { before: "restore" });
  expect(again.body.version.id).toBe(before.body.version.id);
  const named = await keep("Locked");
  expect(named.body.version).toMatchObject({ id: before.body.version.id, name: "Locked" });
  expect((await keep("Locked")).body.version.id).toBe(named.body.version.id);
  const other = await keep("Sent to the producer");
  expect(other.body.version.id).not.toBe(named.body.version.id);
  expect((await list()).map((one) => one.name)).toEqual(
    expect.arrayContaining(["Locked", other.body.version.name]),
  );
});

test("DRA-6: a reviewer reads versions and keeps none", async () => {
  const reviewer = await studio.invite(owner, projectId, "reviewer");
  expect((await reviewer.send("GET", base)).status).toBe(200);
  expect((await reviewer.send("POST", base, { name: "Mine" })).status).toBe(403);
  const [newest] = await list();
  expect((await reviewer.send("POST", `${base}/${newest?.id}/restore`)).status).toBe(403);
});

test("API-2: a version without a name, an unknown one, and one of another film are refused", async () => {
  expect((await owner.send("POST", base, { name: "  " })).status).toBe(400);
  expect((await owner.send("GET", `${base}/version-unknown`)).status).toBe(404);
  const other = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Other" });
  const [newest] = await list();
  expect((await owner.send("GET", `/api/projects/${other.body.id}/versions/${newest?.id}`)).status).toBe(404);
});

test("DRA-5: the writers of the script are listed for everybody in the project", async () => {
  await studio.db
    .insertInto("documentWriter")
    .values({
      document: `p/${projectId}/main/script/main~1`,
      clientId: 4_000_000_001,
      userId: "ben",
      userName: "Ben",
      isLive: true,
    })
    .execute();
  const { body } = await owner.send("GET", `/api/projects/${projectId}/script/writers`);
  expect(body).toEqual({ writers: [{ clientId: 4_000_000_001, userId: "ben", name: "Ben", color: null }] });
});
