import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { cliVersion, moveIntoPlace, type CliProgress } from "./cli.ts";

/** The service that Temporal's own SDKs ask. */
const service = "https://temporal.download";
const answerSchema = z.object({ archiveUrl: z.url(), fileToExtract: z.string().regex(/^[\w.-]+$/) });
const platforms: Record<string, string> = { linux: "linux", darwin: "darwin" };
const architectures: Record<string, string> = { x64: "amd64", arm64: "arm64" };

/** Downloads the CLI the way Temporal's SDKs do. Without a network it fails at once. */
export async function downloadCli(
  target: string,
  onProgress: (progress: CliProgress) => void,
  base: string = service,
): Promise<void> {
  const platform = platforms[process.platform];
  const architecture = architectures[process.arch];
  if (!platform || !architecture) throw new Error("Temporal offers no download for this system.");
  const detail = "Downloading the pipeline engine.";
  onProgress({ detail, progress: 0.01 });
  const query = new URLSearchParams({ arch: architecture, platform, format: "tar.gz" });
  const answer = await get(`${base}/cli/v${cliVersion}?${query.toString()}`);
  const { archiveUrl, fileToExtract } = answerSchema.parse(await answer.json());
  const archive = await readAll(await get(archiveUrl), (progress) => onProgress({ detail, progress }));

  const folder = await mkdtemp(join(tmpdir(), "backlot-temporal-"));
  try {
    await writeFile(join(folder, "archive.tar.gz"), archive);
    await extract(folder, fileToExtract);
    await chmod(join(folder, fileToExtract), 0o755);
    await moveIntoPlace(join(folder, fileToExtract), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function get(url: string): Promise<Response> {
  // Only the wait for an answer is limited: the download itself may take as long as the line needs.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 10_000);
  try {
    const response = await fetch(url, { signal: patience.signal });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return response;
  } catch (error) {
    throw new Error(`It could not be downloaded from ${new URL(url).host}: ${reasonOf(error)}.`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}

async function readAll(response: Response, onProgress: (progress: number) => void): Promise<Buffer> {
  const total = Number(response.headers.get("content-length")) || 60_000_000;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    onProgress(Math.min(0.98, size / total));
  }
  return Buffer.concat(chunks);
}

function extract(folder: string, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const tar = spawn("tar", ["-xzf", "archive.tar.gz", file], { cwd: folder, stdio: "ignore" });
    tar.on("error", reject);
    tar.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error("The downloaded archive is damaged.")),
    );
  });
}
