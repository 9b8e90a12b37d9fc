import { createHash, randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestStudio, type Caller, type TestStudio } from "../testing/studio.ts";
import { parseRange } from "./range.ts";

let studio: TestStudio;
let owner: Caller;
let crew: Caller;
let reviewer: Caller;
let media: string;

beforeAll(async () => {
  studio = await openTestStudio();
  owner = await studio.enterOwner();
  const { body } = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Pictures" });
  media = `/api/projects/${body.id}/media`;
  crew = await studio.invite(owner, body.id, "crew");
  reviewer = await studio.invite(owner, body.id, "reviewer");
});
afterAll(() => studio.close());

const png = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#a33" } })
    .png()
    .toBuffer();

async function upload(by: Caller, bytes: Uint8Array, type = "application/octet-stream") {
  const response = await by.raw("POST", media, {
    body: new Uint8Array(bytes),
    headers: { "content-type": type },
  });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

describe("uploads", () => {
  test("API-8: a picture is stored by its hash, whatever it is called, once", async () => {
    const bytes = await png(60, 40);
    const hash = createHash("sha256").update(bytes).digest("hex");
    for (const type of ["image/png", "text/html"]) {
      expect(await upload(crew, bytes, type)).toEqual({
        status: 201,
        body: { hash, mime: "image/png", width: 60, height: 40, bytes: bytes.byteLength },
      });
    }
    const rows = await studio.db.selectFrom("projectMedia").selectAll().where("hash", "=", hash).execute();
    expect(rows).toMatchObject([{ addedBy: crew.id }]);
  });

  test("a picture turned by its camera has the size that people see", async () => {
    const turned = await sharp(await png(60, 40))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await upload(crew, turned)).body).toMatchObject({ mime: "image/jpeg", width: 40, height: 60 });
  });

  test.each([
    ["nothing at all", 422, async () => Buffer.alloc(0)],
    ["a web page", 415, async () => Buffer.from("<html><script>alert(1)</script></html>")],
    [
      "an SVG with a script",
      415,
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    ],
    ["random bytes", 415, async () => randomBytes(5000)],
    ["half a picture", 422, async () => (await noise()).subarray(0, 3000)],
    ["a picture of too many pixels", 413, async () => png(12_001, 2)],
  ])("API-8: %s is refused and leaves nothing behind", async (_what, status, make) => {
    const before = await stored();
    const answer = await upload(crew, await make());
    expect(answer).toMatchObject({ status, body: { error: { field: "body" } } });
    expect(await stored()).toEqual(before);
  });

  test("API-3: reviewers upload nothing, and strangers neither", async () => {
    expect((await upload(reviewer, await png(2, 2))).status).toBe(403);
    expect((await upload(studio.stranger, await png(2, 2))).status).toBe(401);
  });
});

describe("downloads", () => {
  let hash: string;
  let bytes: Buffer;
  beforeAll(async () => {
    bytes = await noise();
    hash = (await upload(crew, bytes)).body["hash"] ?? "";
  });

  test("API-9: members get the bytes, cached under their hash and never guessed at", async () => {
    const response = await reviewer.raw("GET", `${media}/${hash}`);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      etag: `"${hash}"`,
      "content-type": "image/png",
      "content-length": String(bytes.byteLength),
      "cache-control": "private, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
    });
  });

  test("API-9: a media address needs membership of a project that has it", async () => {
    const other = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Elsewhere" });
    expect((await studio.stranger.raw("GET", `${media}/${hash}`)).status).toBe(401);
    expect((await owner.raw("GET", `/api/projects/${other.body.id}/media/${hash}`)).status).toBe(404);
    expect((await crew.raw("GET", `/api/projects/${other.body.id}/media/${hash}`)).status).toBe(404);
    expect((await crew.raw("GET", `${media}/${"0".repeat(64)}`)).status).toBe(404);
    expect((await crew.raw("GET", `${media}/..%2f..%2fengine.json`)).status).toBe(400);
  });

  test("a range is answered with exactly those bytes", async () => {
    const response = await crew.raw("GET", `${media}/${hash}`, { headers: { range: "bytes=10-19" } });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes 10-19/${bytes.byteLength}`);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true);
  });

  test("a range beyond the end is 416, a known hash 304, and HEAD has no body", async () => {
    const beyond = await crew.raw("GET", `${media}/${hash}`, { headers: { range: "bytes=99999999-" } });
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([
      416,
      `bytes */${bytes.byteLength}`,
    ]);
    const known = await crew.raw("GET", `${media}/${hash}`, { headers: { "if-none-match": `"${hash}"` } });
    expect(known.status).toBe(304);
    const head = await crew.raw("HEAD", `${media}/${hash}`);
    expect([head.status, head.headers.get("content-length")]).toEqual([200, String(bytes.byteLength)]);
    expect(await head.text()).toBe("");
  });

  test("a download is saved under a name that is safe everywhere", async () => {
    const name = encodeURIComponent('../Żółw "東京"\r\n.png');
    const response = await crew.raw("GET", `${media}/${hash}?download=${name}`);
    const disposition = response.headers.get("content-disposition") ?? "";
    expect(disposition).toBe(
      `attachment; filename="-Zow --.png"; filename*=UTF-8''${encodeURIComponent("-Żółw -東京-.png")}`,
    );
    await response.body?.cancel();
  });
});

test.each([
  [undefined, null],
  ["bytes=0-4", { start: 0, end: 4 }],
  ["bytes=5-", { start: 5, end: 9 }],
  ["bytes=-3", { start: 7, end: 9 }],
  ["bytes=-30", { start: 0, end: 9 }],
  ["bytes=8-100", { start: 8, end: 9 }],
  ["bytes=10-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=4-2", null],
  ["bytes=0-1,4-5", null],
  ["items=0-1", null],
])("of ten bytes, the range %s is %j", (header, range) => {
  expect(parseRange(header, 10)).toEqual(range);
});

/** A picture that does not compress, so that it has thousands of bytes. */
async function noise(): Promise<Buffer> {
  return sharp(randomBytes(64 * 64 * 3), { raw: { width: 64, height: 64, channels: 3 } })
    .png()
    .toBuffer();
}

async function stored(): Promise<unknown> {
  const rows = await studio.db.selectFrom("media").select("hash").orderBy("hash").execute();
  return [rows, await readdir(join(studio.deps.dataDir, "media", "incoming"))];
}
