import { expect, it } from "vitest";
import * as Y from "yjs";
import { addAsset, changeAsset, mergeAssets } from "@backlot/shared/documents/assets";
import { livingPresence, readMerges } from "./merged-presence.ts";

const here = { start: true, end: true, startLook: null, endLook: null };
const enters = { ...here, start: false };

it("counts a merged asset as what it became part of", () => {
  const doc = new Y.Doc();
  const add = (name: string) =>
    addAsset(doc, { category: "prop", name, origin: "person" as const, createdAt: 1 });
  const [mug, cup, grail] = [add("mug"), add("cup"), add("grail")];
  mergeAssets(doc, mug, cup);
  mergeAssets(doc, cup, grail);
  const merges = readMerges(doc);
  expect(merges).toEqual({ [mug]: grail, [cup]: grail });
  expect(livingPresence({ [mug]: enters }, merges)).toEqual({ [grail]: enters });
  expect(livingPresence({ [mug]: { ...here, startLook: "worn" }, [grail]: enters }, merges)).toEqual({
    [grail]: { start: true, end: true, startLook: "worn", endLook: null },
  });

  changeAsset(doc, grail, { deletedAt: 5 });
  expect(readMerges(doc)).toEqual({});
});
