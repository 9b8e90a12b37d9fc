import type { ScriptBlock } from "./block.ts";
import { CandidateBuilder, type BreakdownCandidate, type Place } from "./candidate.ts";
import { findCast, type CastMember } from "./cast.ts";
import { displayName } from "./cue.ts";
import { findEffects } from "./effects.ts";
import { findExtras } from "./extras.ts";
import { locationKey } from "./heading.ts";
import type { NameIndex } from "./name-index.ts";
import { findOnScreenText } from "./on-screen-text.ts";
import { readLine, readLines } from "./reading.ts";
import { filmedScenes, type Scene } from "./scenes.ts";
import { findSounds } from "./sounds.ts";
import { findThings } from "./things.ts";

export type { BreakdownCandidate, BreakdownCategory, CastFacts, Evidence, Place } from "./candidate.ts";
export { breakdownCategories } from "./candidate.ts";

export type BreakdownOptions = {
  /**
   * Adds guesses, all under 0.5 in confidence: `suggestProps` of `noun-suggestions.ts`. Handed in, because the word tagger
   * behind it is large and few callers want it.
   */
  suggestions?: (scenes: readonly Scene[]) => CandidateBuilder[];
};

/**
 * What a screenplay needs, by rules alone and without its omitted scenes: the same script always gives the same answer, in script order within each
 * category. Every candidate shows the lines that prove it, with the exact place of each mention, the rule and how sure
 * the rule is.
 */
export function breakDown(
  blocks: readonly ScriptBlock[],
  options: BreakdownOptions = {},
): BreakdownCandidate[] {
  const scenes = filmedScenes(blocks);
  const lines = readLines(scenes);
  const { candidates, names } = findCast(scenes, lines);
  const texts = findOnScreenText(lines);
  const all = [
    ...candidates,
    ...findLocations(scenes, names),
    ...findExtras(lines, names),
    ...findThings(
      lines,
      names,
      texts.flatMap((text) => text.evidence),
    ),
    ...findSounds(lines, names),
    ...findEffects(lines, names),
    ...texts,
    ...(options.suggestions?.(scenes) ?? []),
  ];
  const unique = new Map<string, BreakdownCandidate>();
  for (const candidate of all.map((builder) => builder.build())) {
    if (!unique.has(candidate.key)) unique.set(candidate.key, candidate);
  }
  return [...unique.values()];
}

/** The people of the script with every name that it uses for them, in order of first appearance in a cue. */
export function castOf(blocks: readonly ScriptBlock[]): CastMember[] {
  const scenes = filmedScenes(blocks);
  return findCast(scenes, readLines(scenes)).members;
}

function findLocations(scenes: readonly Scene[], names: NameIndex<CastMember>): CandidateBuilder[] {
  const found = new Map<string, CandidateBuilder>();
  for (const scene of scenes) {
    const key = locationKey(scene.location);
    if (key === "") continue;
    const builder =
      found.get(key) ?? new CandidateBuilder("location", displayName(scene.location), "scene heading", 0.99);
    found.set(key, builder);
    const written = scene.heading.toUpperCase();
    const part = [scene.location, ...scene.subLocations].find((name) => written.includes(name)) ?? "";
    const start = Math.max(0, written.indexOf(part));
    const end = part === "" ? scene.heading.length : start + part.length;
    builder.add({ blockId: scene.id, quote: scene.heading, start, end }, scene.id);
    if (scene.subLocations.length > 0)
      builder.aliases.add(displayName(`${scene.location} - ${scene.subLocations.join(" - ")}`));
    addPlace((builder.places ??= []), scene);
    if (builder.description === "") builder.description = describePlace(scene, names);
  }
  return [...found.values()];
}

/** Puts a scene into the tree of its location, with how and when the place is seen there. */
function addPlace(places: Place[], scene: Scene): void {
  const path = scene.subLocations.map(displayName);
  let place = places.find((one) => one.path.join("\n") === path.join("\n"));
  if (place === undefined) places.push((place = { path, scenes: [], intExt: [], times: [] }));
  place.scenes.push(scene.id);
  if (scene.intExt !== null && !place.intExt.includes(scene.intExt)) place.intExt.push(scene.intExt);
  if (!place.times.includes(scene.timeOfDay)) place.times.push(scene.timeOfDay);
}

/** The opening sentences of the scene up to the first that is about a person. */
function describePlace(scene: Scene, names: NameIndex<CastMember>): string {
  const opening = scene.blocks.find((block) => block.type === "action" || block.type === "character");
  if (opening?.type !== "action") return "";
  const line = readLine(scene.id, opening);
  const first = names.mentionsIn(line)[0]?.start ?? Infinity;
  return line.sentences
    .filter((sentence) => sentence.end <= first)
    .map((sentence) => sentence.text)
    .join(" ");
}
