import { expect, test } from "vitest";
import * as Y from "yjs";
import { addAsset, assetDescription, changeAsset } from "@backlot/shared/documents/assets";
import { addShots, changeShot, setPresence, shotDescription } from "@backlot/shared/documents/shots";
import { addClips, changeClip } from "@backlot/shared/documents/cut";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { textBlock } from "@backlot/shared/screenplay/block";
import type { DocumentKind } from "@backlot/shared/documents/names";
import { observeMovedFields } from "./field-author.ts";

/** What one edit moved, as "object field". */
function movedBy(kind: DocumentKind, doc: Y.Doc, edit: () => void): string[] {
  const moved: string[] = [];
  const stop = observeMovedFields(doc, kind, (fields) =>
    moved.push(...fields.map((one) => `${one.object} ${one.field}`)),
  );
  edit();
  stop();
  return moved.toSorted();
}

test("COL-22: scalars, shared texts and presence of shots are attributed by field", () => {
  const doc = new Y.Doc();
  const [id = ""] = addShots(doc, "scene", [{ sceneId: "scene", origin: "person", createdAt: 1 }]);
  expect(movedBy("shots", doc, () => changeShot(doc, id, { size: "close", lensMm: 50 }))).toEqual([
    `shot:${id} lensMm`,
    `shot:${id} size`,
  ]);
  expect(movedBy("shots", doc, () => shotDescription(doc, id).insert(0, "Rain."))).toEqual([
    `shot:${id} description`,
  ]);
  const here = { start: true, end: false, startLook: null, endLook: null };
  expect(movedBy("shots", doc, () => setPresence(doc, id, "asset-a", here))).toEqual([
    `shot:${id} presence:asset-a`,
  ]);
});

test("COL-22: assets and clips are attributed by field, new ones as created", () => {
  const assets = new Y.Doc();
  let id = "";
  const added = movedBy("assets", assets, () => {
    id = addAsset(assets, { category: "prop", name: "Lantern", origin: "person", createdAt: 1 });
  });
  expect(added).toEqual([`asset:${id} created`]);
  expect(movedBy("assets", assets, () => changeAsset(assets, id, { name: "Lamp" }))).toEqual([
    `asset:${id} name`,
  ]);
  expect(movedBy("assets", assets, () => assetDescription(assets, id).insert(0, "Brass."))).toEqual([
    `asset:${id} description`,
  ]);
  const cut = new Y.Doc();
  const [clip = ""] = addClips(cut, [{ shotId: "shot-a", origin: "run" }]);
  expect(movedBy("cut", cut, () => changeClip(cut, clip, { inFrame: 4 }))).toEqual([`clip:${clip} inFrame`]);
});

test("COL-22: a block is attributed when its text or its kind of place changes, and when it comes or goes", () => {
  const doc = new Y.Doc();
  const block = textBlock("action", "Rain.");
  const came = movedBy("script", doc, () => scriptBody(doc).insert(0, [toElement(block)]));
  expect(came).toEqual([`block:${block.id} text`]);
  const element = scriptBody(doc).get(0) as Y.XmlElement;
  const typed = movedBy("script", doc, () => (element.get(0) as Y.XmlText).insert(0, "Hard "));
  expect(typed).toEqual([`block:${block.id} text`]);
  const went = movedBy("script", doc, () => scriptBody(doc).delete(0, 1));
  expect(went).toEqual([`block:${block.id} text`]);
});
