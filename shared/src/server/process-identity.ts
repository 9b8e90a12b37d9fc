import { readFileSync } from "node:fs";

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When a process started, in the system's own unit, or null where the system does not tell (only Linux does). */
export function startOf(pid: number): string | null {
  return statusFields(pid)?.[19] ?? null;
}

/** Whether the process that had this id and start still lives: ids are used again, starts are not. */
export function isSameProcess(pid: number, start: string | null): boolean {
  if (!isAlive(pid)) return false;
  const now = startOf(pid);
  return start === null || now === null || start === now;
}

function isZombie(pid: number): boolean {
  return statusFields(pid)?.[0] === "Z";
}

/** The fields of `/proc/<pid>/stat` after the program's name, which may itself hold spaces and brackets. */
function statusFields(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}
