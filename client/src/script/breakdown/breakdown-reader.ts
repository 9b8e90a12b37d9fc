import type { ScriptBlock } from "@backlot/shared/screenplay/block";
import { breakDown, type BreakdownCandidate } from "@backlot/shared/screenplay/breakdown";

/** What was found, and the script in which it was. */
export type Read = { candidates: BreakdownCandidate[]; blocks: readonly ScriptBlock[] };

export type Reader = { read: (blocks: readonly ScriptBlock[]) => void; stop: () => void };

/** Reads in a worker; on the page itself where the browser has none or it does not start. Only the newest answer counts. */
export function startReader(onRead: (read: Read) => void): Reader {
  let turn = 0;
  let newest: readonly ScriptBlock[] = [];
  let worker: Worker | null = null;
  try {
    worker = new Worker(new URL("./breakdown.worker.ts", import.meta.url), { type: "module" });
  } catch {
    worker = null;
  }
  const give = (event: MessageEvent<{ turn: number; candidates: BreakdownCandidate[] }>) => {
    if (event.data.turn === turn) onRead({ candidates: event.data.candidates, blocks: newest });
  };
  const giveUp = () => {
    worker?.terminate();
    worker = null;
    onRead({ candidates: breakDown(newest), blocks: newest });
  };
  worker?.addEventListener("message", give);
  worker?.addEventListener("error", giveUp);
  return {
    read(blocks) {
      turn += 1;
      newest = blocks;
      if (worker === null) onRead({ candidates: breakDown(blocks), blocks });
      else worker.postMessage({ turn, blocks });
    },
    stop() {
      turn += 1;
      worker?.terminate();
    },
  };
}
