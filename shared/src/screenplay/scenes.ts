import { visibleText, type ScriptBlock } from "./block.ts";
import { locationKey, parseHeading, type Heading, type IntExt, type TimeOfDay } from "./heading.ts";
import { pageNumbers } from "./page-numbers.ts";

export type Scene = {
  /** Id of the heading block. */
  id: string;
  /** The written scene number; otherwise its place in the script, or between written numbers what is inserted (12A). */
  number: string;
  heading: string;
  intExt: IntExt | null;
  /** In capitals, as written. */
  location: string;
  subLocation?: string;
  /** The path below the location, from the larger place to the smaller. */
  subLocations: string[];
  timeOfDay: TimeOfDay;
  /** The time of day is not written but follows from the scene before (or, in the first scene, is taken to be day). */
  timeIsInherited: boolean;
  /** CONTINUOUS, LATER, SAME: no new day has begun. */
  isContinuation: boolean;
  attributes: string[];
  /** The scene is cut: it keeps its text, place and number, and is no part of the film. */
  isOmitted: boolean;
  /** The heading and everything up to the next heading. */
  blocks: ScriptBlock[];
};

/** The scenes in order, omitted ones too. What stands before the first heading belongs to none. */
export function scenesOf(blocks: readonly ScriptBlock[]): Scene[] {
  const headings = blocks.filter((block) => block.type === "sceneHeading");
  const numbers = pageNumbers(headings.map((block) => block.sceneNumber ?? null));
  const scenes: Scene[] = [];
  const filmed: Scene[] = [];
  for (const block of blocks) {
    if (block.type !== "sceneHeading") {
      scenes.at(-1)?.blocks.push(block);
      continue;
    }
    const scene = startScene(block, numbers[scenes.length]!, filmed);
    scenes.push(scene);
    if (!scene.isOmitted) filmed.push(scene);
  }
  return scenes;
}

/** The scenes that are part of the film: those that are not omitted. */
export function filmedScenes(blocks: readonly ScriptBlock[]): Scene[] {
  return scenesOf(blocks).filter((scene) => !scene.isOmitted);
}

/** The blocks without those of omitted scenes. */
export function filmedBlocks(blocks: readonly ScriptBlock[]): ScriptBlock[] {
  let isOmitted = false;
  return blocks.filter((block) => {
    if (block.type === "sceneHeading") isOmitted = block.omitted === true;
    return !isOmitted;
  });
}

/** Where a heading says nothing about place or time, what counts are the scenes of the film before it. */
function startScene(block: ScriptBlock, number: string, before: readonly Scene[]): Scene {
  const text = visibleText(block);
  const heading = withinKnownPlace(parseHeading(text), before);
  const previous = before.at(-1);
  return {
    id: block.id,
    number,
    heading: text,
    intExt: heading.intExt,
    location: heading.location,
    ...(heading.subLocation === undefined ? {} : { subLocation: heading.subLocation }),
    subLocations: heading.subLocations,
    timeOfDay: heading.timeOfDay ?? previous?.timeOfDay ?? "day",
    timeIsInherited: heading.timeOfDay === undefined,
    isContinuation: heading.isRelative,
    attributes: heading.attributes,
    isOmitted: block.omitted === true,
    blocks: [block],
  };
}

/**
 * "INT. KITCHEN" after "INT. VILLA - KITCHEN" is the kitchen of the villa, unless the script has a place that is only
 * called kitchen. The villa seen last is meant.
 */
function withinKnownPlace(heading: Heading, before: readonly Scene[]): Heading {
  if (heading.subLocations.length > 0) return heading;
  const key = locationKey(heading.location);
  if (before.some((scene) => locationKey(scene.location) === key)) return heading;
  const home = before.findLast((scene) => scene.subLocations.some((part) => locationKey(part) === key));
  if (home === undefined) return heading;
  const depth = home.subLocations.findIndex((part) => locationKey(part) === key);
  const subLocations = home.subLocations.slice(0, depth + 1);
  return { ...heading, location: home.location, subLocations, subLocation: subLocations.join(" - ") };
}
