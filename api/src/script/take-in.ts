import { takeInScript, type ScriptSource, type TakenIn } from "@backlot/shared/screenplay/script-source";
import { ThreadQueue } from "../thread/thread-queue.ts";

const reader = new ThreadQueue<ScriptSource, TakenIn | null>({
  file: new URL("./take-in-worker.ts", import.meta.url),
  seconds: 30,
  megabytes: 512,
  most: 20,
  failure: {
    code: "too-large",
    sentence: "The script takes too long to read.",
    field: "file",
    nextStep: "Split it into several files, or export it again as plain Fountain text.",
  },
});

/** What is read at once: a script of this size takes a few milliseconds, less than a thread takes to begin. */
const small = 100_000;

/**
 * Judges a script that is handed in, a large one in a thread of its own: everybody else goes on writing meanwhile.
 *
 * @throws AppError as `takeInScript`, and `busy` when too many are waiting
 */
export async function takeIn(source: ScriptSource): Promise<TakenIn | null> {
  if (sizeOf(source) <= small) return takeInScript(source);
  return await reader.run(crypto.randomUUID(), source);
}

function sizeOf({ fountain = "", fdx = "", screenplay }: ScriptSource): number {
  const blocks = screenplay?.blocks ?? [];
  const text = blocks.reduce(
    (sum, { runs }) => runs.reduce((size, run) => size + run.text.length, sum + 100),
    0,
  );
  return fountain.length + fdx.length + text;
}
