import { AppError } from "@backlot/shared/errors/app-error";
import type { ScriptSource } from "@backlot/shared/screenplay/script-source";
import { askGate, gateLine } from "./ask-gate.ts";
import type { FilmArguments } from "./arguments.ts";
import { duration, progressLine, type ProgressPrinter } from "./progress.ts";
import type { RunView, StudioClient } from "./studio-client.ts";

export type FilmJob = FilmArguments & { title: string; source: ScriptSource };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const lookEvery = 400;

/**
 * Makes the film in an open studio: a project, a run, a decision at each gate, the file. An aborted signal cancels the
 * run and throws `cancelled`; a run that ends otherwise than done throws with its reason.
 */
export async function makeFilm(
  studio: StudioClient,
  job: FilmJob,
  { printer, signal }: { printer: ProgressPrinter; signal: AbortSignal },
): Promise<void> {
  await engineReady(studio, printer, signal);
  const projectId = await studio.createProject(job.title, job.source);
  const runId = await studio.startRun(projectId, { quality: job.quality, provider: job.provider });
  try {
    await follow(studio, job, { projectId, runId, printer, signal });
  } catch (error) {
    await cancel(studio, projectId, runId);
    throw error;
  }
  const film = (await studio.films(projectId)).find((one) => one.runId === runId);
  if (film === undefined) throw new AppError("internal", { sentence: "The run ended without a film." });
  await studio.download(projectId, film.mediaHash, job.out);
  if (film.captionsSrtHash !== null)
    await studio.download(projectId, film.captionsSrtHash, job.out.replace(/\.[^./]+$/, "") + ".srt");
  const seconds = (film.frames ?? 0) / (film.fps ?? 24);
  printer.say(`${job.out}: ${duration(seconds)}, ${film.frames ?? 0} frames. ${film.soundNote}`);
}

async function engineReady(
  studio: StudioClient,
  printer: ProgressPrinter,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    stopIfAborted(signal);
    const { state, detail, progress } = await studio.engine();
    if (state === "ready") return;
    if (state === "failed") throw new AppError("engine-preparing", { sentence: detail });
    printer.show(`Pipeline engine: ${Math.round(progress * 100)} %, ${detail}`);
    await pause(lookEvery);
  }
}

type Watch = { projectId: string; runId: string; printer: ProgressPrinter; signal: AbortSignal };

async function follow(studio: StudioClient, job: FilmJob, watch: Watch): Promise<void> {
  const told = new Set<string>();
  const decided = new Set<string>();
  for (;;) {
    stopIfAborted(watch.signal);
    const view = await studio.readRun(watch.projectId, watch.runId);
    tellFailures(view, told, watch.printer);
    const { run } = view;
    if (run.endedAt !== null) {
      if (run.status === "done") return;
      throw new AppError(run.status === "cancelled" ? "cancelled" : "internal", {
        sentence: run.error?.sentence ?? `The run was ${run.status}.`,
        ...(run.error?.nextStep === undefined ? {} : { nextStep: run.error.nextStep }),
      });
    }
    const gate = view.gates.find((one) => one.status === "waiting" && !decided.has(one.id));
    if (gate === undefined) watch.printer.show(progressLine(view));
    else {
      watch.printer.say(gateLine(gate));
      const decision = job.approveAll
        ? ({ decision: "approve", digest: gate.digest, note: "" } as const)
        : await askGate(gate, watch.signal);
      stopIfAborted(watch.signal);
      if (decision === null) throw new AppError("cancelled", { sentence: "The run was ended at a gate." });
      await studio.decide(watch.projectId, watch.runId, gate.id, decision);
      decided.add(gate.id);
    }
    await pause(lookEvery);
  }
}

/** Each failure is said once, with its next step. */
function tellFailures({ items }: RunView, told: Set<string>, printer: ProgressPrinter): void {
  for (const { key, attempt, label, status, error } of items) {
    const name = `${key} ${attempt}`;
    if (status !== "failed" || told.has(name)) continue;
    told.add(name);
    printer.say(`${label} failed: ${error?.sentence ?? ""} ${error?.nextStep ?? ""}`.trim());
  }
}

/** Ends the run and waits until it has ended, but not for ever. */
async function cancel(studio: StudioClient, projectId: string, runId: string): Promise<void> {
  try {
    const { run } = await studio.readRun(projectId, runId);
    if (run.endedAt !== null) return;
    await studio.cancelRun(projectId, runId);
    for (let waited = 0; waited < 5_000; waited += lookEvery) {
      if ((await studio.readRun(projectId, runId)).run.endedAt !== null) return;
      await pause(lookEvery);
    }
  } catch {
    // What made us cancel is the news; a studio that is gone has nothing left to cancel.
  }
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError("cancelled", { sentence: "Cancelled." });
}
