import { z } from "zod";
import { AppError } from "@backlot/shared/errors/app-error";
import { readBlocks } from "@backlot/shared/documents/script";
import {
  runItem,
  signalName,
  taskQueue,
  updateName,
  workflowId,
  workflowType,
  type DecideGateInput,
  type ProductionRunInput,
} from "@backlot/shared/pipeline/contract";
import { gateDecision, gateStatus, runOptions, runStatus, stageId } from "@backlot/shared/pipeline/stages";
import { filmedScenes } from "@backlot/shared/screenplay/scenes";
import { createRouter, type ApiDeps } from "../app-env.ts";
import { recordAudit } from "../audit/record-audit.ts";
import type { TemporalClient } from "../engine/temporal.ts";
import { actorOf, defineRoute, jsonAnswer, jsonBody, projectParams } from "../route.ts";
import { callEngine } from "./engine-call.ts";
import { createRun, endLostRun, endUnstartedRun, findRun, listRuns, readRun } from "./store.ts";

const tags = ["Runs"];
const path = "/api/projects/{projectId}/runs";
const runParams = projectParams.extend({ runId: z.string().min(1).max(64) });
const failure = z
  .object({ code: z.string(), sentence: z.string(), nextStep: z.string().optional() })
  .nullable();
const runSummary = z.object({
  id: z.string(),
  number: z.number().int(),
  status: runStatus,
  stage: stageId,
  options: runOptions,
  error: failure,
  startedByName: z.string(),
  createdAt: z.number().describe("Epoch milliseconds."),
  endedAt: z.number().nullable(),
});
const runDetail = z.object({
  run: runSummary.extend({
    etaSeconds: z.number().nullable().describe("Until the next gate; null where nothing was measured yet."),
    budget: z
      .object({ limit: z.number(), reserved: z.number(), spent: z.number() })
      .describe("Micro-credits."),
  }),
  items: z.array(runItem),
  gates: z.array(
    z.object({
      id: z.string(),
      stage: stageId,
      iteration: z.number().int(),
      status: gateStatus,
      digest: z.string().describe("Stands for exactly what the gate shows; give it back with the decision."),
      summary: z.record(z.string(), z.unknown()),
      openedAt: z.number(),
      decidedAt: z.number().nullable(),
      decidedByName: z.string().nullable(),
      note: z.string(),
      items: z.array(z.string()),
    }),
  ),
});
const accepted = z.object({ runId: z.string() });

const list = defineRoute("project.read", {
  method: "get",
  path,
  tags,
  summary: "Runs of the project, newest first",
  request: { params: projectParams },
  responses: { 200: jsonAnswer(z.object({ runs: z.array(runSummary) }), "The runs.") },
});
const start = defineRoute("run.start", {
  method: "post",
  path,
  tags,
  summary: "Start a run, or find the one that is under way",
  request: {
    params: projectParams,
    body: jsonBody(z.object({ options: runOptions.default(runOptions.parse({})) })),
  },
  responses: {
    200: jsonAnswer(accepted, "The run that was under way already."),
    201: jsonAnswer(accepted, "The new run."),
  },
});
const read = defineRoute("project.read", {
  method: "get",
  path: `${path}/{runId}`,
  tags,
  summary: "A run with its items and gates",
  request: { params: runParams },
  responses: { 200: jsonAnswer(runDetail, "The run.") },
});
const control = defineRoute("run.control", {
  method: "post",
  path: `${path}/{runId}/{act}`,
  tags,
  summary: "Cancel, pause or resume a run",
  request: { params: runParams.extend({ act: z.enum(["cancel", "pause", "resume"]) }) },
  responses: { 202: jsonAnswer(accepted, "Asked for; the run changes within seconds.") },
});
const retry = defineRoute("run.control", {
  method: "post",
  path: `${path}/{runId}/items/{key}/retry`,
  tags,
  summary: "Make one failed item again",
  request: { params: runParams.extend({ key: z.string().min(1).max(300) }) },
  responses: { 202: jsonAnswer(accepted, "It is made again.") },
});
const decide = defineRoute("gate.decide", {
  method: "post",
  path: `${path}/{runId}/gates/{gateId}`,
  tags,
  summary: "Approve a stage, or ask for changes",
  request: { params: runParams.extend({ gateId: z.string().min(1).max(160) }), body: jsonBody(gateDecision) },
  responses: { 200: jsonAnswer(accepted, "Decided. The same decision again is fine.") },
});

