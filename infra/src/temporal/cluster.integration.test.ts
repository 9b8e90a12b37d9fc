import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client, Connection } from "@temporalio/client";
import { temporalNamespace, workflowId } from "@backlot/shared/pipeline/contract";
import { tinyScreenplay } from "@backlot/shared/screenplay/fixtures/tiny";
import { engineStatusReader } from "@backlot/shared/server/engine-status";
import { silentLog } from "@backlot/shared/server/logging";
import { readTemporalSettings } from "@backlot/shared/server/temporal-settings";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createCrew } from "../kill-matrix/crew.ts";
import { startStudio } from "../studio-fixture.ts";
import { tempDir } from "../temp-dir.ts";
import { makeCertificates, openClusterDoor, type ClusterDoor } from "./cluster-door.ts";
import { Cluster } from "./cluster.ts";
import { Engine } from "./engine.ts";
import { makeNamespace } from "./namespace.ts";

const patient = { timeout: 60_000, interval: 50 };
const apiKey = "an-api-key-that-nobody-may-read";
/** The cluster: a real server of somebody else, which this studio reaches through the door only. */
const home = tempDir();
const certificates = makeCertificates(home.path);
const reached = {
  TEMPORAL_API_KEY: apiKey,
  TEMPORAL_TLS_CLIENT_CERT_PATH: certificates.certificate,
  TEMPORAL_TLS_CLIENT_KEY_PATH: certificates.key,
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: certificates.authority,
};

let theirs: Engine;
let upstream = "";
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const onReady = ({ address }: { address: string }) => (upstream = address);
  theirs = new Engine({ dataDir: home.path, log: silentLog(), onReady });
  void theirs.run();
  await vi.waitUntil(() => upstream !== "", patient);
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(async () => {
  await theirs.stop();
  home[Symbol.dispose]();
});

async function door(isForbidden?: (call: string) => boolean): Promise<ClusterDoor> {
  const opened = await openClusterDoor({
    upstream,
    apiKey,
    certificates,
    ...(isForbidden && { isForbidden }),
  });
  ends.push(opened.close);
  return opened;
}

function follow(address: string, env: Record<string, string>) {
  const dir = tempDir();
  const ready: string[] = [];
  const cluster = new Cluster({
    dataDir: dir.path,
    address,
    settings: readTemporalSettings({ ...reached, ...env }),
    log: silentLog(),
    onReady: (server) => ready.push(server.address),
  });
  ends.unshift(async () => {
    await cluster.stop();
    dir[Symbol.dispose]();
  });
  void cluster.run();
  return { ready, status: engineStatusReader(dir.path) };
}

async function expectDetail({ status }: ReturnType<typeof follow>, words: RegExp): Promise<void> {
  await vi.waitFor(() => expect(status.current().detail).toMatch(words), patient);
}

async function inside<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: upstream });
  return await work(connection).finally(() => connection.close());
}

test("STA-15: a studio runs on a cluster, behind TLS and a key, in a namespace that it makes", async () => {
  const { address } = await door();
  const where = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: "films" };
  const env = { ...reached, ...where, BACKLOT_LOG_LEVEL: "debug" };
  const studio = await startStudio({ withTemporal: true, env });
  ends.unshift(async () => void (await studio.stop()));
  const crew = createCrew(() => studio);
  const projectId = await crew.createProject("In a cluster", tinyScreenplay);
  const runId = await crew.startRun(projectId, { quality: "draft", provider: "nothing" });
  await crew.until(projectId, runId, "the first gate", ({ gates }) =>
    gates.some((gate) => gate.status === "waiting"),
  );
  await inside(async (connection) => {
    const knows = (namespace: string) =>
      new Client({ connection, namespace }).workflow
        .getHandle(workflowId.run(runId))
        .describe()
        .then(
          () => true,
          () => false,
        );
    expect(await knows("films")).toBe(true);
    expect(await knows(temporalNamespace)).toBe(false);
  });
  expect(await (await fetch(`${studio.url}/healthz`)).json()).toMatchObject({ status: "ok" });
  expect(studio.pids().temporal).toBeNull();

  const logs = join(studio.dataDir, "logs");
  const written = [
    studio.output(),
    ...readdirSync(logs).map((name) => readFileSync(join(logs, name), "utf8")),
    readFileSync(join(studio.dataDir, "engine.json"), "utf8"),
    readFileSync(join(studio.dataDir, "run.json"), "utf8"),
  ].join("\n");
  expect(written).toContain(address);
  expect(written).not.toContain(apiKey);
  expect(written).not.toContain("PRIVATE KEY");
});

test("STA-15: a key that is wrong, and a cluster that is not there, are said in a sentence", async () => {
  const { address } = await door();
  const refused = follow(address, { TEMPORAL_API_KEY: "another" });
  await expectDetail(refused, /refuses this studio: check TEMPORAL_API_KEY/);
  await expectDetail(follow("localhost:1", {}), /localhost:1 does not answer over TLS/);
});

test("STA-15: a namespace that may not be made is asked for, and waited for", async () => {
  const { address } = await door((call) => call === "RegisterNamespace");
  const waiting = follow(address, { TEMPORAL_NAMESPACE: "shorts" });
  await expectDetail(waiting, /has no namespace "shorts".*operator namespace create --namespace shorts/);
  expect(waiting.ready).toEqual([]);
  await inside((connection) => makeNamespace(connection, "shorts"));
  await expectDetail(waiting, /A Temporal cluster is used/);
  expect(waiting.ready).toEqual([address]);
});
