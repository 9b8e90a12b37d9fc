import type { Asset } from "../asset/schema.ts";
import { resolveAsset } from "../documents/assets.ts";
import { byOrder } from "../documents/record.ts";
import { visibleText } from "../screenplay/block.ts";
import { cueNames } from "../screenplay/cue.ts";
import { spokenLanguage } from "../screenplay/language.ts";
import type { Scene } from "../screenplay/scenes.ts";
import type { Shot, ShotDialogue } from "../shot/schema.ts";
import type { Film } from "./film.ts";

/** Where things are in a film. A film is never changed, so this is made once for each and goes with it. */
export type FilmIndex = {
  scenes: ReadonlyMap<string, Scene>;
  shots: ReadonlyMap<string, Shot>;
  /** Live shots of each scene, in order. */
  shotsByScene: ReadonlyMap<string, readonly Shot[]>;
  /** The live asset of a category and a name or alias; merges are followed. */
  assetNamed: (category: Asset["category"], name: string) => Asset | null;
  /** Every line of a scene, with who says it. */
  linesOf: (scene: Scene) => readonly ShotDialogue[];
  /** Ids of everyone with a cue in a scene, in order of the first. */
  speakersOf: (scene: Scene) => readonly string[];
  /** What is spoken in it, as a tag such as "de". */
  language: () => string;
};

const indexes = new WeakMap<Film, FilmIndex>();

export function indexOf(film: Film): FilmIndex {
  const present = indexes.get(film);
  if (present !== undefined) return present;
  const made = makeIndex(film);
  indexes.set(film, made);
  return made;
}

function makeIndex(film: Film): FilmIndex {
  const named = nameIndex(film);
  const assetNamed = (category: Asset["category"], name: string) =>
    named.get(`${category} ${normalName(name)}`) ?? null;
  const speech = memoized((scene: Scene) =>
    speechOf(scene, (cue) => assetNamed("character", cue)?.id ?? null),
  );
  const live = film.shots.filter((one) => one.deletedAt === null);
  let language: string | null = null;
  return {
    scenes: new Map(film.scenes.map((one) => [one.id, one])),
    shots: new Map(film.shots.map((one) => [one.id, one])),
    shotsByScene: new Map(
      [...Map.groupBy(live, (one) => one.sceneId)].map(([id, shots]) => [id, shots.toSorted(byOrder)]),
    ),
    assetNamed,
    linesOf: (scene) => speech(scene).lines,
    speakersOf: (scene) => speech(scene).speakers,
    language: () => (language ??= spokenLanguage([...film.blocks.values()])),
  };
}

function nameIndex(film: Film): Map<string, Asset> {
  const named = new Map<string, Asset>();
  for (const one of film.assets.values()) {
    const live = resolveAsset(film.assets, one.id);
    if (live === null) continue;
    for (const name of [one.name, ...one.aliases]) {
      const key = `${one.category} ${normalName(name)}`;
      if (!named.has(key)) named.set(key, live);
    }
  }
  return named;
}

function speechOf(
  scene: Scene,
  idOf: (cue: string) => string | null,
): { lines: ShotDialogue[]; speakers: string[] } {
  const lines: ShotDialogue[] = [];
  const speakers = new Set<string>();
  let character = "";
  let ids: string[] = [];
  for (const block of scene.blocks) {
    if (block.type === "character") {
      character = cueName(visibleText(block));
      ids = whoseCue(character, idOf);
      for (const id of ids) speakers.add(id);
    }
    if (block.type !== "dialogue") continue;
    const text = visibleText(block);
    const [assetId = null, ...withIds] = ids;
    const others = withIds.length === 0 ? {} : { withIds };
    if (text !== "") lines.push({ assetId, character, text, blockId: block.id, ...others });
  }
  return { lines, speakers: [...speakers] };
}

/** Whose cue it is: somebody's with exactly this name, else everybody's who shares it (ANA AND BEN). */
function whoseCue(cue: string, idOf: (cue: string) => string | null): string[] {
  const one = idOf(cue);
  const found = one === null ? cueNames(cue).map(idOf) : [one];
  return [...new Set(found.filter((id) => id !== null))];
}

/** Names are compared without case, accents kept, and spaces collapsed. */
export function normalName(name: string): string {
  return name.normalize("NFC").trim().replace(/\s+/g, " ").toLocaleUpperCase("en");
}

/** "MARA (V.O.) (CONT'D)" → "MARA". */
export function cueName(cue: string): string {
  return cue
    .replace(/\([^)]*\)/g, "")
    .replace(/\^\s*$/, "")
    .trim();
}

function memoized<Key extends object, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const present = known.get(key);
    if (present !== undefined) return present;
    const value = work(key);
    known.set(key, value);
    return value;
  };
}
