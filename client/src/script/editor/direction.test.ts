import { getSchema } from "@tiptap/core";
import { expect, test } from "vitest";
import { directions } from "./direction.ts";
import { screenplaySchema } from "./schema.ts";

const schema = getSchema(screenplaySchema);
const doc = (...texts: string[]) =>
  schema.node(
    "doc",
    null,
    texts.map((text) => schema.node("action", null, text === "" ? [] : [schema.text(text)])),
  );

test("SCR-220: a paragraph runs as its first letter does", () => {
  const marked = (...texts: string[]) =>
    directions(doc(...texts))
      .find()
      .map(({ from }) => from);
  expect(marked("Rain.", "", "12.")).toEqual([]);
  // Digits and brackets say nothing; a Hebrew word inside an English line does not turn it round.
  expect(marked("אבג TV", "Sign: אבג", "12 (אב)", "سلام")).toEqual([0, 19, 28]);
});
