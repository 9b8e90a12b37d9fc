import { updateName } from "@backlot/shared/pipeline/contract";
import type { StageId } from "@backlot/shared/pipeline/stages";
import { recordArtifact } from "@backlot/shared/server/artifacts";
import type { BenchResult } from "../../../infra/src/bench-types.ts";
import { readFilm } from "@backlot/shared/build/read-film";
import { fanOut } from "../production-run/fan-out.ts";
import { gateOf, openTestStudio, type TestStudio } from "../testing/studio.ts";
import { inWorkDir } from "../work-dir.ts";
import { resolveSlot, slotDigest } from "@backlot/shared/build/resolve";

const scenes = 40;
/** As many at once as the media worker takes. */
const atOnce = 6;

/** What a run adds to the making of one frame: queueing, heartbeats, progress, circling, events and the history. */
export async function bench(): Promise<BenchResult[]> {
  const studio = await openTestStudio();
  try {
    const projectId = await studio.aProject(script());
    const runId = await studio.aRun(projectId);
    for (const stage of ["breakdown", "casting"] as const) await approve(studio, runId, stage);
    const begin = performance.now();
    const gate = await gateOf(studio, runId, "frames");
    const inRun = performance.now() - begin;
    const slots = Number(gate.summary["done"]);
    await studio.handle(runId).cancel();
    const direct = await makeDirectly(studio, projectId);
    return [
      {
        name: "Run overhead",
        unit: "ms",
        rows: [
          { label: "one frame made directly", value: direct },
          { label: "one frame in a run", value: inRun / slots, ratioTo: "one frame made directly" },
        ],
        note: `${slots} frames by a provider that costs no time, ${atOnce} at once; directly means resolve, make, store and record.`,
      },
    ];
  } finally {
    await studio.close();
  }
}

async function approve(studio: TestStudio, runId: string, stage: StageId): Promise<void> {
  const gate = await gateOf(studio, runId, stage);
  const by = { id: "ana", name: "Ana", role: "producer" as const };
  const decision = { decision: "approve", digest: gate.digest, note: "" } as const;
  await studio
    .handle(runId)
    .executeUpdate(updateName.decideGate, { args: [{ gateId: gate.id, by, decision }] });
}

/** The same frames again, as other takes, without a run around them; milliseconds of one. */
async function makeDirectly({ deps }: TestStudio, projectId: string): Promise<number> {
  const { shots } = await readFilm(deps.documents, projectId);
  const slots = shots.flatMap((shot) => [
    { shot, slot: "startFrame" as const },
    { shot, slot: "endFrame" as const },
  ]);
  const begin = performance.now();
  await fanOut(slots, { limit: atOnce, untilResumed: () => Promise.resolve() }, async ({ shot, slot }) => {
    const film = await readFilm(deps.documents, projectId);
    const choice = { provider: "nothing", quality: "draft", variation: 1, directions: [] } as const;
    const inputs = resolveSlot(film, shot.id, slot, choice);
    const media = await inWorkDir(deps.dataDir, async (workDir) => {
      const signal = new AbortController().signal;
      const request = { film, shot, slot, inputs, workDir, signal, onProgress: () => {}, ...choice };
      const made = await deps.providers.nothing.make(request);
      return { ...made, ...(await deps.media.putFile(made.path)) };
    });
    await recordArtifact(deps.db, {
      projectId,
      kind: slot,
      shotId: shot.id,
      runId: null,
      inputs,
      digest: slotDigest(inputs),
      media,
      provider: "nothing",
      alternate: false,
      costMicros: 0,
      author: "bench",
      jobId: `bench:${shot.id}:${slot}`,
    });
  });
  return (performance.now() - begin) / slots.length;
}

function script(): string {
  const written = Array.from(
    { length: scenes },
    (_, index) => `INT. ROOM ${index + 1} - DAY\n\nMARA crosses to the window and looks out.\n`,
  );
  return written.join("\n");
}
