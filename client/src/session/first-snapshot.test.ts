import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { firstSnapshot } from "./first-snapshot.ts";

function state(): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc();
  doc.getMap("meta").set("schemaVersion", 1);
  return Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>;
}

function aSnapshot(doc: Y.Doc, answer: () => Promise<Response>) {
  const asked: { url: string; headers: Headers }[] = [];
  const snapshot = firstSnapshot({
    doc,
    name: "p/one/main/script/main~1",
    socketUrl: "ws://studio/collab?v=1&project=one",
    origin: "the provider",
    fetch: ((url: string, init: RequestInit) => {
      asked.push({ url, headers: new Headers(init.headers) });
      return answer();
    }) as typeof fetch,
  });
  return { snapshot, asked };
}

const given = () => Promise.resolve(new Response(state(), { headers: { "x-snapshot": "s1" } }));

test("COL-95: an empty document is fetched whole, and its snapshot is named once", async () => {
  const doc = new Y.Doc();
  const origins: unknown[] = [];
  doc.on("update", (_update: Uint8Array, origin: unknown) => origins.push(origin));
  const { snapshot, asked } = aSnapshot(doc, given);
  await snapshot.load("a ticket");
  expect(asked[0]?.url).toBe("http://studio/collab/documents/p%2Fone%2Fmain%2Fscript%2Fmain~1?project=one");
  expect(asked[0]?.headers.get("authorization")).toBe("Bearer a ticket");
  expect(doc.getMap("meta").get("schemaVersion")).toBe(1);
  expect(origins).toEqual(["the provider"]);
  expect(snapshot.takeMark()).toBe("#s1");
  expect(snapshot.takeMark()).toBe("");
});

test("COL-95: a document that was written into since is not called the snapshot any more", async () => {
  const doc = new Y.Doc();
  const { snapshot } = aSnapshot(doc, given);
  await snapshot.load("a ticket");
  doc.getMap("meta").set("title", "Mine");
  expect(snapshot.takeMark()).toBe("");
});

test("COL-95: a document that has something is left as it is", async () => {
  const doc = new Y.Doc();
  const { snapshot } = aSnapshot(doc, () => {
    doc.getMap("meta").set("title", "Typed meanwhile");
    return given();
  });
  await snapshot.load("a ticket");
  expect(doc.getMap("meta").has("schemaVersion")).toBe(false);
  expect(snapshot.takeMark()).toBe("");
});

test("COL-96: where there is no snapshot, the socket brings everything", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  for (const answer of [
    () => Promise.reject(new TypeError("no network")),
    () => Promise.resolve(new Response("{}", { status: 503 })),
    () => Promise.resolve(new Response("not an update", { headers: { "x-snapshot": "s1" } })),
  ]) {
    const doc = new Y.Doc();
    const { snapshot } = aSnapshot(doc, answer);
    await snapshot.load("a ticket");
    expect(snapshot.takeMark()).toBe("");
  }
});
