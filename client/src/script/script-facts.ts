import { plainText, visibleText, type ScriptBlock } from "@backlot/shared/screenplay/block";
import { cueNames, displayName } from "@backlot/shared/screenplay/cue";
import { pageNumbers } from "@backlot/shared/screenplay/page-numbers";
import { sceneLengths, type Pages } from "@backlot/shared/screenplay/pagination";

/** One scene as the navigator's cards show it. */
export type SceneEntry = {
  id: string;
  heading: string;
  number: string;
  position: number;
  /** What the writer says happens in it; empty when nobody has said. */
  synopsis: string;
  /** Who speaks in it, in order of appearance. */
  cast: string[];
  /** Length in eighths of a page; 0 when it is omitted. */
  eighths: number;
  isOmitted: boolean;
};

/** One line of the outline: a section with its depth, a beat (a synopsis), or a scene. */
export type OutlineEntry = {
  id: string;
  kind: "section" | "beat" | "scene";
  text: string;
  /** How far it is indented, from 0. */
  depth: number;
};

export type ScriptFacts = {
  scenes: SceneEntry[];
  outline: OutlineEntry[];
  words: number;
  /** Pages as they would be printed; 0 while nothing is written. */
  pages: number;
  isEmpty: boolean;
};

/** Elements that plan the film and are not on its pages. */
const isOutline = new Set(["section", "synopsis", "note"]);

const read = new WeakMap<ScriptBlock, { text: string; words: number }>();

/** The text of a block and its words. Blocks never change, so after a keystroke only one is read. */
function readOnce(block: ScriptBlock): { text: string; words: number } {
  const present = read.get(block);
  if (present !== undefined) return present;
  const text = visibleText(block);
  const found = { text, words: text.match(/\S+/g)?.length ?? 0 };
  read.set(block, found);
  return found;
}

/** What the navigator and the status line say about a script that is laid out on `pages`. */
export function scriptFacts(blocks: readonly ScriptBlock[], pages: Pages): ScriptFacts {
  const lengths = new Map(sceneLengths(pages).map((one) => [one.id, one.eighths]));
  const headings = blocks.filter((block) => block.type === "sceneHeading");
  const numbers = pageNumbers(headings.map((block) => block.sceneNumber ?? null));
  const scenes: SceneEntry[] = [];
  const outline: OutlineEntry[] = [];
  let words = 0;
  let depth = 0;
  for (const block of blocks) {
    const { text, words: count } = readOnce(block);
    const scene = scenes.at(-1);
    const isHidden = block.type === "sceneHeading" ? block.omitted === true : scene?.isOmitted === true;
    if (block.type === "sceneHeading") {
      const { id } = block;
      const position = scenes.length + 1;
      const number = numbers[scenes.length]!;
      scenes.push({
        id,
        heading: text,
        number,
        position,
        synopsis: "",
        cast: [],
        eighths: lengths.get(id) ?? 1,
        isOmitted: block.omitted === true,
      });
      outline.push({ id, kind: "scene", text, depth });
    } else if (block.type === "section") {
      depth = block.depth ?? 1;
      outline.push({ id: block.id, kind: "section", text, depth: depth - 1 });
    } else if (block.type === "synopsis") {
      if (scene !== undefined && scene.synopsis === "") scene.synopsis = text;
      outline.push({ id: block.id, kind: "beat", text, depth: scene === undefined ? depth : depth + 1 });
    } else if (block.type === "character" && scene !== undefined && !isHidden) {
      for (const name of cueNames(text).map(displayName))
        if (!scene.cast.includes(name)) scene.cast.push(name);
    }
    if (!isOutline.has(block.type) && !isHidden) words += count;
  }
  const isEmpty = blocks.every((block) => plainText(block).trim() === "");
  const length = isEmpty ? 0 : pages.pages.length;
  return { scenes, outline, words, pages: length, isEmpty };
}
