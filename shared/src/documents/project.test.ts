import { expect, test } from "vitest";
import * as Y from "yjs";
import { readShotListSettings, setShotListSettings } from "./project.ts";

test("SCR-24: how shot lists are made is one setting for everybody, and what cannot be read is as usual", () => {
  const [here, there] = [new Y.Doc(), new Y.Doc()];
  expect(readShotListSettings(here)).toEqual({ coverage: "full", pace: 1 });
  setShotListSettings(here, { coverage: "lean" });
  setShotListSettings(there, { pace: 1.3 });
  Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
  expect(readShotListSettings(here)).toEqual({ coverage: "lean", pace: 1.3 });
  here.getMap<unknown>("meta").set("pace", "quick");
  here.getMap<unknown>("meta").set("coverage", 7);
  expect(readShotListSettings(here)).toEqual({ coverage: "full", pace: 1 });
});
