import { plainText, visibleText, type ScriptBlock } from "./block.ts";
import { cueNames, displayName } from "./cue.ts";
import { sceneLengths, totalEighths, type Pages } from "./pagination.ts";
import { filmedBlocks, filmedScenes, type Scene } from "./scenes.ts";

/** What one character says. */
export type CharacterStatistics = {
  /** As the cues say it, in capitals. */
  name: string;
  displayName: string;
  /** Speeches: how many times the name stands over dialogue. */
  lines: number;
  words: number;
  scenes: number;
  /** Part of all spoken words, 0 to 1. A speech of several counts for each. */
  share: number;
};

export type ScriptStatistics = {
  /** Length in eighths of a page. */
  eighths: number;
  scenes: number;
  /** Printed words: of everything but notes, sections and synopses. */
  words: number;
  spokenWords: number;
  /** Spoken words as a part of the printed ones, 0 to 1. */
  dialogueShare: number;
  interiors: number;
  exteriors: number;
  /** Scenes that are neither by day nor by night count in neither. */
  days: number;
  nights: number;
  /** The longest scene, or null without scenes. */
  longest: { id: string; heading: string; eighths: number } | null;
  /** Who speaks most comes first. */
  characters: CharacterStatistics[];
};

const unprinted = new Set(["note", "section", "synopsis"]);

/** Counts words between white space; "well-known" is one. */
export function countWords(text: string): number {
  return text.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
}

/** The figures of a script laid out on pages: how long, how much is spoken, and by whom. Omitted scenes count in none. */
export function scriptStatistics(pages: Pages): ScriptStatistics {
  const blocks = filmedBlocks(pages.blocks);
  const scenes = filmedScenes(pages.blocks);
  const words = blocks.reduce((sum, one) => sum + (unprinted.has(one.type) ? 0 : wordsIn(one)), 0);
  const spoken = speeches(blocks);
  const spokenWords = spoken.reduce((sum, one) => sum + one.words, 0);
  return {
    eighths: blocks.every((one) => plainText(one).trim() === "") ? 0 : totalEighths(pages),
    scenes: scenes.length,
    words,
    spokenWords,
    dialogueShare: words === 0 ? 0 : spokenWords / words,
    interiors: scenes.filter((one) => one.intExt === "INT" || one.intExt === "INT/EXT").length,
    exteriors: scenes.filter((one) => one.intExt === "EXT" || one.intExt === "INT/EXT").length,
    days: scenes.filter((one) => dayTimes.has(one.timeOfDay)).length,
    nights: scenes.filter((one) => one.timeOfDay === "night").length,
    longest: longestOf(scenes, pages),
    characters: charactersOf(spoken, spokenWords),
  };
}

const dayTimes = new Set(["morning", "day", "afternoon"]);

function wordsIn(block: ScriptBlock): number {
  return countWords(visibleText(block));
}

type Speech = { names: string[]; words: number; sceneId: string };

/** Every cue with the words under it. Parentheticals are direction, not speech. */
function speeches(blocks: readonly ScriptBlock[]): Speech[] {
  const found: Speech[] = [];
  let sceneId = "";
  let open: Speech | null = null;
  for (const block of blocks) {
    if (block.type === "character") {
      open = { names: cueNames(visibleText(block)), words: 0, sceneId };
      if (open.names.length > 0) found.push(open);
    } else if (block.type === "dialogue" || (block.type === "lyric" && open !== null)) {
      if (open !== null) open.words += wordsIn(block);
    } else if (block.type !== "parenthetical") {
      open = null;
      if (block.type === "sceneHeading") sceneId = block.id;
    }
  }
  return found;
}

function charactersOf(spoken: readonly Speech[], spokenWords: number): CharacterStatistics[] {
  const found = new Map<string, { lines: number; words: number; scenes: Set<string> }>();
  for (const { names, words, sceneId } of spoken) {
    for (const name of names) {
      const one = found.get(name) ?? { lines: 0, words: 0, scenes: new Set<string>() };
      one.lines += 1;
      one.words += words;
      one.scenes.add(sceneId);
      found.set(name, one);
    }
  }
  return [...found]
    .map(([name, { lines, words, scenes }]) => ({
      name,
      displayName: displayName(name),
      lines,
      words,
      scenes: scenes.size,
      share: spokenWords === 0 ? 0 : words / spokenWords,
    }))
    .toSorted((a, b) => b.words - a.words || b.lines - a.lines || a.name.localeCompare(b.name));
}

function longestOf(scenes: readonly Scene[], pages: Pages): ScriptStatistics["longest"] {
  const lengths = new Map(sceneLengths(pages).map((one) => [one.id, one.eighths]));
  let longest: ScriptStatistics["longest"] = null;
  for (const scene of scenes) {
    const eighths = lengths.get(scene.id) ?? 1;
    if (longest === null || eighths > longest.eighths)
      longest = { id: scene.id, heading: scene.heading, eighths };
  }
  return longest;
}
