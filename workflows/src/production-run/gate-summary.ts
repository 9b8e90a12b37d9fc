import { liveAssets } from "@backlot/shared/documents/assets";
import type { StageId } from "@backlot/shared/pipeline/stages";
import type { StudioDeps } from "../deps.ts";
import { matchAssets } from "@backlot/shared/asset/library-match";
import { readFilm } from "@backlot/shared/build/read-film";

type StageAt = { runId: string; projectId: string; stage: StageId };

/** What a gate shows: counts for a person, and what they stand for. */
export type GateSummary = Record<string, unknown> & {
  done: number;
  failed: number;
  /** Made from inputs that moved on meanwhile, so kept aside. */
  alternates: number;
};

/** Sums up what a stage made, from the database and the documents. */
export async function summarise(
  deps: StudioDeps,
  at: StageAt,
): Promise<{ summary: GateSummary; isApprovable: boolean; shotIds: string[] | null }> {
  const items = await deps.db
    .selectFrom("runItem")
    .leftJoin("artifact", "artifact.id", "runItem.artifactId")
    .select(["runItem.key", "runItem.status", "runItem.artifactId", "runItem.shotId", "runItem.slot"])
    .select(["artifact.alternate", "artifact.meta"])
    .where("runItem.runId", "=", at.runId)
    .where("runItem.stage", "=", at.stage)
    .orderBy("runItem.position")
    .execute();
  const count = (...statuses: string[]) => items.filter((item) => statuses.includes(item.status)).length;
  const done = count("done", "reused");
  const summary: GateSummary = {
    done,
    reused: count("reused"),
    failed: count("failed"),
    alternates: items.filter((item) => item.alternate === true).length,
    ...(await stageSummary(deps, at)),
    ...(at.stage === "cut" ? dialogueSummary(items) : {}),
    items: items.map(({ key, status, artifactId }) => ({ key, status, artifactId })),
  };
  const isByShot = at.stage === "frames" || at.stage === "clips";
  return {
    summary,
    // Dialogue alone is no cut.
    isApprovable: done > 0 && items.every((item) => item.key !== "cut" || item.status === "done"),
    shotIds: isByShot ? [...new Set(items.flatMap((item) => item.shotId ?? []))] : null,
  };
}

/** How many lines are spoken, and how many stand as silence of their length because there is no voice. */
function dialogueSummary(items: readonly { meta: Record<string, unknown> | null }[]) {
  const counted = { spokenLines: 0, silentLines: 0 };
  for (const { meta } of items) {
    const lines = typeof meta?.["lines"] === "number" ? meta["lines"] : 0;
    if (meta?.["engine"] === "espeak-ng") counted.spokenLines += lines;
    else counted.silentLines += lines;
  }
  return counted;
}

async function stageSummary(
  deps: StudioDeps,
  { projectId, stage }: StageAt,
): Promise<Record<string, unknown>> {
  if (stage === "delivery") return {};
  const film = await readFilm(deps.documents, projectId);
  const assets = liveAssets([...film.assets.values()]);
  if (stage === "breakdown") {
    const counts: Record<string, number> = {};
    for (const { category } of assets) counts[category] = (counts[category] ?? 0) + 1;
    return {
      scenes: film.scenes.length,
      counts,
      proposedRemovals: assets.filter((asset) => asset.removalProposed).map((asset) => asset.id),
      assets: assets.map((asset) => asset.id),
    };
  }
  if (stage === "casting") {
    const matches = matchAssets(assets, await libraryOf(deps));
    return {
      assets: assets.length,
      linked: assets.filter((asset) => asset.link !== null).length,
      matches: matches.map(({ assetId, candidates }) => ({
        assetId,
        libraryAssetId: candidates[0]?.libraryAssetId,
      })),
    };
  }
  return { shots: film.shots.filter((shot) => shot.deletedAt === null).length };
}

/** Library assets that a project asset can be matched with. */
export async function libraryOf({ db }: Pick<StudioDeps, "db">) {
  return await db
    .selectFrom("libraryAsset")
    .select(["id", "category", "name", "aliases"])
    .where("deletedAt", "is", null)
    .orderBy("id")
    .execute();
}
