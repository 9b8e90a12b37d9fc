import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where the bench puts states that servers without a store of their own are to begin with. */
export const storeVariable = "BENCH_STORE";

/** The file of one document in that folder. */
export function stateFile(folder: string, document: string): string {
  return join(folder, encodeURIComponent(document));
}

/**
 * What a document begins with, as the simplest store there is would give it: a file. Nothing is written back, so a
 * server that is measured with it does strictly less than one that keeps what people write.
 */
export async function storedState(document: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await readFile(stateFile(process.env[storeVariable] ?? "", document)));
  } catch {
    return null;
  }
}
