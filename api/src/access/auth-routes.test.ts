import { getMigrations } from "better-auth/db/migration";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIdentity } from "./identity.ts";
import { openTestStudio, type Caller, type TestStudio } from "../testing/studio.ts";

let studio: TestStudio;
let owner: Caller;
const ana = { email: "ana@example.com", password: "correct horse" };
const signIn = (body: object) => studio.stranger.send("POST", "/api/auth/sign-in/email", body);

beforeAll(async () => {
  studio = await openTestStudio();
  owner = await studio.enterOwner();
});
afterAll(() => studio.close());

test("somebody signs in and out again, in a cookie that scripts cannot read", async () => {
  const answer = await signIn(ana);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("set-cookie")).toMatch(/HttpOnly.*SameSite=Lax/i);
  const person = await studio.signedIn(answer.headers);
  expect(person.id).toBe(owner.id);
  expect((await person.send("POST", "/api/auth/sign-out", {})).status).toBe(200);
  expect((await person.send("GET", "/api/me")).status).toBe(401);
  expect((await owner.send("GET", "/api/me")).status).toBe(200);
});

test("a wrong password and an unknown address get the same answer", async () => {
  const answers = [
    await signIn({ ...ana, password: "wrong horse" }),
    await signIn({ ...ana, email: "no@example.com" }),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(401);
    expect(body).toMatchObject({ error: { sentence: "The email address or the password is wrong." } });
  }
});

test("ten wrong passwords in a row are enough for a while", async () => {
  const email = "hammer@example.com";
  for (let count = 0; count < 10; count += 1) {
    expect((await signIn({ email, password: `guess ${count}` })).status).toBe(401);
  }
  expect(await signIn({ email, password: "guess" })).toMatchObject({
    status: 429,
    body: { error: { code: "too-many" } },
  });
  expect((await signIn(ana)).status).toBe(200);
});

test("nobody makes an account without an invitation, by any of the identity library's own doors", async () => {
  for (const path of ["/api/auth/sign-up/email", "/api/auth/update-user", "/api/auth/delete-user"]) {
    const answer = await studio.stranger.send("POST", path, {
      ...ana,
      name: "Eve",
      email: "eve@example.com",
    });
    expect(answer.status).toBe(404);
  }
});

test("the identity tables are those that the identity library asks for", async () => {
  const identity = createIdentity(studio.deps);
  const { toBeAdded, toBeCreated } = await getMigrations((await identity.$context).options);
  expect({ toBeAdded, toBeCreated }).toEqual({ toBeAdded: [], toBeCreated: [] });
});
