import { parentPort } from "node:worker_threads";
import { compacted, type Compacted } from "./compacted.ts";

export type CompactionJob = { updates: Uint8Array[] };
export type CompactionAnswer = Compacted;

parentPort?.on("message", ({ updates }: CompactionJob) => {
  let answer: CompactionAnswer;
  try {
    answer = compacted(updates);
  } catch (error) {
    answer = { state: null, problem: String(error) };
  }
  parentPort?.postMessage(answer);
});
