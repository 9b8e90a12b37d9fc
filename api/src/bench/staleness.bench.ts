import type * as Y from "yjs";
import { filmOf } from "@backlot/shared/build/film";
import { resolveSlot, slotDigest } from "@backlot/shared/build/resolve";
import { addAsset, assetDescription } from "@backlot/shared/documents/assets";
import { writeScreenplay } from "@backlot/shared/documents/script";
import { addShots } from "@backlot/shared/documents/shots";
import { textBlock } from "@backlot/shared/screenplay/block";
import { recordMedia } from "@backlot/shared/server/artifacts";
import type { BenchResult } from "../../../infra/src/bench-types.ts";
import { openTestStudio, type Caller, type TestStudio } from "../testing/studio.ts";

const scenes = 50;
const shotsPerScene = 10;
const slots = ["startFrame", "endFrame", "clip"] as const;
const options = { provider: "previs", quality: "draft", variation: 0 };
const media = { hash: "a".repeat(64), mime: "image/png", bytes: 10 };

/** What is stale in a film of 500 shots, asked over the API. */
export async function bench(): Promise<BenchResult[]> {
  const studio = await openTestStudio();
  try {
    const owner = await studio.enterOwner();
    const { id } = (await owner.send<{ id: string }>("POST", "/api/projects", { title: "Long" })).body;
    const cast = writeFilm(studio, id);
    await makeAll(studio, id);
    const first = await stale(owner, id);
    const again = await stale(owner, id);
    assetDescription(studio.documents.document(id, "assets"), cast).insert(0, "tall, ");
    const edited = await stale(owner, id);
    return [
      {
        name: "Staleness of a 500-shot film",
        unit: "ms",
        rows: [
          { label: "asked for the first time", value: first.ms },
          { label: "asked again, nothing changed", value: again.ms, ratioTo: "asked for the first time" },
          {
            label: "after a change that touches every shot",
            value: edited.ms,
            ratioTo: "asked for the first time",
          },
        ],
        note: `${scenes * shotsPerScene} shots, ${scenes * shotsPerScene * slots.length} takes, ${edited.items} of them stale after the change; the whole request, database included.`,
      },
    ];
  } finally {
    await studio.close();
  }
}

async function stale(owner: Caller, projectId: string): Promise<{ ms: number; items: number }> {
  const begin = performance.now();
  const { body } = await owner.send<{ items: number }>("GET", `/api/projects/${projectId}/stale`);
  return { ms: performance.now() - begin, items: body.items };
}

/** Gives the id of the one who is in every shot. */
function writeFilm({ documents }: TestStudio, projectId: string): string {
  const document = (kind: "script" | "assets" | "shots"): Y.Doc => documents.document(projectId, kind);
  const headings = Array.from({ length: scenes }, (_, at) => `scene-${at}`);
  writeScreenplay(document("script"), {
    titlePage: [],
    blocks: headings.flatMap((id, at) => [
      { ...textBlock("sceneHeading", `INT. ROOM ${at} - NIGHT`), id },
      { ...textBlock("character", "MARA"), id: `cue-${at}` },
      { ...textBlock("dialogue", "He said that he would come."), id: `line-${at}` },
    ]),
  });
  const [mara = ""] = ["Mara", "Jonah", "Ines"].map((name, at) =>
    addAsset(document("assets"), {
      category: "character",
      name,
      description: `${name}, forty, in a yellow coat`,
      origin: "person",
      createdAt: at,
    }),
  );
  const presence = { [mara]: { start: true, end: true, startLook: null, endLook: null } };
  for (const [at, sceneId] of headings.entries()) {
    const shot = { sceneId, origin: "person", createdAt: at, presence, blockIds: [`line-${at}`] } as const;
    addShots(
      document("shots"),
      sceneId,
      Array.from({ length: shotsPerScene }, () => ({ ...shot, blockIds: [...shot.blockIds] })),
    );
  }
  return mara;
}

/** A take of every slot, made from what the film says. */
async function makeAll({ db, documents }: TestStudio, projectId: string): Promise<void> {
  const film = filmOf(projectId, {
    script: documents.document(projectId, "script"),
    assets: documents.document(projectId, "assets"),
    shots: documents.document(projectId, "shots"),
  });
  await recordMedia(db, projectId, media, "bench");
  const takes = film.shots.flatMap((shot) =>
    slots.map((kind) => {
      const inputs = resolveSlot(film, shot.id, kind, options);
      return { shotId: shot.id, kind, inputs: JSON.stringify(inputs), digest: slotDigest(inputs) };
    }),
  );
  for (let at = 0; at < takes.length; at += 250) {
    const rows = takes.slice(at, at + 250).map((take, index) => ({
      ...take,
      id: `take-${at + index}`,
      jobId: `job-${at + index}`,
      projectId,
      runId: null,
      number: 1,
      mediaHash: media.hash,
      meta: "{}",
      provider: "previs",
      alternate: false,
      costMicros: 0,
      author: "bench",
    }));
    await db.insertInto("artifact").values(rows).execute();
  }
}
