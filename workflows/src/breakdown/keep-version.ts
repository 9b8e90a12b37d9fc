import * as Y from "yjs";
import { keepVersion } from "@backlot/shared/server/versions";
import type { StudioDeps } from "../deps.ts";

/** Keeps the script that a run read as a version, so that what the film was made from can be read again. */
export async function keepScriptOfRun(
  { db, documents }: Pick<StudioDeps, "db" | "documents">,
  { projectId, runId }: { projectId: string; runId: string },
  script: Y.Doc,
): Promise<void> {
  const run = await db.selectFrom("run").select("number").where("id", "=", runId).executeTakeFirst();
  const { isNew } = await keepVersion(db, {
    projectId,
    state: Y.encodeStateAsUpdate(script),
    reason: "run",
    runId,
    by: { id: null, name: run === undefined ? "A run" : `Run ${run.number}` },
  });
  if (isNew) await documents.emit(projectId, { type: "versions" });
}
