import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stages, type StageId } from "@backlot/shared/pipeline/stages";
import { tinyScreenplay } from "@backlot/shared/screenplay/fixtures/tiny";
import { startStudio, type ProcessName, type Studio } from "../studio-fixture.ts";
import { createCrew } from "./crew.ts";
import { summaryOf } from "./summary.ts";

/** A provider that takes its time and asks a price: whoever is killed is killed while pictures are being made. */
const slow = { NOTHING_PAUSE_MS: "1500", NOTHING_PRICE_MICROS: "700" };

/** What the project and the run may spend, in micro-credits. */
const money = 1_000_000;

/** The stages in which pieces of work are open long enough to be seen. */
const makes: ReadonlySet<StageId> = new Set(["frames", "clips"]);

/** The whole studio, killed in every stage. Rules are in docs/behaviour/run.md. */
describe("a run whose processes are killed", () => {
  let dataDir: string;
  let studio: Studio;
  const crew = createCrew(() => studio);

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "backlot-kill-"));
    studio = await startStudio({ dataDir, withTemporal: true, env: slow });
  });
  afterAll(async () => {
    await studio.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function approve(projectId: string, runId: string, stage: StageId) {
    const gate = await crew.until(projectId, runId, `${stage} asked`, ({ gates }) =>
      gates.find((one) => one.stage === stage && one.status === "waiting"),
    );
    await crew.decide(projectId, runId, gate, { decision: "approve", digest: gate.digest, note: "" });
  }

  /** Everything once: one take a slot and job, one film, one asset a name. */
  async function expectMadeOnce(projectId: string, runId: string) {
    const { items, run } = await crew.read(projectId, runId);
    expect(run.status).toBe("done");
    expect(items.filter((item) => item.status !== "done" && item.status !== "reused")).toEqual([]);
    const takes = await crew.takes(projectId);
    const slots = takes.filter((take) => take.shotId !== null).map((take) => `${take.shotId} ${take.kind}`);
    expect(slots.length).toBeGreaterThan(3);
    expect(new Set(slots).size).toBe(slots.length);
    expect(takes.filter((take) => take.alternate)).toEqual([]);
    expect(await crew.films(projectId)).toHaveLength(1);
  }

  /** A project that may spend, with a run in it. */
  async function aRun(title: string) {
    const projectId = await crew.createProject(title, tinyScreenplay);
    await crew.setBudget(projectId, money);
    const options = { quality: "draft", provider: "nothing", budgetMicros: money } as const;
    const runId = await crew.startRun(projectId, options);
    return { projectId, runId };
  }

  /** What a run leaves behind that nobody disturbs. */
  let undisturbed: ReturnType<typeof summaryOf> | null = null;
  function referenceSummary() {
    undisturbed ??= (async () => {
      const { projectId, runId } = await aRun("Left alone");
      for (const { id: stage } of stages) await approve(projectId, runId, stage);
      await crew.until(projectId, runId, "the end", ({ run }) => run.status === "done");
      return await summaryOf(studio, projectId);
    })();
    return undisturbed;
  }

  // The studio process is the API and the collab-server.
  it.each<ProcessName>(["worker", "studio", "temporal", "database"])(
    "RUN-14: the same documents, artifacts and ledger, whole, when the %s is killed in every stage, with work open",
    async (victim) => {
      const { projectId, runId } = await aRun(`Killed: ${victim}`);
      for (const { id: stage } of stages) {
        await crew.until(projectId, runId, `${stage} is at work`, ({ run, items, gates }) =>
          makes.has(stage)
            ? items.some((item) => item.stage === stage && item.status === "working")
            : run.stage === stage || gates.some((gate) => gate.stage === stage),
        );
        const before = studio.pids()[victim as "worker"];
        await studio.kill(victim);
        await studio.waitFor(victim as "worker", before);
        await approve(projectId, runId, stage);
      }
      await crew.until(projectId, runId, "the end", ({ run }) => run.status === "done");
      await expectMadeOnce(projectId, runId);
      const summary = await summaryOf(studio, projectId);
      expect(summary).toEqual(await referenceSummary());
      expect(new Set(summary.ledger)).toEqual(new Set(["reserve 700, settle 700"]));
    },
    600_000,
  );

  it("RUN-2: waits at a gate through a restart of everything, and goes on by itself when it is approved", async () => {
    const { projectId, runId } = await aRun("Restarted");
    await approve(projectId, runId, "breakdown");
    const waiting = await crew.until(projectId, runId, "casting asked", ({ gates }) =>
      gates.find((one) => one.stage === "casting" && one.status === "waiting"),
    );
    expect(await studio.stop()).toBe(0);
    studio = await startStudio({ dataDir, withTemporal: true, env: slow });
    const after = await crew.read(projectId, runId);
    expect(after.gates.find((one) => one.status === "waiting")).toMatchObject({
      id: waiting.id,
      digest: waiting.digest,
    });
    for (const { id: stage } of stages.slice(1)) await approve(projectId, runId, stage);
    await crew.until(projectId, runId, "the end", ({ run }) => run.status === "done");
    await expectMadeOnce(projectId, runId);
  }, 400_000);
});
