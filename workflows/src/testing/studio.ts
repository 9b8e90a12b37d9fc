import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Client, Connection } from "@temporalio/client";
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime,
  type WorkflowBundleWithSourceMap,
} from "@temporalio/worker";
import { Kysely, PGliteDialect } from "kysely";
import { createCollab } from "@backlot/collab-server/server";
import { createDocumentsClient } from "@backlot/shared/documents/client";
import { newId } from "@backlot/shared/documents/record";
import { changeShot, readShots } from "@backlot/shared/documents/shots";
import { temporalNamespace, workflowId } from "@backlot/shared/pipeline/contract";
import { runOptions, type RunOptions, type StageId } from "@backlot/shared/pipeline/stages";
import { columnNames } from "@backlot/shared/server/database";
import type { Database } from "@backlot/shared/server/database-schema";
import { silentLog } from "@backlot/shared/server/logging";
import { createMediaStore } from "@backlot/shared/server/media-store";
import { currentRequestId } from "@backlot/shared/server/request-id";
import { readTemporalSettings } from "@backlot/shared/server/temporal-settings";
import type { StudioDeps } from "../deps.ts";
import { nothingProvider } from "../provider/nothing.ts";
import { workflowInterceptorModules } from "../request/in-activity.ts";
import { startRun } from "../worker/recover-runs.ts";
import { startStudioWorker, workflowsPath, type StudioWorker } from "../worker/studio-worker.ts";
import { startTemporal } from "./temporal.ts";

const migrations = join(import.meta.dirname, "../../../infra/migrations");

/** Two scenes, two people who speak, and a prop: small, and enough for every stage. */
export const tinyScript = `Title: Night Ferry

INT. FERRY CABIN - NIGHT

MARA, 40, in a yellow coat, sits at a window. She turns a brass key in her fingers.

MARA
He said he would come.

PETER, 45, enters with two cups.

PETER
He is not coming, Mara.

EXT. HARBOUR - DAWN

The ferry lies at the quay. Mara stands alone on the deck. She drops the brass key into the water.

MARA
Then I go without him.
`;

let bundle: Promise<WorkflowBundleWithSourceMap> | undefined;

/** The workflow code, bundled once for all tests of a file. */
function workflowBundle(): Promise<WorkflowBundleWithSourceMap> {
  bundle ??= bundleWorkflowCode({
    workflowsPath: workflowsPath(),
    workflowInterceptorModules,
    logger: new DefaultLogger("ERROR"),
  });
  return bundle;
}

/**
 * A studio for tests of runs: real Temporal server, real live documents, real database and media store in this process,
 * and a provider that costs no time.
 */
