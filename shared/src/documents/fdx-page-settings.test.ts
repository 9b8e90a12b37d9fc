import { expect, test } from "vitest";
import * as Y from "yjs";
import { ferryFdx } from "../screenplay/fixtures/ferry-fdx.ts";
import { printFdx } from "../screenplay/fdx-print.ts";
import { importFdx } from "../screenplay/import-fdx.ts";
import { readKept, replaceScript } from "./script-kept.ts";
import { readScreenplay } from "./script.ts";
import { readScriptSettings, setScriptSetting } from "./script-settings.ts";

const take = (file: string) => {
  const doc = new Y.Doc();
  const { screenplay, kept } = importFdx(file);
  replaceScript(doc, screenplay, kept);
  return doc;
};
const give = (doc: Y.Doc) => {
  const { paper, continued } = readScriptSettings(doc);
  return printFdx(readScreenplay(doc), { kept: readKept(doc), pages: { paper }, continued });
};

test("SCR-222: paper and automatic (CONT'D) go out with the script and come back with the file", () => {
  for (const paper of ["letter", "a4"] as const) {
    for (const continued of [true, false]) {
      const doc = take(ferryFdx);
      setScriptSetting(doc, "paper", paper);
      setScriptSetting(doc, "continued", continued);
      expect(readScriptSettings(take(give(doc)))).toMatchObject({ paper, continued });
    }
  }
});

test("SCR-222: what else a file says of its pages stays, and a file that says nothing changes nothing", () => {
  const file = ferryFdx
    .replace(/<PageLayout[\s\S]*?(?:\/>|<\/PageLayout>)/, "")
    .replace(
      "</FinalDraft>",
      '<PageLayout FooterMargin="40" TopMargin="80"><PageSize Height="11.69" Width="8.26"/></PageLayout></FinalDraft>',
    );
  const doc = take(file);
  expect(readScriptSettings(doc).paper).toBe("a4");
  expect(give(doc)).toMatch(/<PageLayout FooterMargin="40" TopMargin="80">\s*<PageSize Height="11.69"/);
  const { screenplay } = importFdx(
    '<FinalDraft><Content><Paragraph Type="Scene Heading"><Text>INT. A - DAY</Text></Paragraph></Content></FinalDraft>',
  );
  replaceScript(doc, screenplay, null);
  expect(readScriptSettings(doc).paper).toBe("a4");
});

test("SCR-222: a script of ours on A4 goes out in its columns and margins", () => {
  const text = printFdx(importFdx(ferryFdx).screenplay, { pages: { paper: "a4" } });
  expect(text).toMatch(/<PageLayout[^>]*BottomMargin="65"[^>]*TopMargin="75"/);
  expect(text).toMatch(/LeftIndent="1.25"[^>]*RightIndent="7.25"/);
});
