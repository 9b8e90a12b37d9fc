import { ThreadQueue } from "../../thread/thread-queue.ts";
import type { PrintJob } from "./draw-screenplay.ts";

/** A script of 120 pages takes a second or two and some hundred megabytes. */
const printer = new ThreadQueue<PrintJob, Uint8Array<ArrayBuffer>>({
  file: new URL("./pdf-worker.ts", import.meta.url),
  seconds: 60,
  megabytes: 1024,
  most: 20,
  failure: {
    code: "draw-failed",
    sentence: "The pages of this script took too long to draw.",
    nextStep: "Try again; if it happens again, download the script as Fountain or FDX.",
  },
});

/** Makes the PDF away from everybody who is writing meanwhile; what several ask of one project at once is made once. */
export function printScreenplay(projectId: string, job: PrintJob): Promise<Uint8Array<ArrayBuffer>> {
  return printer.run(projectId, job);
}
