import { shotsInOrder } from "@backlot/shared/build/film";
import { readFilm } from "@backlot/shared/build/read-film";
import { createDocumentsClient } from "@backlot/shared/documents/client";
import { readCut } from "@backlot/shared/documents/cut";
import { openDatabase } from "@backlot/shared/server/database";
import { silentLog } from "@backlot/shared/server/logging";
import type { Studio } from "../studio-fixture.ts";

/**
 * What a run left behind, without the ids that are made anew for each project: its documents, its artifacts and the ledger of
 * money. Two runs of one script are the same when their summaries are.
 */
export async function summaryOf(studio: Studio, projectId: string) {
  const documents = createDocumentsClient({ studioUrl: studio.url, serviceToken: studio.token });
  const { db, close } = openDatabase({ url: studio.databaseUrl, log: silentLog() });
  try {
    const film = await readFilm(documents, projectId);
    const shots = shotsInOrder(film);
    const cut = readCut(await documents.readDocument(projectId, "cut"));
    const made = await db
      .selectFrom("artifact")
      .select(["id", "kind", "shotId", "number", "alternate", "jobId"])
      .where("projectId", "=", projectId)
      .execute();
    const entries = await db
      .selectFrom("budgetEntry")
      .select(["kind", "amountMicros", "jobId"])
      .where("projectId", "=", projectId)
      .where("jobId", "is not", null)
      .execute();
    const placeOf = (shotId: string | null) => shots.findIndex((shot) => shot.id === shotId);
    const kindOf = new Map(made.map((one) => [one.id, one.kind]));
    return {
      script: [...film.blocks.values()].map(({ type }) => type),
      assets: [...film.assets.values()].map(({ category, name }) => `${category} ${name}`).toSorted(),
      shots: shots.map(({ size, description, circled }) => ({
        size,
        description,
        // Each slot shows a take of its own kind.
        circled: Object.entries(circled)
          .map(([slot, take]) => `${slot}: ${kindOf.get(take?.artifactId ?? "") ?? "missing"}`)
          .toSorted(),
      })),
      cut: cut.map((clip) => placeOf(clip.shotId)),
      artifacts: made
        .map((one) => `${placeOf(one.shotId)} ${one.kind} ${one.number}${one.alternate ? " alternate" : ""}`)
        .toSorted(),
      /** Of each piece of work: what was set aside, and what became of it. */
      ledger: [...Map.groupBy(entries, ({ jobId }) => jobId).values()]
        .map((ofJob) =>
          ofJob
            .map(({ kind, amountMicros }) => `${kind} ${amountMicros}`)
            .toSorted()
            .join(", "),
        )
        .toSorted(),
    };
  } finally {
    await close();
  }
}
