/**
 * `npm run film -- path/to/script.fountain` (or .fdx, .txt, .pdf): from a screenplay to a film without a browser, through the studio's API.
 * Ends with 0 when the film is there, 1 when the run failed, 2 when the file or the command line will not do, and 130
 * when it was cancelled.
 */
import { AppError } from "@backlot/shared/errors/app-error";
import { requireNode } from "@backlot/shared/server/node-version";
import { checkOut } from "./film/check-out.ts";
import { interruptions } from "./film/interrupts.ts";
import { readArguments, usage, UsageError } from "./film/arguments.ts";
import { makeFilm, type FilmJob } from "./film/make-film.ts";
import { readScript } from "./film/read-script.ts";
import { progressPrinter } from "./film/progress.ts";
import { createStudioClient } from "./film/studio-client.ts";
import { openStudio, type FilmStudio } from "./film/studio.ts";

requireNode();
const printer = progressPrinter(process.stdout);
const stopped = new AbortController();
// The first Ctrl-C cancels the run in order; a second one does not wait.
const interrupt = interruptions({
  first: () => {
    printer.say("Cancelling …");
    stopped.abort();
  },
  again: () => process.exit(130),
});
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, interrupt);
process.exitCode = await main();
process.exit();

async function main(): Promise<number> {
  let job: FilmJob;
  try {
    job = await readJob();
  } catch (error) {
    console.error(sentenceFor(error));
    if (error instanceof UsageError) console.error(`\n${usage}`);
    return 2;
  }
  let studio: FilmStudio | null = null;
  try {
    studio = await openStudio(job.dataDir, (line) => printer.say(line));
    const client = createStudioClient(studio, { signal: stopped.signal });
    await makeFilm(client, job, { printer, signal: stopped.signal });
    return 0;
  } catch (error) {
    printer.say(sentenceFor(error));
    return stopped.signal.aborted ? 130 : 1;
  } finally {
    await studio?.close();
  }
}

/** Everything that can be wrong with the order is found here, before anything is started. */
async function readJob(): Promise<FilmJob> {
  const from = process.env.INIT_CWD ?? process.cwd();
  const order = readArguments(process.argv.slice(2), from);
  if (!order.approveAll && !process.stdin.isTTY)
    throw new UsageError("There is no terminal to ask at the gates: say --approve all.");
  const { title, source, remarks } = await readScript(order.script);
  checkOut(order);
  for (const remark of remarks) printer.say(remark);
  return { ...order, title, source };
}

function sentenceFor(error: unknown): string {
  if (error instanceof AppError) return [error.sentence, error.nextStep].filter(Boolean).join(" ");
  return (error as Error).message;
}
