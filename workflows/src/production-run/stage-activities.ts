import { shotsInOrder } from "@backlot/shared/build/film";
import { liveAssets } from "@backlot/shared/documents/assets";
import type { StageId } from "@backlot/shared/pipeline/stages";
import { asActivities } from "../activity.ts";
import { breakDownFilm } from "../breakdown/break-down-film.ts";
import { keepScriptOfRun } from "../breakdown/keep-version.ts";
import { matchAssets } from "@backlot/shared/asset/library-match";
import type { StudioDeps } from "../deps.ts";
import { libraryOf } from "./gate-summary.ts";
import { beginItem, finishItem, type ItemAt } from "./items.ts";
import { createNotices } from "./notices.ts";
import { readFilm } from "@backlot/shared/build/read-film";

type StageWork = ItemAt & { stage: StageId; iteration: number };

export type StageActivities = ReturnType<typeof createStageActivities>;

/** The stages that are one piece of work each. */
export function createStageActivities(deps: StudioDeps) {
  const itemDeps = { ...deps, notices: createNotices(deps) };

  async function asItem(at: StageWork, work: () => Promise<void>): Promise<void> {
    await beginItem(itemDeps, at);
    await work();
    await finishItem(itemDeps, at, { status: "done", artifactId: null });
  }

  function commandKey(at: StageWork): string {
    return `${at.runId}:${at.stage}:${at.iteration}`;
  }

  function actorOf(at: StageWork) {
    return { id: `run:${at.runId}`, name: "The run" };
  }

  /** Finds what the script needs and adds it to the asset bin, over nobody's edit. */
  async function breakDownScript(at: StageWork): Promise<void> {
    await asItem(at, async () => {
      const found = await breakDownFilm(deps.documents, at.projectId, async (script) => {
        await keepScriptOfRun(deps, at, script);
      });
      await deps.documents.command({
        key: commandKey(at),
        projectId: at.projectId,
        actor: actorOf(at),
        command: { type: "applyBreakdown", found },
      });
    });
  }

  /** Looks for the film's assets in the library; the crew decides about each, the gate shows how many match. */
  async function matchLibrary(at: StageWork): Promise<void> {
    await asItem(at, async () => {
      const film = await readFilm(deps.documents, at.projectId);
      const matches = matchAssets(liveAssets([...film.assets.values()]), await libraryOf(deps));
      deps.log.info({ runId: at.runId, matches: matches.length }, "the library was searched");
    });
  }

  /** Puts every shot that the cut lacks into it, in script order. */
  async function assembleCut(at: StageWork): Promise<void> {
    await asItem(at, async () => {
      const film = await readFilm(deps.documents, at.projectId);
      await deps.documents.command({
        key: commandKey(at),
        projectId: at.projectId,
        actor: actorOf(at),
        command: { type: "assembleCut", shotIds: shotsInOrder(film).map((shot) => shot.id) },
      });
    });
  }

  return asActivities({ breakDownScript, matchLibrary, assembleCut }, deps.log);
}
