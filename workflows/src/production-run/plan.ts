import { dialogueOf, shotLabel, shotsInOrder, type Film } from "@backlot/shared/build/film";
import { AppError } from "@backlot/shared/errors/app-error";
import type { StageId } from "@backlot/shared/pipeline/stages";
import { freshVariation, setupNow, takesSoFar, type TakesSoFar } from "@backlot/shared/server/setups";
import type { Shot, Slot } from "@backlot/shared/shot/schema";
import type { StudioDeps } from "../deps.ts";
import { addDefaultShots } from "../frames/default-shots.ts";
import { queueItems } from "./items.ts";
import { gateIdOf, slotItemKey, type PlannedItem } from "./keys.ts";
import { nextSetup } from "./next-setup.ts";
import type { RunNotices } from "./notices.ts";
import { readFilm } from "@backlot/shared/build/read-film";

type StageAt = {
  runId: string;
  projectId: string;
  stage: StageId;
  iteration: number;
  redo: string[] | null;
  /** The run goes on from the database: what its notes asked for is in the takes already. */
  isRestored?: boolean;
};
type Labelled = PlannedItem & { label: string };

const slotsOf: Partial<Record<StageId, { slot: Slot; label: string }[]>> = {
  frames: [
    { slot: "startFrame", label: "start frame" },
    { slot: "endFrame", label: "end frame" },
  ],
  clips: [{ slot: "clip", label: "clip" }],
  cut: [{ slot: "dialogue", label: "dialogue" }],
};

/** What a stage does once for the whole film. */
const single: Partial<Record<StageId, string>> = {
  breakdown: "Breakdown of the script",
  casting: "Matches with the library",
  cut: "Cut in script order",
  delivery: "Finished film",
};

/** What a stage makes, in order, as rows of the run and as ids for the workflow. */
export async function planItems(
  deps: StudioDeps & { notices: RunNotices },
  at: StageAt,
): Promise<PlannedItem[]> {
  const { items, live } = await listItems(deps, at);
  await forgetGone(deps, at, items, live);
  await queueItems(deps, at, items);
  return items.map(({ label: _label, ...item }) => item);
}

async function listItems(deps: StudioDeps, at: StageAt): Promise<{ items: Labelled[]; live: string[] }> {
  const label = single[at.stage];
  const item = { key: at.stage, shotId: null, slot: null, variation: 0, attempt: 1 };
  const once = label === undefined ? [] : [{ ...item, label }];
  if (slotsOf[at.stage] === undefined) return { items: once, live: [] };
  if (at.stage === "frames") await addDefaultShots(deps, at);
  const film = await readFilm(deps.documents, at.projectId);
  const items = slotItems(film, at, {
    takes: await takesSoFar(deps.db, at.projectId),
    note: at.iteration === 1 || at.isRestored === true ? null : await noteBefore(deps, at),
  });
  return { items: [...once, ...items], live: shotsInOrder(film).map((shot) => shot.id) };
}

/**
 * The slots of a stage in story order. At first they are made as they are circled, so that what nobody touched is answered from
 * the store. Asked for again (with a note), each is staged as the note says, or another way. Shots that were deleted meanwhile are
 * left out; a stage without any shot from the start is refused. Dialogue is of the shots that somebody speaks in.
 */
export function slotItems(
  film: Film,
  { stage, redo, iteration }: Pick<StageAt, "stage" | "redo" | "iteration">,
  { takes, note }: { takes: TakesSoFar; note: string | null },
): Labelled[] {
  const wanted = redo === null || redo.length === 0 ? null : new Set(redo);
  const slots = slotsOf[stage] ?? [];
  const first = slots[0]?.slot ?? "startFrame";
  const isOfStage = (shot: Shot) => first !== "dialogue" || dialogueOf(film, shot).length > 0;
  const shots = shotsInOrder(film).filter(
    (shot) => (wanted === null || wanted.has(shot.id)) && isOfStage(shot),
  );
  if (shots.length === 0 && iteration === 1 && first !== "dialogue") {
    throw new AppError("bad-request", {
      sentence: "The film has no shots.",
      nextStep: "Write at least one scene, or add shots in Shot Studio, and start the run again.",
    });
  }
  return shots.flatMap((shot) => {
    const now = setupNow(shot, first, takes);
    const { setup, heard } =
      note === null || first === "dialogue"
        ? { setup: now, heard: [] }
        : nextSetup(now, note, freshVariation(shot, now, takes));
    const { variation, directions } = setup;
    const said = heard.length === 0 ? "" : ` (${heard.join(", ")})`;
    return slots.map(({ slot, label }) => ({
      key: slotItemKey(stage, shot.id, slot),
      shotId: shot.id,
      slot,
      variation,
      ...(directions.length === 0 ? {} : { directions }),
      attempt: 1,
      label: `${shotLabel(film, shot)} ${label}${said}`,
    }));
  });
}

/** What was said when the stage was sent back. */
async function noteBefore({ db }: StudioDeps, { runId, stage, iteration }: StageAt): Promise<string> {
  const gate = await db
    .selectFrom("gate")
    .select("note")
    .where("id", "=", gateIdOf(runId, stage, iteration - 1))
    .executeTakeFirst();
  return gate?.note ?? "";
}

/** Items of shots that are gone leave the run: nobody can do anything about them at the gate. */
async function forgetGone(
  { db }: StudioDeps,
  at: StageAt,
  items: readonly Labelled[],
  live: readonly string[],
): Promise<void> {
  const planned = items.map((item) => item.key);
  const isPart = at.redo !== null && at.redo.length > 0;
  let gone = db.deleteFrom("runItem").where("runId", "=", at.runId).where("stage", "=", at.stage);
  if (planned.length > 0) gone = gone.where("key", "not in", planned);
  // Asked for again in part, the other shots keep their items.
  if (isPart && live.length > 0) gone = gone.where("shotId", "not in", [...live]);
  await gone.execute();
}
