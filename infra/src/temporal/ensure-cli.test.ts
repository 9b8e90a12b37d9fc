import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempDir } from "../temp-dir.ts";
import { cliVersion } from "./cli.ts";
import { downloadCli } from "./download-cli.ts";
import { ensureTemporalCli } from "./ensure-cli.ts";

const name = `temporal-${cliVersion}`;

function program(folder: string, file: string, version = "1.8.2"): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, file),
    `#!/bin/sh\necho "temporal version ${version} (Server 1.31.2, UI 2.50.1)"\n`,
  );
  chmodSync(join(folder, file), 0o755);
  return join(folder, file);
}

function places(dir: string) {
  return { dataDir: join(dir, "data"), userCache: join(dir, "cache"), env: { PATH: join(dir, "bin") } };
}

const noSource = () => Promise.reject(new Error("No network."));

test("takes TEMPORAL_CLI before anything else", async () => {
  using dir = tempDir();
  const named = program(join(dir.path, "own"), "temporal");
  program(join(dir.path, "bin"), "temporal");
  const env = { PATH: join(dir.path, "bin"), TEMPORAL_CLI: named };
  expect(await ensureTemporalCli({ ...places(dir.path), env })).toEqual({ path: named, version: cliVersion });
});

test("refuses a TEMPORAL_CLI that cannot be run, by its name", async () => {
  using dir = tempDir();
  const env = { TEMPORAL_CLI: "/nowhere/temporal" };
  await expect(ensureTemporalCli({ ...places(dir.path), env })).rejects.toThrow(
    'TEMPORAL_CLI is set to "/nowhere',
  );
});

test("looks on PATH, then in the data directory, then in the user's cache", async () => {
  using dir = tempDir();
  const cached = program(join(dir.path, "cache"), name);
  expect(await ensureTemporalCli(places(dir.path))).toEqual({ path: cached, version: cliVersion });
  const own = program(join(dir.path, "data", "bin"), name);
  expect(await ensureTemporalCli(places(dir.path))).toEqual({ path: own, version: cliVersion });
  const installed = program(join(dir.path, "bin"), "temporal", "1.10.0");
  expect(await ensureTemporalCli(places(dir.path))).toEqual({ path: installed, version: "1.10.0" });
});

test("STA-12: knows a CLI that was built from Go modules by its server", async () => {
  using dir = tempDir();
  const built = program(join(dir.path, "own"), "temporal", "0.0.0-DEV");
  const env = { PATH: "", TEMPORAL_CLI: built };
  expect(await ensureTemporalCli({ ...places(dir.path), env })).toEqual({ path: built, version: cliVersion });
});

test("STA-12: passes over an old CLI on PATH, and says which version TEMPORAL_CLI has", async () => {
  using dir = tempDir();
  const old = program(join(dir.path, "bin"), "temporal", "1.4.1");
  const cached = program(join(dir.path, "cache"), name);
  expect(await ensureTemporalCli(places(dir.path))).toEqual({ path: cached, version: cliVersion });
  const env = { PATH: join(dir.path, "bin"), TEMPORAL_CLI: old };
  await expect(ensureTemporalCli({ ...places(dir.path), env })).rejects.toThrow(
    "is Temporal 1.4.1: Backlot needs",
  );
  const other = { TEMPORAL_CLI: "/bin/true" };
  await expect(ensureTemporalCli({ ...places(dir.path), env: other })).rejects.toThrow("is no Temporal CLI");
});

test("tries each source in turn and keeps what the first good one gives", async () => {
  using dir = tempDir();
  const { path } = await ensureTemporalCli({
    ...places(dir.path),
    sources: [noSource, async (target) => void program(join(target, ".."), name)],
  });
  expect(path).toBe(join(dir.path, "cache", name));
  expect(await ensureTemporalCli({ ...places(dir.path), sources: [noSource] })).toMatchObject({ path });
});

test("says what was tried and what to do when there is no source left", async () => {
  using dir = tempDir();
  const built = () => Promise.reject(new Error("Go is not installed."));
  await expect(ensureTemporalCli({ ...places(dir.path), sources: [noSource, built] })).rejects.toThrow(
    /No network\. Go is not installed\. Install Go or the Temporal CLI, or set TEMPORAL_CLI or TEMPORAL_ADDRESS/,
  );
});

test("downloads an archive and unpacks the program from it", async () => {
  using dir = tempDir();
  program(dir.path, "temporal");
  spawnSync("tar", ["-czf", "archive.tar.gz", "temporal"], { cwd: dir.path });
  const server = createServer((request, response) => {
    const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    const isArchive = request.url === "/archive.tar.gz";
    const answer = JSON.stringify({ archiveUrl: `${origin}/archive.tar.gz`, fileToExtract: "temporal" });
    response.end(isArchive ? readFileSync(join(dir.path, "archive.tar.gz")) : answer);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const target = join(dir.path, name);
  await downloadCli(target, () => {}, `http://localhost:${(server.address() as AddressInfo).port}`);
  server.close();
  expect(readFileSync(target, "utf8")).toContain("temporal version 1.8.2");
});

test("says why a download failed", async () => {
  using dir = tempDir();
  const closed = "http://127.0.0.1:1";
  await expect(downloadCli(join(dir.path, name), () => {}, closed)).rejects.toThrow(
    /could not be downloaded from 127\.0\.0\.1:1/,
  );
});
