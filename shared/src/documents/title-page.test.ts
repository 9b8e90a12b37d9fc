import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { TitlePage } from "../screenplay/block.ts";
import { readTitlePage, writeTitlePage } from "./title-page.ts";

const anyTitlePage = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom("Title", "Credit", "Author", "Source", "Draft date", "Contact", "Зам", "Revision"),
    lines: fc.array(fc.string({ maxLength: 8 }), { maxLength: 2 }),
  }),
  { selector: (entry) => entry.key, maxLength: 6 },
);

function exchange(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
}

test("SCR-7: a title page is read back in the order it was written in, also after others", () => {
  fc.assert(
    fc.property(fc.array(anyTitlePage, { minLength: 1, maxLength: 4 }), (pages) => {
      const doc = new Y.Doc();
      for (const page of pages) writeTitlePage(doc, page);
      expect(readTitlePage(doc)).toEqual(pages.at(-1));
    }),
  );
});

test("SCR-130: two first title pages written at once read the same for both writers", () => {
  fc.assert(
    fc.property(anyTitlePage, anyTitlePage, (left, right) => {
      const [a, b] = [new Y.Doc(), new Y.Doc()];
      writeTitlePage(a, left);
      writeTitlePage(b, right);
      exchange(a, b);
      expect(readTitlePage(a)).toEqual(readTitlePage(b));
      expect(new Set(readTitlePage(a).map((entry) => entry.key))).toEqual(
        new Set([...left, ...right].map((entry) => entry.key)),
      );
    }),
  );
});

test("SCR-130: the same first title page written at once keeps its order", () => {
  fc.assert(
    fc.property(anyTitlePage, (page) => {
      const [a, b] = [new Y.Doc(), new Y.Doc()];
      writeTitlePage(a, page);
      writeTitlePage(b, page);
      exchange(a, b);
      expect(readTitlePage(a)).toEqual(page);
      expect(readTitlePage(b)).toEqual(page);
    }),
  );
});

test("SCR-130: title pages from before the order was kept are read in the usual order", () => {
  const doc = new Y.Doc();
  const map = doc.getMap<unknown>("titlePage");
  for (const key of ["Contact", "Mood", "Author", "Title"]) map.set(key, [key]);
  const old: TitlePage = ["Title", "Author", "Contact", "Mood"].map((key) => ({ key, lines: [key] }));
  expect(readTitlePage(doc)).toEqual(old);
});

test("SCR-130: writing what is there already changes nothing", () => {
  const doc = new Y.Doc();
  const page = [
    { key: "Title", lines: ["A"] },
    { key: "Author", lines: ["B"] },
  ];
  writeTitlePage(doc, page);
  const before = Y.encodeStateVector(doc);
  writeTitlePage(doc, page);
  expect(Y.encodeStateVector(doc)).toEqual(before);
});
