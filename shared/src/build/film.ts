import type * as Y from "yjs";
import type { Asset } from "../asset/schema.ts";
import { readAssets } from "../documents/assets.ts";
import { readPageOptions } from "../documents/page-options.ts";
import { readBlocks } from "../documents/script.ts";
import { readShots } from "../documents/shots.ts";
import type { ScriptBlock } from "../screenplay/block.ts";
import type { PageOptions } from "../screenplay/pagination.ts";
import { filmedScenes, type Scene } from "../screenplay/scenes.ts";
import type { Shot, ShotDialogue } from "../shot/schema.ts";
import { setupLetter } from "../shot/setups.ts";
import { indexOf } from "./film-index.ts";

/** A film's documents as plain data, read once; everything that is resolved is a view of it. */
export type Film = {
  projectId: string;
  blocks: ReadonlyMap<string, ScriptBlock>;
  /** How the script is laid out. */
  pages: PageOptions;
  /** Without those that are omitted. */
  scenes: readonly Scene[];
  assets: ReadonlyMap<string, Asset>;
  shots: readonly Shot[];
};

/** Reads the three documents that a shot is made from. */
export function filmOf(projectId: string, documents: { script: Y.Doc; assets: Y.Doc; shots: Y.Doc }): Film {
  return filmOfParts(projectId, {
    script: readScriptOf(documents.script),
    assets: readAssets(documents.assets),
    shots: readShots(documents.shots),
  });
}

/** What a film needs of its script. */
export type FilmScript = { blocks: ScriptBlock[]; pages: PageOptions };

export function readScriptOf(script: Y.Doc): FilmScript {
  return { blocks: readBlocks(script), pages: readPageOptions(script) };
}

/** A film of what its documents hold. */
export function filmOfParts(
  projectId: string,
  { script, assets, shots }: { script: FilmScript; assets: Asset[]; shots: Shot[] },
): Film {
  const { blocks, pages } = script;
  return {
    projectId,
    blocks: new Map(blocks.map((block) => [block.id, block])),
    pages,
    scenes: filmedScenes(blocks),
    assets: new Map(assets.map((one) => [one.id, one])),
    shots,
  };
}

/** Shots of the film in story order: by scene as in the script, then by order within it. */
export function shotsInOrder(film: Film): Shot[] {
  const { shotsByScene } = indexOf(film);
  return film.scenes.flatMap((scene) => shotsByScene.get(scene.id) ?? []);
}

/** "3B": the scene's number and the shot's letter within it. */
export function shotLabel(film: Film, shot: Pick<Shot, "id" | "sceneId">): string {
  const { scenes, shotsByScene } = indexOf(film);
  const position = (shotsByScene.get(shot.sceneId) ?? []).findIndex((one) => one.id === shot.id);
  return `${scenes.get(shot.sceneId)?.number ?? "–"}${position < 0 ? "" : setupLetter(position)}`;
}

/** The asset that is the scene's place, by name or alias; null when nobody has made one. */
export function locationOf(film: Film, scene: Scene): Asset | null {
  return assetNamed(film, "location", scene.location);
}

/** A live asset of a category by name or alias, regardless of case; merges are followed. */
export function assetNamed(film: Film, category: Asset["category"], name: string): Asset | null {
  return indexOf(film).assetNamed(category, name);
}

/** The lines spoken in a shot: dialogue blocks that it covers, each with the cue above it. */
export function dialogueOf(film: Film, shot: Shot): ShotDialogue[] {
  const { scenes, linesOf } = indexOf(film);
  const scene = scenes.get(shot.sceneId);
  if (scene === undefined || shot.blockIds.length === 0) return [];
  const covered = new Set(shot.blockIds);
  return linesOf(scene).filter((line) => covered.has(line.blockId));
}

/** What is spoken in the film, as a tag such as "de". */
export function languageOf(film: Film): string {
  return indexOf(film).language();
}

/** Ids of everyone who speaks in a scene, in order of first cue: marks and eyelines hold from shot to shot. */
export function sceneSpeakers(film: Film, scene: Scene): string[] {
  return [...indexOf(film).speakersOf(scene)];
}
