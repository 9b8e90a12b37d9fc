import type { Kysely } from "kysely";
import { firstSetup, setupOf, type Setup } from "../generation/setup.ts";
import { slot, type Shot, type Slot } from "../shot/schema.ts";
import type { Database } from "./database-schema.ts";

/** Takes of a project's shots, as far as planning another one needs them. */
export type TakesSoFar = {
  /** How many pictures and clips of the shot were made: a variation of this number was never made. */
  count: ReadonlyMap<string, number>;
  /** Slots that have a take, as `shotId slot`. */
  slots: ReadonlySet<string>;
  /** By artifact id. */
  made: ReadonlyMap<string, { setup: Setup; createdAt: number }>;
};

/** Reads every take of the project's shots: how often each shot was drawn, and how. */
export async function takesSoFar(db: Kysely<Database>, projectId: string): Promise<TakesSoFar> {
  const rows = await db
    .selectFrom("artifact")
    .select(["id", "shotId", "kind", "meta", "createdAt"])
    .where("projectId", "=", projectId)
    .where("shotId", "is not", null)
    .where("kind", "in", slot.exclude(["dialogue"]).options)
    .execute();
  const count = new Map<string, number>();
  for (const { shotId } of rows) count.set(shotId ?? "", (count.get(shotId ?? "") ?? 0) + 1);
  return {
    count,
    slots: new Set(rows.map(({ shotId, kind }) => `${shotId} ${kind}`)),
    made: new Map(
      rows.map(({ id, meta, createdAt }) => [id, { setup: setupOf(meta), createdAt: createdAt.getTime() }]),
    ),
  };
}

/**
 * The set-up in which a shot's circled take stands, so that making a slot does not undo what the crew asked for before: frames go on
 * from the start frame, a clip from whichever of start frame and clip is newer.
 */
export function setupNow(shot: Shot, made: Slot, takes: TakesSoFar): Setup {
  // A voice has no camera to set up.
  if (made === "dialogue") return firstSetup;
  const circled = (one: "startFrame" | "clip") => takes.made.get(shot.circled[one]?.artifactId ?? "");
  const [frame, clip] = [circled("startFrame"), made === "clip" ? circled("clip") : undefined];
  const newer = clip !== undefined && clip.createdAt >= (frame?.createdAt ?? 0) ? clip : frame;
  return newer?.setup ?? firstSetup;
}

/** A number of variation that no take of the shot has. */
export function freshVariation(shot: Shot, now: Setup, takes: TakesSoFar): number {
  return Math.max(takes.count.get(shot.id) ?? 0, now.variation + 1);
}
