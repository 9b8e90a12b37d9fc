import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  addToDictionary,
  readDictionary,
  readScriptSettings,
  removeFromDictionary,
  setScriptSetting,
} from "./script-settings.ts";

describe("settings of a script", () => {
  it("have defaults, and merge by key (SCR-29)", () => {
    const ana = new Y.Doc();
    const ben = new Y.Doc();
    expect(readScriptSettings(ana)).toMatchObject({ paper: "letter", continued: true });
    setScriptSetting(ana, "continued", false);
    setScriptSetting(ben, "paper", "a4");
    Y.applyUpdate(ana, Y.encodeStateAsUpdate(ben));
    expect(readScriptSettings(ana)).toMatchObject({ paper: "a4", continued: false });
  });

  it("take what cannot be read for the default (SCR-29)", () => {
    const doc = new Y.Doc();
    doc.getMap("settings").set("paper", 7);
    expect(readScriptSettings(doc).paper).toBe("letter");
  });

  it("hold the script's own words (SCR-29)", () => {
    const doc = new Y.Doc();
    addToDictionary(doc, " Ondine ");
    addToDictionary(doc, "grumbleworks");
    addToDictionary(doc, "");
    removeFromDictionary(doc, "grumbleworks");
    expect(readDictionary(doc)).toEqual(["Ondine"]);
  });
});
