import { resolveSlot, slotDigest } from "@backlot/shared/build/resolve";
import type { Film } from "@backlot/shared/build/film";
import type { SlotInputs } from "@backlot/shared/build/inputs";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Setup } from "@backlot/shared/generation/setup";
import type { GenerationJobInput } from "@backlot/shared/pipeline/contract";
import {
  adoptAlternate,
  artifactOfDigest,
  artifactOfJob,
  recordArtifact,
  type ArtifactRow,
} from "@backlot/shared/server/artifacts";
import type { Failure } from "@backlot/shared/server/database-schema";
import { asActivities, executionId, stopSignal } from "../activity.ts";
import type { StudioDeps } from "../deps.ts";
import { slotItemKey } from "../production-run/keys.ts";
import { createNotices } from "../production-run/notices.ts";
import { readFilm } from "@backlot/shared/build/read-film";
import type { MadeMedia } from "../provider/provider.ts";
import { inWorkDir } from "../work-dir.ts";
import { trackOf } from "./track.ts";
import { closeReservation, release, reserve } from "./budget.ts";

export type JobOutcome = { status: "done" | "reused" | "failed"; artifactId: string | null };

export type GenerationActivities = ReturnType<typeof createGenerationActivities>;

/** Making one slot, and closing a job that came to nothing. */
export function createGenerationActivities(deps: StudioDeps) {
  const { db, documents } = deps;
  const notices = createNotices(deps);
  const itemDeps = { ...deps, notices };

  const trackJob = (job: GenerationJobInput) =>
    trackOf(itemDeps, itemOf(job) ?? { jobId: job.jobId, projectId: job.projectId });

  /**
   * Resolves the slot's inputs, freezes them, makes the slot once and publishes it. A worker that died half-way left
   * either nothing or the finished artifact of this job, so starting over never makes a second one.
   */
  async function makeSlot(job: GenerationJobInput): Promise<JobOutcome> {
    const track = trackJob(job);
    await track.begin();
    let made = await artifactOfJob(db, job.jobId);
    let status: "done" | "reused" = "done";
    if (made === null) {
      const film = await readFilm(documents, job.projectId);
      const inputs = inputsOf(film, job);
      const digest = slotDigest(inputs);
      made = await artifactOfDigest(db, job.projectId, job.slot, digest);
      if (made !== null && deps.providers[job.provider].isOutdone?.(made.meta) === true) made = null;
      if (made === null) made = await makeAndRecord(job, film, inputs, digest);
      else status = "reused";
    }
    // Somebody may have taken the edit back that set it aside.
    if (made.alternate && made.digest === (await digestNow(job))) made = await adoptAlternate(db, made);
    // Whatever a worker that died had reserved is settled here too, or given back when another job made the picture.
    await closeReservation(db, job);
    await publish(job, made);
    await track.finish({ status, artifactId: made.id });
    return { status, artifactId: made.id };
  }

  async function makeAndRecord(
    job: GenerationJobInput,
    film: Film,
    inputs: SlotInputs,
    digest: string,
  ): Promise<ArtifactRow> {
    const provider = deps.providers[job.provider];
    const shot = film.shots.find((one) => one.id === job.shotId);
    if (shot === undefined)
      throw new AppError("not-found", { sentence: "This shot is no longer in the film." });
    const { slot, quality, variation, directions = [] } = job;
    const amountMicros = provider.estimate({ slot, shot, quality });
    await reserve(db, { ...job, amountMicros, runLimitMicros: await runLimit(job) });

    const onProgress = trackJob(job).progress();
    const media = await inWorkDir(deps.dataDir, async (workDir) => {
      const request = {
        film,
        shot,
        slot,
        inputs,
        quality,
        variation,
        directions,
        workDir,
        onProgress,
        signal: stopSignal(),
      };
      const file = await provider.make(request);
      return { file, stored: await deps.media.putFile(file.path) };
    });
    return await recordArtifact(db, {
      projectId: job.projectId,
      kind: job.slot,
      shotId: job.shotId,
      runId: job.runId,
      inputs,
      digest,
      media: mediaRecord(media.file, media.stored),
      meta: { ...media.file.meta, setup: { variation, directions } satisfies Setup },
      provider: provider.name,
      alternate: digest !== (await digestNow(job)),
      costMicros: amountMicros,
      author: job.actor.id,
      jobId: job.jobId,
    });
  }

  async function runLimit({ runId }: GenerationJobInput): Promise<number | null> {
    if (runId === null) return null;
    const run = await db.selectFrom("run").select("options").where("id", "=", runId).executeTakeFirst();
    return run?.options.budgetMicros ?? null;
  }

  /** The digest of the slot as the film says it now; null when the shot went away meanwhile. */
  async function digestNow(job: GenerationJobInput): Promise<string | null> {
    try {
      return slotDigest(inputsOf(await readFilm(documents, job.projectId), job));
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === "not-found") return null;
      throw thrown;
    }
  }

  /** Circles the take, unless it is an alternate or a person has chosen another, and tells open studios. */
  async function publish(job: GenerationJobInput, made: ArtifactRow): Promise<void> {
    if (!made.alternate) {
      const { shotId, slot, projectId, actor } = job;
      const replace = job.replacesCircled === true;
      const command = { type: "circleTake", shotId, slot, artifactId: made.id, replace } as const;
      try {
        // The same job may be asked for again after another take was circled, hence the execution in the key.
        await documents.command({ key: `circle:${executionId()}`, projectId, actor, command });
      } catch (thrown) {
        // Somebody deleted the shot in this very moment; its take stays among the takes.
        if (!(thrown instanceof AppError && thrown.code === "not-found")) throw thrown;
      }
    }
    notices.artifactsChanged(job.projectId, job.shotId);
  }

  /** Gives the reservation back and says why nothing was made; no failure means that it was cancelled. */
  async function closeJob({
    job,
    failure,
  }: {
    job: GenerationJobInput;
    failure: Failure | null;
  }): Promise<void> {
    await release(db, job);
    await trackJob(job).finish(failure === null ? { status: "cancelled" } : { status: "failed", failure });
    notices.artifactsChanged(job.projectId, job.shotId);
  }

  return asActivities({ makeSlot, closeJob }, deps.log);
}

function inputsOf(
  film: Film,
  { shotId, slot, provider, quality, variation, directions = [] }: GenerationJobInput,
): SlotInputs {
  return resolveSlot(film, shotId, slot, { provider, quality, variation, directions });
}

function itemOf({ runId, projectId, stage, shotId, slot }: GenerationJobInput) {
  return runId === null || stage === null
    ? null
    : { runId, projectId, key: slotItemKey(stage, shotId, slot) };
}

function mediaRecord(file: MadeMedia, stored: { hash: string; bytes: number }) {
  const { mime, width, height, frames, fps } = file;
  return { hash: stored.hash, bytes: stored.bytes, mime, width, height, frames, fps };
}
