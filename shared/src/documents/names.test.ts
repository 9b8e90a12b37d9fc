import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentKind, documentName, parseDocumentName, type DocumentName } from "./names.ts";

const word = fc.stringMatching(/^[a-z0-9-]{1,64}$/);
const name: fc.Arbitrary<DocumentName> = fc
  .record({
    projectId: word,
    branch: word,
    kind: fc.constantFrom(...documentKind.options),
    id: word,
    epoch: fc.integer({ min: 1, max: 999_999 }),
  })
  .map(({ id, ...rest }) => (rest.kind === "script" ? { ...rest, id } : rest));

/** Whether somebody would be let in by it under another name than the one that we write. */
function isReadAsAnother(text: string): boolean {
  try {
    return documentName(parseDocumentName(text)) !== text;
  } catch {
    return false;
  }
}

describe("the codec of document names", () => {
  it("COL-110: reads back what it writes", () => {
    fc.assert(
      fc.property(name, (one) => {
        expect(parseDocumentName(documentName(one))).toEqual(one);
      }),
    );
  });

  it("COL-110: takes no text that it would not have written, so a document has one name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(isReadAsAnother(text)).toBe(false);
      }),
    );
    // Near misses: a good name with something put in, doubled, raised or taken out.
    const piece = fc.oneof(fc.constantFrom("0", "~", "/", "main", "script", "\0", " ", "\n"), fc.string());
    fc.assert(
      fc.property(name, piece, fc.nat(), fc.nat(3), (one, put, where, out) => {
        const good = documentName(one);
        const at = where % (good.length + 1);
        expect(isReadAsAnother(good.slice(0, at) + put + good.slice(at + out))).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ["nothing", ""],
    ["no epoch", "p/film/main/assets"],
    ["an empty epoch", "p/film/main/assets~"],
    ["epoch zero", "p/film/main/assets~0"],
    ["an epoch with a zero before it", "p/film/main/assets~01"],
    ["an epoch of seven digits", "p/film/main/assets~1000000"],
    ["digits of another script", "p/film/main/assets~１"],
    ["a space behind it", "p/film/main/assets~1 "],
    ["a space before it", " p/film/main/assets~1"],
    ["a line end behind it", "p/film/main/assets~1\n"],
    ["a session behind it", "p/film/main/assets~1\0tab"],
    ["a zero byte in it", "p/film/main/\0assets~1"],
    ["a colon in it", "p/film/main/assets:1~1"],
    ["a capital", "p/film/main/Assets~1"],
    ["a letter that only looks like one", "p/film/main/\u0430ssets~1"],
    ["a combining accent", "p/fi\u0301lm/main/assets~1"],
    ["half of a surrogate pair", "p/film/main/\ud83dassets~1"],
    ["a kind that is none", "p/film/main/secrets~1"],
    ["a kind that every object has", "p/film/main/constructor~1"],
    ["an id where there is none", "p/film/main/assets/main~1"],
    ["no id where there is one", "p/film/main/script~1"],
    ["two ids", "p/film/main/script/main/more~1"],
    ["a way up", "p/../main/assets~1"],
    ["a project that is too long", `p/${"x".repeat(65)}/main/assets~1`],
    ["a branch of 100,000 letters", `p/film/${"x".repeat(100_000)}/assets~1`],
    ["a key that every object has", "__proto__"],
  ])("COL-110: refuses %s", (_what, text) => {
    expect(() => parseDocumentName(text)).toThrow(expect.objectContaining({ code: "bad-request" }));
  });
});
