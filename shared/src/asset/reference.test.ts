import { expect, test } from "vitest";
import * as Y from "yjs";
import {
  addAsset,
  addLook,
  addPicture,
  changeAsset,
  changeLook,
  readAsset,
  removeLook,
  removePicture,
} from "../documents/assets.ts";
import { referencePicture } from "./reference.ts";

function aFilm() {
  const doc = new Y.Doc();
  const id = addAsset(doc, { category: "prop", name: "Cup", origin: "person", createdAt: 0 });
  const read = () => {
    const asset = readAsset(doc, id);
    if (asset === null) throw new Error("The asset is gone.");
    return asset;
  };
  return { doc, id, read };
}

test("AST-22: the newest picture stands for an asset, unless another is chosen and still there", () => {
  const { doc, id, read } = aFilm();
  expect(referencePicture(read())).toBeNull();
  const add = (mediaHash: string, addedAt: number) =>
    addPicture(doc, id, { mediaHash, addedAt, addedBy: "ana" });
  const first = add("first", 1);
  add("second", 2);
  expect(referencePicture(read())?.mediaHash).toBe("second");
  changeAsset(doc, id, { referenceId: first });
  add("third", 3);
  expect(referencePicture(read())?.mediaHash).toBe("first");
  removePicture(doc, id, first);
  expect(referencePicture(read())?.mediaHash).toBe("third");
});

test("a look is changed in its place and taken away; one that is gone, and one without a name, are refused", () => {
  const { doc, id, read } = aFilm();
  const look = addLook(doc, id, { name: "Broken", description: "" });
  changeLook(doc, id, { id: look, name: " In pieces ", description: "Three of them. 🫖" });
  expect(read().looks).toEqual([{ id: look, name: "In pieces", description: "Three of them. 🫖" }]);
  expect(() => changeLook(doc, id, { id: look, name: " ", description: "" })).toThrow("1 to 120");
  removeLook(doc, id, look);
  expect(read().looks).toEqual([]);
  expect(() => changeLook(doc, id, { id: look, name: "Back", description: "" })).toThrow("gone");
});
