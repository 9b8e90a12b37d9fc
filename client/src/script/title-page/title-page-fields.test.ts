import { expect, it } from "vitest";
import { titlePageFields, withEntry } from "./title-page-fields.ts";

it("shows the usual entries first, under the writer's own keys, and keeps all others (SCR-209)", () => {
  const fields = titlePageFields([
    { key: "Episode", lines: ["4"] },
    { key: "Authors", lines: ["Ana", "Ben"] },
  ]);
  expect(fields.map((one) => one.key)).toEqual([
    "Title",
    "Credit",
    "Authors",
    "Source",
    "Draft date",
    "Contact",
    "Copyright",
    "Episode",
  ]);
  expect(fields[2]?.lines).toEqual(["Ana", "Ben"]);
});

it("changes one entry and leaves the others where they are (SCR-209)", () => {
  const page = [
    { key: "Title", lines: ["A"] },
    { key: "Source", lines: ["B"] },
  ];
  expect(withEntry(page, "Title", ["C", "D"])[0]).toEqual({ key: "Title", lines: ["C", "D"] });
  expect(withEntry(page, "Contact", ["E"]).map((one) => one.key)).toEqual(["Title", "Source", "Contact"]);
  expect(withEntry(page, "Title", []).map((one) => one.key)).toEqual(["Source"]);
});
