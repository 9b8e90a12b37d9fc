import { afterAll, beforeAll, expect, test } from "vitest";
import { openSecret } from "@backlot/shared/server/vault";
import { openTestStudio, type Caller, type TestStudio } from "../testing/studio.ts";
import { keyOwner } from "./routes.ts";

let studio: TestStudio;
let owner: Caller;
let projectId: string;
let keys: string;
const secret = "sk-live-0123456789abcdef";

beforeAll(async () => {
  studio = await openTestStudio();
  owner = await studio.enterOwner();
  projectId = (await owner.send<{ id: string }>("POST", "/api/projects", { title: "Keys" })).body.id;
  keys = `/api/projects/${projectId}/keys`;
});
afterAll(() => studio.close());

test("API-11: a key is sealed, shown as a hint only, and opens for the server", async () => {
  expect((await owner.send("GET", `${keys}/fal`)).body).toEqual({ provider: "fal", hint: null });
  for (const key of ["older-key-0000", secret]) {
    expect((await owner.send("PUT", `${keys}/fal`, { key })).status).toBe(200);
  }
  const { body } = await owner.send("GET", `${keys}/fal`);
  expect(body).toEqual({ provider: "fal", hint: "…cdef" });

  const row = await studio.db.selectFrom("providerKey").selectAll().executeTakeFirstOrThrow();
  expect(Buffer.from(row.ciphertext).toString("latin1")).not.toContain("sk-live");
  const opened = openSecret(row, { key: studio.deps.encryptionKey, owner: keyOwner(projectId, "fal") });
  expect(opened).toBe(secret);
  const audit = await studio.db
    .selectFrom("auditEntry")
    .selectAll()
    .where("action", "=", "key.set")
    .execute();
  expect(JSON.stringify(audit)).not.toContain(secret);
});

test("a key is deleted once; after that it is not there", async () => {
  await owner.send("PUT", `${keys}/other`, { key: secret });
  expect((await owner.send("DELETE", `${keys}/other`)).status).toBe(204);
  expect((await owner.send("DELETE", `${keys}/other`)).status).toBe(404);
});

test.each([
  ["fal", { key: "short" }, "key"],
  ["fal", {}, "key"],
  ["Not a name", { key: secret }, "provider"],
])("API-2: %s with %j is refused with its field", async (provider, body, field) => {
  const answer = await owner.send("PUT", `${keys}/${encodeURIComponent(provider)}`, body);
  expect(answer).toMatchObject({ status: 400, body: { error: { field } } });
});
