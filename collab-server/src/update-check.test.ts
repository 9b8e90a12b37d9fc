import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { addAsset } from "@backlot/shared/documents/assets";
import { checkUpdate, letsInTooDeep, maxTypeDepth, updateLimits } from "./update-check.ts";

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

test("COL-7: refuses types that nest too deep in what is already there, whatever the update says about that", () => {
  const server = new Y.Doc();
  nest(maxTypeDepth)(server);
  // By the same writer, whose last map seems to stand right below the root.
  const liar = new Y.Doc();
  liar.clientID = server.clientID;
  const root = liar.getMap<unknown>("assets");
  for (let n = 1; n < maxTypeDepth; n += 1) root.set(`filler ${n}`, n);
  const shallow = new Y.Map<unknown>();
  root.set("shallow", shallow);
  shallow.set("deeper", new Y.Map());
  const update = Y.encodeStateAsUpdate(liar);
  expect(checkUpdate(update, "assets", new Y.Doc(), limit)).toBeNull();
  expect(checkUpdate(update, "assets", server, limit)).toBe("types nest too deep");
});

test("COL-7: refuses an update that speaks of one writer in two places", () => {
  const parts = ["one", "another"].map((value) => {
    const doc = new Y.Doc();
    doc.clientID = 7;
    doc.getMap("assets").set("a", value);
    // Between the number of writers and that of deletions.
    return [...Y.encodeStateAsUpdate(doc).slice(1, -1)];
  });
  const twice = new Uint8Array([2, ...parts.flat(), 0]);
  expect(checkUpdate(twice, "assets", new Y.Doc(), limit)).toBe("it says two things about one writer");
});

test("COL-7: refuses maps of two writers that each stand beside the other", () => {
  /** One part of a writer: a map, behind the first part of another. */
  const behind = (writer: number, other: number) => [1, writer, 0, 0x80 | 7, other, 0, 1];
  const update = new Uint8Array([2, ...behind(2, 1), ...behind(1, 2), 0]);
  expect(checkUpdate(update, "script", new Y.Doc(), limit)).toBe("types nest too deep");
});

test("COL-7: looks once at each of many types in a row", () => {
  const update = updateOf((doc) =>
    doc.getXmlFragment("body").insert(
      0,
      Array.from({ length: limit.structs }, () => new Y.XmlElement("p")),
    ),
  );
  const past = vi.spyOn(Map.prototype, "has");
  expect(checkUpdate(update, "script", new Y.Doc(), limit)).toBeNull();
  const looks = past.mock.calls.length;
  past.mockRestore();
  expect(looks).toBeLessThan(3 * limit.structs);
});

test("COL-7: refuses what lets types in that waited and would nest too deep, whichever of two words is believed", () => {
  const writer = new Y.Doc();
  const updates: Uint8Array[] = [];
  writer.on("update", (update: Uint8Array) => updates.push(update));
  const levels = [writer.getMap<unknown>("assets")];
  for (let depth = 0; depth <= maxTypeDepth; depth += 1) {
    const next = new Y.Map<unknown>();
    levels.at(-1)?.set("deeper", next);
    levels.push(next);
  }
  const server = new Y.Doc();
  for (const update of updates.slice(1)) Y.applyUpdate(server, update);
  const [first] = updates as [Uint8Array];
  expect(checkUpdate(first, "assets", server, limit)).toBeNull();
  expect(letsInTooDeep(first, server)).toBe(true);

  // The same writer says the first again, and that the others stand at the root: Yjs would believe either.
  const liar = new Y.Doc();
  liar.clientID = writer.clientID;
  for (let n = 0; n <= maxTypeDepth; n += 1) liar.getMap("assets").set(`shallow ${n}`, new Y.Map());
  expect(letsInTooDeep(Y.encodeStateAsUpdate(liar), server)).toBe(true);

  const honest = new Y.Doc();
  for (const update of updates.slice(1, -1)) Y.applyUpdate(honest, update);
  expect(letsInTooDeep(first, honest)).toBe(false);
  const elsewhere = updateOf((doc) => doc.getMap("assets").set("a", 1));
  expect(letsInTooDeep(elsewhere, server)).toBe(false);
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
