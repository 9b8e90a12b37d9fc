import { toAppError } from "@backlot/shared/errors/app-error";

/**
 * Reads from the API and remembers the answer on this device; when no server answers, or one that cannot just now, gives
 * what was last known.
 * Only for what the shell needs to open a project without a network.
 */
export async function remembered<T>(name: string, read: () => Promise<T>): Promise<T> {
  const key = `backlot:${name}`;
  try {
    const fresh = await read();
    store(key, fresh);
    return fresh;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === "signed-out") forget(key);
    const last = error.retryable ? (recall(key) as T | null) : null;
    if (last === null) throw error;
    return last;
  }
}

// Storage may be full or forbidden; the shell then simply needs the network.
function store(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    forget(key);
  }
}

function recall(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was stored where nothing can be removed.
  }
}
