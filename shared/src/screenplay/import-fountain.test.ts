import { expect, test } from "vitest";
import { AppError } from "../errors/app-error.ts";
import { importFountain, largestScriptBytes } from "./import-fountain.ts";
import { sampleScreenplay } from "./sample.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function refusal(file: Uint8Array | string): AppError {
  try {
    importFountain(file);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error("The file was taken in.");
}

test("SCR-8: takes in a script as bytes and as text", () => {
  expect(importFountain(bytes(sampleScreenplay)).blocks).toHaveLength(
    importFountain(sampleScreenplay).blocks.length,
  );
});

test.each([
  ["bytes that are not UTF-8", new Uint8Array([0x49, 0x4e, 0x54, 0xff, 0xfe]), "bad-file"],
  ["a NUL", bytes("INT. A - DAY\n\n\0"), "bad-file"],
  ["letters that were lost", "INT. CAF\uFFFD - DAY\n", "bad-file"],
  ["a PDF", bytes("%PDF-1.7 INT. A - DAY"), "bad-file"],
  ["a Final Draft file", '<?xml version="1.0"?>\n<FinalDraft>', "bad-file"],
  ["a word processor file", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0xff]), "bad-file"],
  ["no scene", "Once upon a time.", "bad-file"],
  ["nothing", "", "bad-file"],
  ["more than 5 MB", "INT. A - DAY\n\n" + "x".repeat(largestScriptBytes), "too-large"],
])("SCR-8: refuses a file with %s, and says what to do", (_, file, code) => {
  const error = refusal(file);
  expect(error.code).toBe(code);
  expect(error.field).toBe("file");
  expect(error.nextStep).toBeTruthy();
});

test("SCR-8: hostile text of a megabyte is read in linear time", () => {
  for (const piece of ["/* ", "[[ ", "*a ", "_", "(", "[[]] ", "\\", "BOB\n(a\n", "\n\n\n\n"]) {
    const body = piece.repeat(Math.floor(1_000_000 / piece.length));
    // Would take minutes if any step were quadratic; the test's own limit is the judge.
    expect(importFountain(`INT. A - DAY\n\n${body}`).blocks.length).toBeGreaterThan(0);
  }
});
