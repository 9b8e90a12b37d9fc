import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { buildCli } from "./build-cli.ts";
import {
  cliVersion,
  cliVersionOf,
  isAtLeast,
  oldestCli,
  type CliProgress,
  type CliSource,
  type TemporalCli,
} from "./cli.ts";
import { downloadCli } from "./download-cli.ts";

export type EnsureCliOptions = {
  dataDir: string;
  env?: Record<string, string | undefined>;
  /** Shared by all clones of this user, so that a build is done once. */
  userCache?: string;
  onProgress?: (progress: CliProgress) => void;
  /** Ways to get a copy that is not there, in order. */
  sources?: CliSource[];
};

/** There is no Temporal CLI and none can be had; the message says what was tried and what to do. */
export class NoTemporalError extends Error {
  override readonly name = "NoTemporalError";
}

/**
 * Finds the real Temporal CLI, or gets it: `TEMPORAL_CLI`, PATH, the copy in the data directory, the user's cache, a
 * download, a build from Go modules. One on PATH that is too old, or no Temporal CLI, is passed over.
 * @throws NoTemporalError
 */
export async function ensureTemporalCli({
  dataDir,
  env = process.env,
  userCache = userCacheFolder(env),
  onProgress = () => {},
  sources = [downloadCli, buildCli],
}: EnsureCliOptions): Promise<TemporalCli> {
  const named = env["TEMPORAL_CLI"];
  if (named) {
    if (!isExecutable(named))
      throw new NoTemporalError(`TEMPORAL_CLI is set to "${named}", which is not a program that can be run.`);
    const version = cliVersionOf(named);
    if (version !== null && isAtLeast(version, oldestCli)) return { path: named, version };
    throw new NoTemporalError(
      `TEMPORAL_CLI is set to "${named}", which ${version === null ? "is no Temporal CLI" : `is Temporal ${version}`}: ` +
        `Backlot needs ${oldestCli} or newer.`,
    );
  }
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  for (const path of folders.map((folder) => join(folder, "temporal")).filter(isExecutable)) {
    const version = cliVersionOf(path);
    if (version !== null && isAtLeast(version, oldestCli)) return { path, version };
  }

  const own = join(dataDir, "bin", `temporal-${cliVersion}`);
  const cached = join(userCache, `temporal-${cliVersion}`);
  const kept = [own, cached].find(isExecutable);
  if (kept !== undefined) return { path: kept, version: cliVersion };

  const target = writableTarget([cached, own]);
  const problems: string[] = [];
  for (const source of sources) {
    try {
      await source(target, onProgress);
      return { path: target, version: cliVersion };
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  const advice = "Install Go or the Temporal CLI, or set TEMPORAL_CLI or TEMPORAL_ADDRESS, and start again.";
  throw new NoTemporalError(`The Temporal server could not be prepared. ${problems.join(" ")} ${advice}`);
}

function userCacheFolder(env: Record<string, string | undefined>): string {
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "backlot");
}

function writableTarget(candidates: [string, string]): string {
  const [preferred, fallback] = candidates;
  try {
    mkdirSync(join(preferred, ".."), { recursive: true });
    accessSync(join(preferred, ".."), constants.W_OK);
    return preferred;
  } catch {
    mkdirSync(join(fallback, ".."), { recursive: true });
    return fallback;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
