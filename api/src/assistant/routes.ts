import { z } from "zod";
import {
  assistantSettings,
  assistantStatus,
  assistantTask,
  type AssistantEvent,
  type AssistantTask,
} from "@backlot/shared/assistant/schema";
import { toAppError } from "@backlot/shared/errors/app-error";
import { createRouter, type ApiDeps } from "../app-env.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { actorOf, defineRoute, jsonAnswer, jsonBody, projectParams } from "../route.ts";
import { promptFor } from "./prompts.ts";
import { readAnswer } from "./read-answer.ts";
import { openAssistant, readStatus, recordUse, writeSettings } from "./store.ts";
import { modelOf, usualPatience, writeText, type Patience } from "./write.ts";

const tags = ["Assistant"];
const path = "/api/projects/{projectId}/assistant";

const status = defineRoute("project.read", {
  method: "get",
  path,
  tags,
  summary: "Whether an assistant is set up, and how much of today's tokens is used",
  request: { params: projectParams },
  responses: { 200: jsonAnswer(assistantStatus, "The assistant.") },
});
const setUp = defineRoute("key.manage", {
  method: "put",
  path,
  tags,
  summary: "Set which model is asked; its key is set at `/keys/{provider}`",
  request: { params: projectParams, body: jsonBody(assistantSettings) },
  responses: { 200: jsonAnswer(assistantStatus, "The assistant.") },
});
const turnOff = defineRoute("key.manage", {
  method: "delete",
  path,
  tags,
  summary: "Ask no assistant any more",
  request: { params: projectParams },
  responses: { 204: { description: "Off." } },
});
const ask = defineRoute("document.edit", {
  method: "post",
  path: `${path}/ask`,
  tags,
  summary: "Ask the assistant for something that can be proposed",
  description:
    "The answer is a stream of JSON lines: words as they come, then one `result` or one `error`. Ending the request " +
    "cancels the model. Nothing is written into any document.",
  request: { params: projectParams, body: jsonBody(assistantTask) },
  responses: {
    200: {
      description: "JSON lines.",
      content: { "application/vnd.backlot.events": { schema: z.string() } },
    },
  },
});

type Deps = Pick<ApiDeps, "db" | "encryptionKey"> & { patience?: Patience };

export function assistantRoutes({ db, encryptionKey, patience = usualPatience }: Deps) {
  return createRouter()
    .openapi(status, async (c) => c.json(await readStatus(db, c.var.member.projectId), 200))
    .openapi(setUp, async (c) => {
      const { projectId } = c.var.member;
      const settings = c.req.valid("json");
      const userId = actorOf(c).id;
      await db.transaction().execute(async (tx) => {
        await writeSettings(tx, projectId, settings, userId);
        await recordAudit(tx, { projectId, userId, action: "assistant.set", detail: settings });
      });
      return c.json(await readStatus(db, projectId), 200);
    })
    .openapi(turnOff, async (c) => {
      const { projectId } = c.var.member;
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom("assistantSetting").where("projectId", "=", projectId).execute();
        await recordAudit(tx, { projectId, userId: actorOf(c).id, action: "assistant.off" });
      });
      return c.body(null, 204);
    })
    .openapi(ask, async (c) => {
      const { projectId } = c.var.member;
      const userId = actorOf(c).id;
      const task = c.req.valid("json");
      // Before the stream begins, so that a refusal has its status.
      const assistant = await openAssistant(db, projectId, encryptionKey);
      const { model } = assistant.settings;
      const log = c.var.log.child({ task: task.task, model });
      const events = answer(task, assistant, c.req.raw.signal, patience, async (use) => {
        await recordUse(db, { projectId, userId, task: task.task, model, ...use });
      });
      return new Response(
        toLines(events, (error) => log.warn({ err: error }, "the assistant failed")),
        {
          headers: {
            "content-type": "application/vnd.backlot.events; charset=utf-8",
            "cache-control": "no-store",
          },
        },
      );
    });
}

type Assistant = Awaited<ReturnType<typeof openAssistant>>;
type Used = { outcome: string; inputTokens: number; outputTokens: number };

/** The words of an answer as they come, and what they come to. What was used is recorded whatever happens. */
async function* answer(
  task: AssistantTask,
  { settings, key, left }: Assistant,
  cancelled: AbortSignal,
  patience: Patience,
  onUsed: (used: Used) => Promise<void>,
): AsyncGenerator<AssistantEvent> {
  const prompt = promptFor(task);
  let used = { inputTokens: 0, outputTokens: 0 };
  let outcome = "cancelled";
  let text = "";
  try {
    const stopped = new AbortController();
    try {
      const words = writeText(
        modelOf(settings, key),
        { ...prompt, maxOutputTokens: Math.min(prompt.maxOutputTokens, Math.max(256, left)) },
        {
          cancelled: AbortSignal.any([cancelled, stopped.signal]),
          patience,
          onUsage: (usage) => (used = usage),
        },
      );
      for await (const part of words) {
        text += part;
        yield { type: "text", text: part };
      }
    } finally {
      stopped.abort();
    }
    if (cancelled.aborted) return;
    const result = readAnswer(task.task, text);
    outcome = "done";
    yield { type: "result", result, tokens: used.inputTokens + used.outputTokens };
  } catch (thrown) {
    if (cancelled.aborted) return;
    outcome = "failed";
    throw thrown;
  } finally {
    await onUsed({ outcome, ...used });
  }
}

/** Events as JSON lines; what is thrown becomes the last of them. A reader that goes away ends the events. */
function toLines(
  events: AsyncGenerator<AssistantEvent>,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const line = (event: AssistantEvent) => encoder.encode(`${JSON.stringify(event)}\n`);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await events.next();
        if (done === true) controller.close();
        else controller.enqueue(line(value));
      } catch (thrown) {
        onFailure(thrown);
        const { code, sentence, nextStep } = toAppError(thrown);
        controller.enqueue(
          line({ type: "error", code, sentence, ...(nextStep === undefined ? {} : { nextStep }) }),
        );
        controller.close();
      }
    },
    async cancel() {
      await events.return(undefined);
    },
  });
}
