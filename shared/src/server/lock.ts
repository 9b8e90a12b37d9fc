import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isSameProcess, startOf } from "./process-identity.ts";

export type Lock = { release: () => void };

/** Somebody else holds the lock; `pid` says which process. */
export class LockedError extends Error {
  override readonly name = "LockedError";
  readonly pid: number;

  constructor(pid: number) {
    super(`The process ${pid} holds the lock.`);
    this.pid = pid;
  }
}

/**
 * Takes a lock file for this process. A lock left by a process that died is taken over.
 * @throws LockedError while its holder lives
 */
export function takeLock(file: string): Lock {
  mkdirSync(dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, start: startOf(process.pid) });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine);
  try {
    // A link fails when the name exists, so exactly one of several starters gets it, content and all.
    while (!tryLink(draft, file)) clearStale(file);
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release: () => {
      if (readOrEmpty(file) === mine) rmSync(file, { force: true });
    },
  };
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Removes a lock whose holder is gone; puts it back if another starter took over in between. */
function clearStale(file: string): void {
  const seen = readOrEmpty(file);
  const holder = parseHolder(seen);
  if (holder && isSameProcess(holder.pid, holder.start)) throw new LockedError(holder.pid);
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (readOrEmpty(aside) !== seen) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function parseHolder(text: string): { pid: number; start: string | null } | null {
  try {
    const { pid, start } = JSON.parse(text) as { pid?: unknown; start?: unknown };
    return typeof pid === "number" ? { pid, start: typeof start === "string" ? start : null } : null;
  } catch {
    return null;
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
