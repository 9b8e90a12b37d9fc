import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempDir } from "../temp-dir.ts";
import { checkOut } from "./check-out.ts";

test("RUN-22: refuses a place for the film where it could not be written, or where it would destroy something", () => {
  using folder = tempDir();
  const script = join(folder.path, "ferry.txt");
  writeFileSync(script, "INT. FERRY - NIGHT\n");
  const at = (...words: string[]) => ({ script, out: join(folder.path, ...words) });
  mkdirSync(join(folder.path, "films"));
  symlinkSync(script, join(folder.path, "link.mp4"));
  expect(() => checkOut(at("ferry.txt"))).toThrow("take the place of its screenplay");
  expect(() => checkOut(at("link.mp4"))).toThrow("take the place of its screenplay");
  expect(() => checkOut(at("films"))).toThrow("is a folder");
  expect(() => checkOut(at("film.srt"))).toThrow("captions");
  expect(() => checkOut(at("ferry.txt", "film.mp4"))).toThrow("cannot be written");
  checkOut(at("new", "folder", "film.mp4"));
  expect(existsSync(join(folder.path, "new", "folder"))).toBe(true);
});