export async function openTestStudio(
  change: { provider?: Partial<StudioDeps["providers"]["nothing"]>; suggestNewAfter?: number } = {},
) {
  installRuntime();
  const folder = await mkdtemp(join(tmpdir(), "backlot-runs-"));
  const pglite = await PGlite.create();
  for (const name of (await readdir(migrations)).filter((file) => file.endsWith(".sql")).toSorted())
    await pglite.exec(await readFile(join(migrations, name), "utf8"));
  const db = new Kysely<Database>({ dialect: new PGliteDialect({ pglite }), plugins: [columnNames()] });
  const serviceToken = "a token that services show in tests of runs";
  const collab = createCollab({ db, ticketSecret: serviceToken, serviceToken, log: silentLog() });
  const documents = createDocumentsClient({
    studioUrl: "http://studio.test",
    serviceToken,
    fetch: (request) => collab.fetchInternal(request),
    requestId: currentRequestId,
  });
  const temporal = await startTemporal(join(folder, "temporal"), change);
  const nothing = { ...nothingProvider(), ...change.provider };
  const removed = new Set<string>();
  const deps: StudioDeps = {
    db,
    documents: {
      ...documents,
      readDocument: async (projectId, kind) => {
        const doc = await documents.readDocument(projectId, kind);
        if (kind !== "shots") return doc;
        for (const { id } of readShots(doc))
          if (removed.has(id)) changeShot(doc, id, { deletedAt: Date.now() });
        return doc;
      },
    },
    media: createMediaStore(folder),
    providers: { nothing, previs: nothing },
    dataDir: folder,
    log: silentLog(),
  };
  const codeBundle = await workflowBundle();
  let worker: StudioWorker | null = null;
  let connection = await Connection.connect({ address: temporal.address });

  async function startWorker(): Promise<void> {
    worker = await startStudioWorker({
      engine: { address: temporal.address, ...readTemporalSettings({}) },
      deps,
      workflowBundle: codeBundle,
    });
  }
  async function stopWorker(): Promise<void> {
    await worker?.stop();
    worker = null;
  }

  await startWorker();
  return {
    db,
    documents,
    collab,
    deps,
    temporal,
    startWorker,
    stopWorker,
    worker: () => {
      if (worker === null) throw new Error("The worker is stopped.");
      return worker;
    },
    client: () => new Client({ connection, namespace: temporalNamespace }),
    /** After the server was killed and started again. */
    async reconnect(): Promise<void> {
      await connection.close();
      connection = await Connection.connect({ address: temporal.address });
    },
    /** A project with this screenplay; gives its id. */
    async aProject(fountain: string = tinyScript): Promise<string> {
      const id = newId("project");
      await db.insertInto("project").values({ id, title: "Night Ferry", createdBy: "ana" }).execute();
      await documents.command({
        key: `import:${id}`,
        projectId: id,
        actor: { id: "ana", name: "Ana" },
        command: { type: "importScript", fountain },
      });
      return id;
    },
    /** Starts a run the way the API does; gives its id. */
    async aRun(projectId: string, options: Partial<RunOptions> = {}): Promise<string> {
      const runId = newId("run");
      const chosen = runOptions.parse({ provider: "nothing", delivery: tinyDelivery, ...options });
      await db
        .insertInto("run")
        .values({
          id: runId,
          projectId,
          number: 1,
          status: "starting",
          stage: "breakdown",
          options: JSON.stringify(chosen),
          error: "null",
          startedBy: "ana",
          startedByName: "Ana",
        })
        .execute();
      await startRun(this.client(), { runId, projectId, options: chosen });
      return runId;
    },
    /** From now on the run finds this shot deleted. */
    removeShot(shotId: string): void {
      removed.add(shotId);
    },
    handle(runId: string) {
      return this.client().workflow.getHandle(workflowId.run(runId));
    },
    async close(): Promise<void> {
      await stopWorker();
      await connection.close();
      await temporal.kill();
      await collab.close();
      await db.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type TestStudio = Awaited<ReturnType<typeof openTestStudio>>;

const tinyDelivery = { width: 160, height: 90, fps: 24 };

/** Waits until `look` finds something; the test's own time limit is the only clock. */
export async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits for a gate of this stage that is open and is not `notId`, and gives it. */
export async function gateOf(studio: TestStudio, runId: string, stage: StageId, notId = "") {
  return await until(async () => {
    const run = await studio.db
      .selectFrom("run")
      .selectAll()
      .where("id", "=", runId)
      .executeTakeFirstOrThrow();
    if (run.endedAt !== null) throw new Error(`The run ended as ${run.status}: ${JSON.stringify(run.error)}`);
    return await studio.db
      .selectFrom("gate")
      .selectAll()
      .where("runId", "=", runId)
      .where("stage", "=", stage)
      .where("status", "=", "waiting")
      .where("id", "!=", notId)
      .executeTakeFirst();
  });
}

let isInstalled = false;
function installRuntime(): void {
  if (isInstalled) return;
  isInstalled = true;
  Runtime.install({ shutdownSignals: [], logger: new DefaultLogger("ERROR") });
}
