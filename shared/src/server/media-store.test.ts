import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AppError } from "../errors/app-error.ts";
import { createMediaStore, type MediaStore } from "./media-store.ts";

let dataDir: string;
let store: MediaStore;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "backlot-media-"));
  store = createMediaStore(dataDir);
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

test("stores bytes once, under their hash", async () => {
  const first = await store.putBytes(Buffer.from("hello"));
  const second = await store.putBytes(Buffer.from("hello"));
  expect(first).toEqual({ hash: hello, bytes: 5, path: join(dataDir, "media", "2c", "f2", hello) });
  expect(second).toEqual(first);
  expect(await readFile(first.path, "utf8")).toBe("hello");
  expect(await readdir(join(dataDir, "media", "incoming"))).toEqual([]);
});

test("reads a range, both ends included", async () => {
  await store.putBytes(Buffer.from("hello"));
  expect(await text(store.read(hello, { start: 1, end: 3 }))).toBe("ell");
});

test("refuses a stream beyond the limit and leaves nothing behind", async () => {
  const body = Readable.from([Buffer.alloc(600), Buffer.alloc(600)]);
  await expect(store.receive(body, { limit: 1000 })).rejects.toMatchObject({ code: "too-large" });
  expect(await readdir(join(dataDir, "media", "incoming"))).toEqual([]);
});

test("keeps nothing of an upload that is discarded", async () => {
  const incoming = await store.receive(Readable.from([Buffer.from("not kept")]), { limit: 100 });
  await incoming.discard();
  expect(await store.has(incoming.hash)).toBe(false);
});

test("does not take a path for a hash", async () => {
  expect(() => store.pathOf("../../etc/passwd")).toThrow(AppError);
  expect(await store.has("../../etc/passwd")).toBe(false);
});
