import { expect, test } from "vitest";
import * as Y from "yjs";
import { resolveSlot, slotDigest } from "../build/resolve.ts";
import { addAsset } from "../documents/assets.ts";
import type { DocumentKind } from "../documents/names.ts";
import { writeScreenplay } from "../documents/script.ts";
import { addShots, changeShot } from "../documents/shots.ts";
import { textBlock } from "../screenplay/block.ts";
import { createFilmReader } from "./film-reader.ts";
import { nowIn } from "./slots-now.ts";

function aStudio() {
  const documents = new Map<DocumentKind, Y.Doc>(
    (["script", "assets", "shots"] as const).map((kind) => [kind, new Y.Doc()]),
  );
  const script = documents.get("script")!;
  writeScreenplay(script, {
    titlePage: [],
    blocks: [{ ...textBlock("sceneHeading", "INT. KITCHEN - NIGHT"), id: "scene1" }],
  });
  const [shotId = ""] = addShots(documents.get("shots")!, "scene1", [
    { sceneId: "scene1", origin: "person", createdAt: 1 },
  ]);
  const reader = createFilmReader({
    read: (_project, kind) => Promise.resolve(Y.encodeStateAsUpdate(documents.get(kind)!)),
  });
  return { documents, shotId, read: () => reader.read("p") };
}

test("BLD-15: a film that has not changed is the same one, and a changed one says what it says now", async () => {
  const { documents, shotId, read } = aStudio();
  const first = await read();
  expect(await read()).toBe(first);
  changeShot(documents.get("shots")!, shotId, { size: "close" });
  const second = await read();
  expect(second.shots[0]?.size).toBe("close");
  // What did not change was not taken apart again.
  expect(second.scenes[0]?.blocks[0]).toBe(first.scenes[0]?.blocks[0]);
  addAsset(documents.get("assets")!, { category: "prop", name: "Cup", origin: "person", createdAt: 1 });
  expect([...(await read()).assets.values()].map((one) => one.name)).toEqual(["Cup"]);
});

test("BLD-15: the digest of now is the digest that a take is made under", async () => {
  const { shotId, read } = aStudio();
  const film = await read();
  for (const slot of ["startFrame", "endFrame", "clip"] as const) {
    const made = resolveSlot(film, shotId, slot, { provider: "previs", quality: "master", variation: 3 });
    expect(nowIn(film).digest(shotId, slot, made)).toBe(slotDigest(made));
  }
});
