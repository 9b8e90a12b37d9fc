import { expect, test } from "vitest";
import * as Y from "yjs";
import { addAsset } from "@backlot/shared/documents/assets";
import { checkUpdate, maxTypeDepth, updateLimits } from "./update-check.ts";

const limit = updateLimits.edit;

function updateOf(write: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  write(doc);
  return Y.encodeStateAsUpdate(doc);
}

function nest(depth: number): (doc: Y.Doc) => void {
  return (doc) =>
    doc.transact(() => {
      let map = doc.getMap<unknown>("assets");
      for (let level = 0; level < depth; level += 1) {
        const next = new Y.Map<unknown>();
        map.set("deeper", next);
        map = next;
      }
    });
}

test("COL-7: lets pass what the accessors write", () => {
  const update = updateOf((doc) =>
    addAsset(doc, { category: "prop", name: "Lantern", origin: "person", createdAt: 1 }),
  );
  expect(checkUpdate(update, "assets", new Y.Doc(), limit)).toBeNull();
});

test("COL-7: refuses bytes that are no update, or too many of them", () => {
  expect(checkUpdate(new Uint8Array([1, 2, 3, 4]), "assets", new Y.Doc(), limit)).toBe(
    "it cannot be decoded",
  );
  const long = updateOf((doc) => doc.getMap("assets").set("a", "x".repeat(limit.bytes)));
  expect(checkUpdate(long, "assets", new Y.Doc(), limit)).toBe("too many bytes");
});

test("COL-7: refuses a root that the document does not have, or has in another shape", () => {
  const stranger = updateOf((doc) => doc.getMap("elsewhere").set("a", 1));
  expect(checkUpdate(stranger, "assets", new Y.Doc(), limit)).toContain("elsewhere");
  const keyed = updateOf((doc) => doc.getMap("body").set("a", 1));
  expect(checkUpdate(keyed, "script", new Y.Doc(), limit)).toContain("another shape");
  const listed = updateOf((doc) => doc.getArray("assets").push([1]));
  expect(checkUpdate(listed, "assets", new Y.Doc(), limit)).toContain("another shape");
});

test("COL-7: refuses types that nest too deep, also when the depth is reached update by update", () => {
  expect(checkUpdate(updateOf(nest(maxTypeDepth)), "assets", new Y.Doc(), limit)).toBeNull();
  expect(checkUpdate(updateOf(nest(3_000)), "assets", new Y.Doc(), limit)).toBe("types nest too deep");

  const server = new Y.Doc();
  nest(maxTypeDepth)(server);
  const client = new Y.Doc();
  Y.applyUpdate(client, Y.encodeStateAsUpdate(server));
  let innermost = client.getMap<unknown>("assets");
  for (let level = 0; level < maxTypeDepth; level += 1) innermost = innermost.get("deeper") as Y.Map<unknown>;
  const before = Y.encodeStateVector(client);
  innermost.set("deeper", new Y.Map());
  const step = Y.encodeStateAsUpdate(client, before);
  expect(checkUpdate(step, "assets", server, limit)).toBe("types nest too deep");
});

test("COL-7: refuses nested documents and values nested too deep", () => {
  const nested = updateOf((doc) => doc.getMap("assets").set("a", new Y.Doc()));
  expect(checkUpdate(nested, "assets", new Y.Doc(), limit)).toBe("documents do not nest");
  let value: unknown = 1;
  for (let level = 0; level < 40; level += 1) value = [value];
  const deep = updateOf((doc) => doc.getMap("assets").set("a", value));
  expect(checkUpdate(deep, "assets", new Y.Doc(), limit)).toBe("a value nests too deep");
});

test("COL-7: no mutation of a real update makes the check throw", () => {
  const seed = Number(process.env["SEED"] ?? 20261121);
  const random = seeded(seed);
  const real = updateOf((doc) =>
    addAsset(doc, {
      category: "prop",
      name: "Lantern",
      description: "Brass.",
      origin: "person",
      createdAt: 1,
    }),
  );
  for (let round = 0; round < 3_000; round += 1) {
    const bytes = real.slice(0, 1 + Math.floor(random() * real.length));
    for (let flips = 0; flips < 3; flips += 1) {
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    }
    const verdict = checkUpdate(bytes, "assets", new Y.Doc(), limit);
    expect(verdict === null || typeof verdict === "string", `seed ${seed}, round ${round}`).toBe(true);
  }
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
