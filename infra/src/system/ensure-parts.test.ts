import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempDir } from "../temp-dir.ts";
import { ensureParts } from "./ensure-parts.ts";
import { installCommand } from "./package-manager.ts";
import { lookForParts } from "./parts.ts";
import { hasSoftwareGl } from "./software-gl.ts";

/** Puts a program into a folder that prints one line. */
function program(folder: string, name: string, prints: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho "${prints}"\n`);
  chmodSync(path, 0o755);
  return path;
}

function everything(folder: string): void {
  program(folder, "ffmpeg", "ffmpeg version 7.1.2");
  program(folder, "ffprobe", "ffprobe version 7.1.2");
  program(folder, "chromium", "Chromium 156");
  program(folder, "espeak-ng", "eSpeak NG");
}

const look = (folder: string, more: Record<string, string> = {}) => ({
  env: { PATH: folder, ...more },
  places: false,
  hasGl: () => true,
});
const silent = () => {};

test("finds every part on PATH", async () => {
  using dir = tempDir();
  everything(dir.path);
  const parts = await ensureParts({ ...look(dir.path), say: silent, install: null });
  expect(parts.ffmpeg).toBe(join(dir.path, "ffmpeg"));
  expect(parts.espeak).toBe(join(dir.path, "espeak-ng"));
});

test("prefers the program that a variable names", async () => {
  using dir = tempDir();
  everything(dir.path);
  const named = program(join(dir.path, "own"), "my-ffmpeg", "ffmpeg version n8.0");
  const parts = await ensureParts({ ...look(dir.path, { FFMPEG_PATH: named }), say: silent, install: null });
  expect(parts.ffmpeg).toBe(named);
});

test("names the variable that points at nothing instead of looking elsewhere", () => {
  using dir = tempDir();
  everything(dir.path);
  const report = lookForParts(look(dir.path, { CHROMIUM_PATH: "/nowhere/chromium" }));
  expect(report.missing).toEqual([
    { name: "chromium", problem: expect.stringContaining('CHROMIUM_PATH is set to "/nowhere/chromium"') },
  ]);
});

test("passes over an FFmpeg older than 5.1 for a newer one later on PATH", async () => {
  using dir = tempDir();
  everything(join(dir.path, "new"));
  program(join(dir.path, "old"), "ffmpeg", "ffmpeg version 4.4.2");
  const path = `${join(dir.path, "old")}:${join(dir.path, "new")}`;
  const parts = await ensureParts({ ...look(path), say: silent, install: null });
  expect(parts.ffmpeg).toBe(join(dir.path, "new", "ffmpeg"));
});

test("STA-11: says in one sentence what is missing and how to install it", async () => {
  using dir = tempDir();
  everything(dir.path);
  program(dir.path, "ffmpeg", "ffmpeg version 4.4.2");
  await expect(ensureParts({ ...look(dir.path), say: silent, install: null })).rejects.toThrow(
    /FFmpeg 5\.1 or newer is needed; .* is 4\.4\. Install it with: .*ffmpeg/,
  );
});

test("STA-11: installs what is missing, then finds it", async () => {
  using dir = tempDir();
  const said: string[] = [];
  const parts = await ensureParts({
    ...look(dir.path),
    say: (line) => said.push(line),
    install: (missing) => {
      expect(missing).toEqual(["ffmpeg", "ffprobe", "chromium", "espeak"]);
      everything(dir.path);
      return Promise.resolve(true);
    },
  });
  expect(parts.chromium).toBe(join(dir.path, "chromium"));
  expect(said[0]).toContain("Installing ffmpeg, ffprobe, chromium, espeak");
});

test("STA-11: does without espeak-ng, and says what that means", async () => {
  using dir = tempDir();
  const said: string[] = [];
  program(dir.path, "ffmpeg", "ffmpeg version 5.1");
  program(dir.path, "ffprobe", "ffprobe version 5.1");
  program(dir.path, "google-chrome", "Chrome 156");
  const parts = await ensureParts({ ...look(dir.path), say: (line) => said.push(line), install: null });
  expect(parts.espeak).toBeNull();
  expect(said.join()).toContain("captions only");
});

test("asks for software GL where the libraries are not there", () => {
  using dir = tempDir();
  expect(hasSoftwareGl("linux", [dir.path])).toBe(false);
  writeFileSync(join(dir.path, "libEGL.so.1"), "");
  expect(hasSoftwareGl("linux", [dir.path])).toBe(false);
  writeFileSync(join(dir.path, "libgallium-25.0.so"), "");
  expect(hasSoftwareGl("linux", [dir.path])).toBe(true);
});

test.each([
  ["apt-get", "sudo apt-get install -y chromium fonts-dejavu-core"],
  ["dnf", "sudo dnf install -y chromium dejavu-sans-fonts"],
  ["pacman", "sudo pacman -S --needed chromium ttf-dejavu"],
  ["brew", "brew install --cask google-chrome"],
])("STA-11: gives the command for a system with %s", (manager, command) => {
  expect(installCommand(["chromium"], (name) => name === manager)).toBe(command);
});