/** Runs: started, watched, controlled and decided about. The engine does the work; these routes ask it. */
export function runRoutes(deps: ApiDeps, temporal: TemporalClient) {
  const { db } = deps;

  async function liveRun(projectId: string, runId: string) {
    const run = await findRun(db, projectId, runId);
    if (run.endedAt === null) return run;
    throw new AppError("conflict", { sentence: "This run has ended.", nextStep: "Start a new one." });
  }

  return createRouter()
    .openapi(list, async (c) => c.json({ runs: await listRuns(db, c.req.valid("param").projectId) }, 200))
    .openapi(start, async (c) => {
      const { projectId } = c.req.valid("param");
      const { options } = c.req.valid("json");
      await refuseEmptyScript(deps, projectId);
      // Before anything is written down: without an engine there is no run.
      await temporal();
      const { runId, isNew } = await createRun(db, { projectId, options, actor: actorOf(c) });
      if (!isNew) return c.json({ runId }, 200);
      const input: ProductionRunInput = { runId, projectId, options };
      try {
        await callEngine(temporal, (client) =>
          client.workflow.start(workflowType.productionRun, {
            workflowId: workflowId.run(runId),
            taskQueue: taskQueue.studio,
            args: [input],
            workflowIdConflictPolicy: "USE_EXISTING",
          }),
        );
      } catch (error) {
        if (!isEngineAway(error)) {
          await endUnstartedRun(db, runId, error);
          throw error;
        }
        // It stays written down as starting, and the worker starts it when the engine is back.
        c.var.log.warn({ err: error, runId }, "the engine did not take the run yet");
      }
      await deps.documents.emit(projectId, { type: "run", runId }).catch(() => {});
      return c.json({ runId }, 201);
    })
    .openapi(read, async (c) => {
      const { projectId, runId } = c.req.valid("param");
      return c.json(await readRun(db, projectId, runId), 200);
    })
    .openapi(retry, async (c) => {
      const { projectId, runId, key } = c.req.valid("param");
      await liveRun(projectId, runId);
      await callEngine(temporal, (client) =>
        client.workflow.getHandle(workflowId.run(runId)).executeUpdate(updateName.retryItem, {
          args: [{ itemKey: key }],
        }),
      );
      return c.json({ runId }, 202);
    })
    .openapi(decide, async (c) => {
      const { projectId, runId, gateId } = c.req.valid("param");
      const decision = c.req.valid("json");
      await liveRunOfGate(projectId, runId, gateId);
      const { id, name } = actorOf(c);
      const input: DecideGateInput = { gateId, by: { id, name, role: c.var.member.role }, decision };
      await callEngine(temporal, (client) =>
        client.workflow.getHandle(workflowId.run(runId)).executeUpdate(updateName.decideGate, {
          args: [input],
          // Every try is one of its own: the run itself knows a repetition, and an answer that was a failure must not be
          // given for the next try.
          updateId: `${gateId}:${crypto.randomUUID()}`,
        }),
      );
      const detail = { gateId, decision: decision.decision, digest: decision.digest };
      if (await wasDecidedBy(gateId, id))
        await recordAudit(db, { projectId, userId: id, action: "gate.decide", detail });
      return c.json({ runId }, 200);
    })
    .openapi(control, async (c) => {
      const { projectId, runId, act } = c.req.valid("param");
      await liveRun(projectId, runId);
      try {
        await callEngine(temporal, async (client) => {
          const handle = client.workflow.getHandle(workflowId.run(runId));
          if (act === "cancel") await handle.cancel();
          else await handle.signal(signalName[act]);
        });
      } catch (error) {
        // Nobody else would ever end it.
        if (!(act === "cancel" && error instanceof AppError && error.code === "gone")) throw error;
        await endLostRun(db, runId);
      }
      return c.json({ runId }, 202);
    });

  /** Whether a gate stands as this person decided; somebody else may have said the very same first. */
  async function wasDecidedBy(gateId: string, userId: string): Promise<boolean> {
    const gate = await db
      .selectFrom("gate")
      .select("id")
      .where("id", "=", gateId)
      .where("decidedBy", "=", userId)
      .executeTakeFirst();
    return gate !== undefined;
  }

  /** Throws unless the run is live and has this gate. */
  async function liveRunOfGate(projectId: string, runId: string, gateId: string): Promise<void> {
    await liveRun(projectId, runId);
    const gate = await db
      .selectFrom("gate")
      .select("id")
      .where("runId", "=", runId)
      .where("id", "=", gateId)
      .executeTakeFirst();
    if (gate === undefined)
      throw new AppError("not-found", { sentence: "There is no such gate.", field: "gateId" });
  }
}

function isEngineAway(error: unknown): boolean {
  return error instanceof AppError && error.code === "engine-preparing";
}

async function refuseEmptyScript({ documents }: ApiDeps, projectId: string): Promise<void> {
  const script = await documents.readDocument(projectId, "script");
  const scenes = filmedScenes(readBlocks(script));
  script.destroy();
  if (scenes.some((scene) => scene.heading !== "")) return;
  throw new AppError("bad-request", {
    sentence: "The script has no scenes yet.",
    nextStep: "Write a scene heading such as INT. KITCHEN - DAY, then start the run.",
    field: "script",
  });
}
