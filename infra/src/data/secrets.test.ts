import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempDir } from "../temp-dir.ts";
import { openSecrets } from "./secrets.ts";

test("STA-3: makes secrets once, for the owner's eyes only", () => {
  using dir = tempDir();
  const first = openSecrets(dir.path);
  expect(new Set(Object.values(first)).size).toBe(5);
  expect(statSync(join(dir.path, "secrets.json")).mode & 0o777).toBe(0o600);
  expect(openSecrets(dir.path)).toEqual(first);
});

test("STA-3: never replaces secrets that are damaged", () => {
  using dir = tempDir();
  writeFileSync(join(dir.path, "secrets.json"), "{");
  expect(() => openSecrets(dir.path)).toThrow("is damaged. Restore it from a copy");
  expect(readFileSync(join(dir.path, "secrets.json"), "utf8")).toBe("{");
});
