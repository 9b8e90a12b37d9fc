import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { Kysely, PGliteDialect } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "@backlot/shared/server/database-schema";
import { openTestStudio, tokenOf, type Caller, type TestStudio } from "./testing/studio.ts";

let studio: TestStudio;
let owner: Caller;
let dist: string;
const lines: string[] = [];

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), "backlot-dist-"));
  await mkdir(join(dist, "assets"));
  await writeFile(join(dist, "index.html"), "<!doctype html><title>Backlot</title>");
  await writeFile(join(dist, "sw.js"), "self.x = 1;");
  await writeFile(join(dist, "assets", "main-abc123.js"), "export {};");
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  studio = await openTestStudio({ clientDist: dist, log: pino({ level: "debug" }, sink) });
  owner = await studio.enterOwner();
});
afterAll(async () => {
  await studio.close();
  await rm(dist, { recursive: true, force: true });
});

describe("every answer", () => {
  test("API-12: carries a request id, the caller's own where it gave one", async () => {
    const made = await studio.stranger.send("GET", "/api/me");
    expect(made.body).toMatchObject({ error: { requestId: made.headers.get("x-request-id") } });
    const given = await owner.raw("GET", "/api/me", { headers: { "x-request-id": "my-request-1" } });
    expect(given.headers.get("x-request-id")).toBe("my-request-1");
  });

  test("has security headers", async () => {
    const { headers } = await owner.raw("GET", "/api/me");
    expect(headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  test.each([
    ["not JSON", "{", "application/json", 400, "body"],
    ["another content type", "title=x", "text/plain", 415, "content-type"],
    ["a list", "[]", "application/json", 400, ""],
  ])("API-2: a body that is %s is refused", async (_what, body, type, status, field) => {
    const response = await owner.raw("POST", "/api/projects", { body, headers: { "content-type": type } });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { field } });
  });

  test("an address that nothing answers is 404 with the same body", async () => {
    expect(await owner.send("GET", "/api/nothing")).toMatchObject({
      status: 404,
      body: { error: { code: "not-found" } },
    });
  });

  test("API-13: a write that another site makes a browser send is refused", async () => {
    const send = (headers: Record<string, string>) =>
      owner.raw("POST", "/api/projects", {
        body: JSON.stringify({ title: "Forged" }),
        headers: { "content-type": "application/json", ...headers },
      });
    expect((await send({ origin: "https://evil.example" })).status).toBe(403);
    expect((await send({ origin: "null" })).status).toBe(403);
    expect((await send({ origin: "http://localhost:9999" })).status).toBe(403);
    expect((await send({})).status).toBe(201);
  });
});

test("API-12: the log names project and request, and holds no secret", async () => {
  const { body } = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Logged" });
  const invitation = await owner.send<{ url: string }>("POST", `/api/projects/${body.id}/invitations`, {
    role: "crew",
  });
  const token = tokenOf(invitation.body.url);
  await studio.stranger.send("GET", `/api/welcome/${token}`);
  await owner.send("PUT", `/api/projects/${body.id}/keys/fal`, { key: "sk-very-secret-key" });
  await studio.stranger.send("POST", "/api/auth/sign-in/email", {
    email: "ana@example.com",
    password: "correct horsf",
  });
  const log = lines.join("");
  expect(log).toContain(`"projectId":"${body.id}"`);
  expect(log).toContain('"route":"/api/projects/:projectId/keys/:provider"');
  for (const secret of [
    token,
    "sk-very-secret-key",
    "correct horse",
    "correct horsf",
    studio.deps.serviceToken,
  ]) {
    expect(log).not.toContain(secret);
  }
});

describe("documentation", () => {
  type Document = { paths: Record<string, Record<string, { summary?: string; responses: object }>> };

  test("API-14: every route is in the document with a summary", async () => {
    const { body } = await owner.send<Document>("GET", "/api/openapi.json");
    const documented = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => {
        expect(operation.summary, `${method} ${path}`).toBeTruthy();
        return `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
      }),
    );
    const served = studio.api.routes
      .filter(({ method, path }) => method !== "ALL" && path !== "*" && path !== "/*")
      .map(({ method, path }) => `${method} ${path}`);
    const ofTheDocument = ["/api/openapi.json", "/api/docs", "/api/docs.js"].map((path) => `GET ${path}`);
    expect(new Set(served)).toEqual(new Set([...documented, ...ofTheDocument]));
  });

  test("the page that shows it needs nothing from elsewhere", async () => {
    const page = await (await owner.raw("GET", "/api/docs")).text();
    expect(page).toContain("/api/docs.js");
    expect(page).not.toMatch(/https?:\/\//);
  });
});

describe("the client's pages", () => {
  test.each([
    ["/", "text/html", "no-cache"],
    ["/p/project-1/script?scene=2", "text/html", "no-cache"],
    ["/welcome?token=x", "text/html", "no-cache"],
    ["/sw.js", "text/javascript", "no-cache"],
    ["/assets/main-abc123.js", "text/javascript", "public, max-age=31536000, immutable"],
  ])("%s is %s, kept %s", async (path, type, cache) => {
    const response = await studio.stranger.raw("GET", path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain(type);
    expect(response.headers.get("cache-control")).toBe(cache);
    await response.text();
  });

  test.each(["/assets/gone.js", "/api/gone", "/assets/..%2f..%2fpackage.json"])("%s is 404", async (path) => {
    expect((await studio.stranger.raw("GET", path)).status).toBe(404);
  });
});

test("API-16: health tells each part of the studio, and fails without the database or the live documents", async () => {
  const working = await studio.stranger.send("GET", "/healthz");
  expect(working).toMatchObject({
    status: 200,
    body: {
      // No engine answers in this test, and nobody needs one to write.
      status: "degraded",
      parts: {
        database: { state: "ok" },
        documents: { state: "ok", parts: { database: { state: "ok" } } },
        engine: { state: "failing", detail: "The pipeline engine does not answer." },
      },
    },
  });

  studio.documents.isAway = true;
  const silent = await studio.stranger.send("GET", "/healthz");
  studio.documents.isAway = false;
  expect(silent).toMatchObject({ status: 503, body: { parts: { documents: { state: "failing" } } } });

  const pglite = () => Promise.reject(new Error("away"));
  const broken = await openTestStudio({
    db: new Kysely<Database>({ dialect: new PGliteDialect({ pglite }) }),
    engineStatus: {
      current: () => ({ state: "preparing", detail: "Building it.", progress: 0.5 }),
      subscribe: () => () => {},
    },
  });
  expect(await broken.stranger.send("GET", "/healthz")).toMatchObject({
    status: 503,
    body: {
      status: "failing",
      parts: { database: { state: "failing" }, engine: { state: "degraded", detail: "Building it." } },
    },
  });
});

test("the engine's state is told to whoever is signed in", async () => {
  expect((await owner.send("GET", "/api/engine")).body).toMatchObject({ state: "ready", progress: 1 });
  expect((await studio.stranger.send("GET", "/api/engine")).status).toBe(401);
});
