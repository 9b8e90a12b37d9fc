import { setTimeout as wait } from "node:timers/promises";
import { AppError, errorBody } from "@backlot/shared/errors/app-error";
import type { RunItem } from "@backlot/shared/pipeline/contract";
import type {
  GateDecision,
  GateStatus,
  RunOptions,
  RunStatus,
  StageId,
} from "@backlot/shared/pipeline/stages";
import type { Take } from "@backlot/shared/generation/artifact";

export type GateView = { id: string; stage: StageId; iteration: number; status: GateStatus; digest: string };
export type RunView = {
  run: { id: string; status: RunStatus; stage: StageId; error: { sentence: string } | null };
  items: RunItem[];
  gates: GateView[];
};

/** Somebody who works on a studio through its API, as the operator of the machine, and waits while a process returns. */
export type Crew = ReturnType<typeof createCrew>;

/**
 * @param studio gives the address at each call, because a restarted studio may answer on another port.
 */
export function createCrew(studio: () => { url: string; token: string }) {
  async function call<T>(path: string, body?: unknown, method?: string): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await once<T>(path, body, method);
      } catch (thrown) {
        const mayPass = !(thrown instanceof AppError) || thrown.retryable;
        if (!mayPass || attempt > 240) throw thrown;
        await wait(250);
      }
    }
  }

  async function once<T>(
    path: string,
    body?: unknown,
    method = body === undefined ? "GET" : "POST",
  ): Promise<T> {
    const { url, token } = studio();
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await answer.text();
    if (answer.ok) return (text === "" ? undefined : JSON.parse(text)) as T;
    const failed = errorBody.safeParse(text === "" ? null : JSON.parse(text));
    if (!failed.success) throw new Error(`${path} answered ${answer.status}`);
    const { code, sentence } = failed.data.error;
    throw new AppError(code as "internal", { sentence: `${path}: ${sentence}` });
  }

  const read = (projectId: string, runId: string) =>
    call<RunView>(`/api/projects/${projectId}/runs/${runId}`);

  return {
    call,
    createProject: async (title: string, fountain: string) =>
      (await call<{ id: string }>("/api/projects", { title, fountain })).id,
    /** What the project may spend, in micro-credits. */
    setBudget: (projectId: string, budgetMicros: number) =>
      call(`/api/projects/${projectId}`, { budgetMicros }, "PATCH"),
    /** Starts the project's run, or finds the one that a lost answer has started. */
    startRun: async (projectId: string, options: Partial<RunOptions>) => {
      try {
        return (await call<{ runId: string }>(`/api/projects/${projectId}/runs`, { options })).runId;
      } catch (thrown) {
        if (!(thrown instanceof AppError) || thrown.code !== "conflict") throw thrown;
        const { runs } = await call<{ runs: { id: string }[] }>(`/api/projects/${projectId}/runs`);
        return runs[0]?.id ?? "";
      }
    },
    read,
    takes: async (projectId: string) =>
      (await call<{ takes: Take[] }>(`/api/projects/${projectId}/takes`)).takes,
    films: async (projectId: string) =>
      (await call<{ films: Take[] }>(`/api/projects/${projectId}/films`)).films,
    decide: async (projectId: string, runId: string, gate: GateView, decision: GateDecision) => {
      try {
        await call(`/api/projects/${projectId}/runs/${runId}/gates/${gate.id}`, decision);
      } catch (thrown) {
        // A decision whose answer was lost has been taken: the gate is no longer waiting.
        const now = (await read(projectId, runId)).gates.find((one) => one.id === gate.id);
        if (now?.status === "waiting") throw thrown;
      }
    },
    /** Waits until a look at the run gives something. */
    until: async <T>(
      projectId: string,
      runId: string,
      what: string,
      look: (view: RunView) => T | null | undefined | false,
    ) => {
      for (;;) {
        const view = await read(projectId, runId);
        const seen = look(view);
        if (seen) return seen;
        if (view.run.status === "failed" || view.run.status === "cancelled") {
          throw new Error(`The run is ${view.run.status} before ${what}: ${view.run.error?.sentence ?? ""}`);
        }
        await wait(60);
      }
    },
  };
}
