import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { AppError, errorBody, errorCodes, type ErrorCode } from "@backlot/shared/errors/app-error";
import { runItem } from "@backlot/shared/pipeline/contract";
import {
  gateStatus,
  runStatus,
  stageId,
  type GateDecision,
  type RunOptions,
} from "@backlot/shared/pipeline/stages";
import type { ScriptSource } from "@backlot/shared/screenplay/script-source";
import type { FilmStudio } from "./studio.ts";

const engine = z.object({
  state: z.enum(["preparing", "ready", "failed"]),
  detail: z.string(),
  progress: z.number(),
});
const run = z.object({
  run: z.object({
    status: runStatus,
    stage: stageId,
    endedAt: z.number().nullable(),
    etaSeconds: z.number().nullable(),
    error: z.object({ sentence: z.string(), nextStep: z.string().optional() }).nullable(),
  }),
  items: z.array(runItem),
  gates: z.array(
    z.object({
      id: z.string(),
      stage: stageId,
      status: gateStatus,
      digest: z.string(),
      summary: z.record(z.string(), z.unknown()),
    }),
  ),
});
const film = z.object({
  runId: z.string().nullable(),
  mediaHash: z.string(),
  captionsSrtHash: z.string().nullable(),
  frames: z.number().nullable(),
  fps: z.number().nullable(),
  soundNote: z.string(),
});

export type RunView = z.infer<typeof run>;
export type FilmView = z.infer<typeof film>;

/** How long a part of the studio may be away before a request is given up, in tries half a second apart. */
const mostTries = 240;
const betweenTriesMs = 500;

/** Whether asking again later can help: the studio, its documents or its engine are starting again. */
function isAway(error: unknown): boolean {
  return !(error instanceof AppError) || errorCodes[error.code].status === 503;
}

/**
 * The studio's API as the film command uses it, as this machine's operator. Failures are `AppError`. What may be asked twice
 * (reading, deciding, starting and cancelling, which the studio knows again) waits while a part of the studio is away; an aborted
 * signal ends that wait.
 */
export function createStudioClient(
  { url, token }: Pick<FilmStudio, "url" | "token">,
  { signal, pauseMs = betweenTriesMs }: { signal?: AbortSignal; pauseMs?: number } = {},
) {
  async function request(
    method: string,
    path: string,
    body?: unknown,
    { isRepeatable = method === "GET" }: { isRepeatable?: boolean } = {},
  ): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await answered(
          await fetch(new URL(path, url), {
            method,
            headers: {
              authorization: `Bearer ${token}`,
              ...(body === undefined ? {} : { "content-type": "application/json" }),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          }),
        );
      } catch (error) {
        if (!isRepeatable || !isAway(error) || attempt === mostTries || signal?.aborted === true) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }
  async function json<T>(
    schema: z.ZodType<T>,
    method: string,
    path: string,
    body?: unknown,
    options?: { isRepeatable?: boolean },
  ): Promise<T> {
    return schema.parse(await (await request(method, path, body, options)).json());
  }
  const again = { isRepeatable: true };
  const project = (projectId: string, rest: string) => `/api/projects/${projectId}${rest}`;

  return {
    engine: () => json(engine, "GET", "/api/engine"),
    createProject: async (title: string, source: ScriptSource) =>
      (await json(z.object({ id: z.string() }), "POST", "/api/projects", { ...source, title })).id,
    startRun: async (projectId: string, options: Partial<RunOptions>) =>
      (await json(z.object({ runId: z.string() }), "POST", project(projectId, "/runs"), { options }, again))
        .runId,
    readRun: (projectId: string, runId: string) => json(run, "GET", project(projectId, `/runs/${runId}`)),
    cancelRun: async (projectId: string, runId: string) => {
      await request("POST", project(projectId, `/runs/${runId}/cancel`), undefined, again);
    },
    decide: async (projectId: string, runId: string, gateId: string, decision: GateDecision) => {
      const path = project(projectId, `/runs/${runId}/gates/${encodeURIComponent(gateId)}`);
      await request("POST", path, decision, again);
    },
    films: async (projectId: string) =>
      (await json(z.object({ films: z.array(film) }), "GET", project(projectId, "/films"))).films,
    /** Saves media under its final name in one step. */
    download: async (projectId: string, hash: string, out: string) => {
      const { body } = await request("GET", project(projectId, `/media/${hash}`));
      await mkdir(dirname(out), { recursive: true });
      const part = `${out}.part`;
      try {
        await pipeline(body === null ? Readable.from([]) : Readable.fromWeb(body), createWriteStream(part));
        await rename(part, out);
      } finally {
        await rm(part, { force: true });
      }
    },
  };
}

export type StudioClient = ReturnType<typeof createStudioClient>;

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response;
  const parsed = errorBody.safeParse(await response.json().catch(() => null));
  if (!parsed.success)
    throw new AppError("internal", { sentence: `The studio answered with status ${response.status}.` });
  const { code, sentence, nextStep } = parsed.data.error;
  throw new AppError(code in errorCodes ? (code as ErrorCode) : "internal", {
    sentence,
    ...(nextStep === undefined ? {} : { nextStep }),
  });
}
