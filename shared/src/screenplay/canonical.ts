import { newBlockId, plainText, type BlockType, type ScriptBlock, type TextRun } from "./block.ts";
import { joinLines, mergeRuns, splitIntoLines, trimRuns } from "./runs.ts";

const oneLineTypes: ReadonlySet<BlockType> = new Set([
  "sceneHeading",
  "character",
  "transition",
  "section",
  "synopsis",
]);
const speechTypes: ReadonlySet<BlockType> = new Set(["parenthetical", "dialogue"]);
const joiningTypes: ReadonlySet<BlockType> = new Set(["dialogue", "lyric", "centered"]);

/**
 * The same screenplay in the one form that Fountain can hold: no empty blocks, no marks on white space, one line where
 * an element has one line, speech only under a cue, neighbours joined that would print as one. Printing and parsing a
 * canonical screenplay gives it back; doing it twice changes nothing.
 */
export function canonicalBlocks(blocks: readonly ScriptBlock[]): ScriptBlock[] {
  return joinNeighbours(placeSpeech(dropEmpty(blocks.flatMap(cleanBlock))));
}

function cleanBlock(block: ScriptBlock): ScriptBlock[] {
  if (block.type === "pageBreak") return [{ id: block.id, type: "pageBreak", runs: [] }];
  if (block.type === "note") return [cleanNote(block)];
  const lines = splitIntoLines(block.runs).map((line) => trimRuns(line, block.type === "action"));
  const cleaned = { ...block, ...attributesFor(block) };
  if (block.type === "action") return splitAtEmptyLines(cleaned, lines);
  if (block.type === "dialogue") return [{ ...cleaned, runs: joinLines(trimEnds(lines)) }];
  const filled = lines.filter((line) => line.length > 0);
  if (oneLineTypes.has(block.type)) return [{ ...cleaned, runs: trimRuns(joinWithSpaces(filled)) }];
  const runs = joinLines(filled);
  if (block.type !== "parenthetical" || runs.length === 0) return [{ ...cleaned, runs }];
  return [{ ...cleaned, runs: inParentheses(runs) }];
}

function attributesFor(block: ScriptBlock): Partial<ScriptBlock> {
  return {
    sceneNumber: block.type === "sceneHeading" ? block.sceneNumber : undefined,
    dual: block.type === "character" ? block.dual : undefined,
    depth: block.type === "section" ? (block.depth ?? 1) : undefined,
    boneyard: undefined,
  };
}

function cleanNote(block: ScriptBlock): ScriptBlock {
  const boneyard = block.boneyard === true;
  const text = plainText(block)
    .replaceAll(boneyard ? "*/" : "]]", boneyard ? "* /" : "] ]")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  const note: ScriptBlock = { id: block.id, type: "note", runs: text === "" ? [] : [{ text }] };
  if (boneyard) note.boneyard = true;
  return note;
}

function splitAtEmptyLines(block: ScriptBlock, lines: TextRun[][]): ScriptBlock[] {
  const groups: TextRun[][][] = [[]];
  for (const line of lines) {
    if (line.length > 0) groups.at(-1)!.push(line);
    else if (groups.at(-1)!.length > 0) groups.push([]);
  }
  const filled = groups.filter((group) => group.length > 0);
  if (filled.length === 0) return [{ ...block, runs: [] }];
  return filled.map((group, i) => ({
    ...block,
    id: i === 0 ? block.id : newBlockId(),
    runs: joinLines(group),
  }));
}

function trimEnds(lines: TextRun[][]): TextRun[][] {
  const first = lines.findIndex((line) => line.length > 0);
  const last = lines.findLastIndex((line) => line.length > 0);
  if (first === -1) return [];
  return lines.slice(first, last + 1).filter((line, i, all) => line.length > 0 || all[i - 1]!.length > 0);
}

function joinWithSpaces(lines: TextRun[][]): TextRun[] {
  return mergeRuns(lines.flatMap((line, i) => (i === 0 ? line : [{ text: " " }, ...line])));
}

function inParentheses(runs: TextRun[]): TextRun[] {
  const text = plainText({ runs });
  if (/^\([\s\S]*\)$/.test(text)) return runs;
  return mergeRuns([{ text: "(" }, ...runs, { text: ")" }]);
}

/** Empty action between two paragraphs of action is vertical space and stays; every other empty block goes. */
function dropEmpty(blocks: ScriptBlock[]): ScriptBlock[] {
  const isEmpty = (block: ScriptBlock) => block.runs.length === 0 && block.type !== "pageBreak";
  const nextFilled: (BlockType | undefined)[] = [];
  let next: BlockType | undefined;
  for (let i = blocks.length - 1; i >= 0; i--) {
    nextFilled[i] = next;
    if (!isEmpty(blocks[i]!)) next = blocks[i]!.type;
  }
  let previous: BlockType | undefined;
  return blocks.filter((block, i) => {
    if (!isEmpty(block)) previous = block.type;
    else return block.type === "action" && previous === "action" && nextFilled[i] === "action";
    return true;
  });
}

/** Dialogue without a cue above it can only be action. */
function placeSpeech(blocks: ScriptBlock[]): ScriptBlock[] {
  let inSpeech = false;
  return blocks.flatMap((block) => {
    if (block.type === "character") inSpeech = true;
    else if (speechTypes.has(block.type) && !inSpeech) return cleanBlock({ ...block, type: "action" });
    else if (!speechTypes.has(block.type) && block.type !== "note" && block.type !== "lyric")
      inSpeech = false;
    return [block];
  });
}

function joinNeighbours(blocks: ScriptBlock[]): ScriptBlock[] {
  const joined: ScriptBlock[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (last && last.type === block.type && joiningTypes.has(block.type)) {
      last.runs = joinLines([last.runs, block.runs]);
    } else joined.push(dropUndefined(block));
  }
  return joined;
}

function dropUndefined(block: ScriptBlock): ScriptBlock {
  return Object.fromEntries(Object.entries(block).filter(([, value]) => value !== undefined)) as ScriptBlock;
}
