import { beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { addAsset, changeAsset } from "@backlot/shared/documents/assets";
import { addShots, moveShot } from "@backlot/shared/documents/shots";
import { placesOf, tokensOf } from "./content.ts";
import { Oracle } from "./oracle.ts";

/** The judge of every fault case must notice each thing that it is there to notice. */
const token = "zqann-1qz";
const none = new Set<string>();
let oracle: Oracle;
let doc: Y.Doc;

beforeEach(() => {
  oracle = new Oracle();
  doc = new Y.Doc();
});

function addProp(name = token): string {
  return addAsset(doc, { category: "prop", name, origin: "person", createdAt: 1 });
}

const problems = (kind: "assets" | "shots") => oracle.check(kind, tokensOf(kind, doc), none);

test("COL-12: what was promised and is not there, or only among what was deleted, is lost", () => {
  const put = { kind: "assets", token, does: "puts" } as const;
  oracle.made(put);
  expect(problems("assets")).toEqual([]);
  oracle.promised(put);
  expect(problems("assets")).toEqual([expect.stringContaining("is lost")]);
  const id = addProp();
  expect(problems("assets")).toEqual([]);
  changeAsset(doc, id, { deletedAt: 2 });
  expect(problems("assets")).toEqual([expect.stringContaining("is lost")]);
  expect(oracle.check("assets", tokensOf("assets", doc), new Set([token]))).toEqual([]);
});

test("COL-12: what was promised to be deleted and is there for people to see came back", () => {
  oracle.made({ kind: "assets", token, does: "puts" });
  oracle.promised({ kind: "assets", token, does: "takes" });
  const id = addProp();
  expect(problems("assets")).toEqual([expect.stringContaining("came back")]);
  changeAsset(doc, id, { deletedAt: 2 });
  expect(problems("assets")).toEqual([]);
});

test("COL-12: what was moved stands where it was promised to, or where its mover put it after that", () => {
  const shot = { sceneId: "scene-1", origin: "person", createdAt: 1 } as const;
  const [id = ""] = addShots(doc, "scene-1", [{ ...shot, description: token }]);
  const place = () => placesOf("shots", doc).get(token) ?? "";
  oracle.made({ kind: "shots", token, does: "puts" });
  const places = [place()];
  for (const sceneId of ["scene-2", "scene-3"]) {
    moveShot(doc, id, sceneId, 0);
    places.push(place());
  }
  const moves = places.map((one) => ({ kind: "shots", token, does: "places", place: one }) as const);
  for (const move of moves) oracle.made(move);
  oracle.promised(moves[1]!);
  expect(problems("shots")).toEqual([]);
  moveShot(doc, id, "scene-2", 0);
  expect(problems("shots")).toEqual([]);
  oracle.promised(moves[2]!);
  expect(problems("shots")).toEqual([expect.stringContaining("instead of scene-3")]);
});

test("COL-42: what is there twice, or was never written, is noticed", () => {
  oracle.made({ kind: "assets", token, does: "puts" });
  addProp();
  const twice = addProp();
  expect(problems("assets")).toEqual([expect.stringContaining("2 times")]);
  // Also where nobody sees the second one.
  changeAsset(doc, twice, { deletedAt: 2 });
  expect(problems("assets")).toEqual([expect.stringContaining("2 times")]);
  changeAsset(doc, twice, { name: "zqbob-1qz" });
  expect(problems("assets")).toEqual([expect.stringContaining("never written")]);
});
