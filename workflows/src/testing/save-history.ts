import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { historyToJSON } from "@temporalio/common/lib/proto-utils.js";
import type { TestStudio } from "./studio.ts";

const folder = new URL("../histories/", import.meta.url);

/** Keeps the history of a workflow for the replay test; one that is there is never overwritten. */
export async function saveHistory(
  studio: TestStudio,
  name: string,
  workflowId: string,
  runId?: string,
): Promise<void> {
  const history = await studio.client().workflow.getHandle(workflowId, runId).fetchHistory();
  const file = new URL(`${name}.json`, folder);
  if (existsSync(file)) return;
  // The plain `JSON.stringify` of a history does not replay.
  await writeFile(file, historyToJSON(history));
}
