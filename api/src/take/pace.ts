import { sql, type Kysely } from "kysely";
import type { Quality } from "@backlot/shared/pipeline/stages";
import type { Database } from "@backlot/shared/server/database-schema";
import { slot as slotName, type Slot } from "@backlot/shared/shot/schema";

/** When something was being made. */
export type Span = { from: number; to: number };

/**
 * Seconds that one of many takes while as many are made at once as usual: all the time in which any of them was being made,
 * shared by them. Adding up what each took would count the waiting of those that stood in line for the same machine. Null
 * for none.
 */
export function secondsEach(spans: readonly Span[]): number | null {
  if (spans.length === 0) return null;
  let busy = 0;
  let until = -Infinity;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    busy += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return busy / spans.length / 1000;
}

/** Frames are made together, and so are clips. */
const kindOf = {
  startFrame: "frame",
  endFrame: "frame",
  clip: "clip",
  dialogue: "dialogue",
} as const satisfies Record<Slot, string>;

/** The newest so many are enough to know the pace. */
const mostMeasured = 400;

/**
 * Seconds that making these slots takes, by what was measured in this project's runs at the same quality; null when one
 * of them was never measured. An estimate that nobody measured is no estimate.
 */
export async function estimateSeconds(
  db: Kysely<Database>,
  projectId: string,
  slots: readonly { slot: Slot; quality: Quality }[],
): Promise<number | null> {
  let total = 0;
  for (const group of Map.groupBy(slots, ({ slot, quality }) => `${quality} ${kindOf[slot]}`).values()) {
    const [first] = group;
    if (first === undefined) continue;
    const each = await measured(db, projectId, first);
    if (each === null) return null;
    total += each * group.length;
  }
  return Math.ceil(total);
}

async function measured(
  db: Kysely<Database>,
  projectId: string,
  { slot, quality }: { slot: Slot; quality: Quality },
): Promise<number | null> {
  const alike = slotName.options.filter((one) => kindOf[one] === kindOf[slot]);
  const rows = await db
    .selectFrom("runItem")
    .innerJoin("run", "run.id", "runItem.runId")
    .select(["runItem.startedAt", "runItem.updatedAt"])
    .where("run.projectId", "=", projectId)
    .where(sql<string>`run.options->>'quality'`, "=", quality)
    .where("runItem.status", "=", "done")
    .where("runItem.startedAt", "is not", null)
    .where("runItem.slot", "in", alike)
    .orderBy("runItem.updatedAt", "desc")
    .limit(mostMeasured)
    .execute();
  return secondsEach(
    rows.flatMap(({ startedAt, updatedAt }) =>
      startedAt === null ? [] : [{ from: startedAt.getTime(), to: updatedAt.getTime() }],
    ),
  );
}
