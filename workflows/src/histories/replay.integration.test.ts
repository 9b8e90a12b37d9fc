import { readdirSync, readFileSync } from "node:fs";
import { historyFromJSON } from "@temporalio/common/lib/proto-utils.js";
import { bundleWorkflowCode, DefaultLogger, Worker } from "@temporalio/worker";
import { beforeAll, expect, test } from "vitest";
import { workflowInterceptorModules } from "../request/in-activity.ts";
import { workflowsPath } from "../worker/studio-worker.ts";

const recorded = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".json"));
let workflowBundle: { code: string };

beforeAll(async () => {
  workflowBundle = await bundleWorkflowCode({
    workflowsPath: workflowsPath(),
    workflowInterceptorModules,
    logger: new DefaultLogger("ERROR"),
  });
});

test("there is a recorded history of every kind of workflow", () => {
  const kinds = ["production-run", "generation-job", "render-job"];
  expect(kinds.filter((kind) => recorded.some((name) => name.startsWith(kind)))).toEqual(kinds);
});

test.each(recorded)("RUN-14: today's code carries on the recorded history %s", async (name) => {
  const history = historyFromJSON(JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")));
  await expect(Worker.runReplayHistory({ workflowBundle }, history)).resolves.toBeUndefined();
});
