import { plainText, type Screenplay, type ScriptBlock, type TitlePage } from "./block.ts";
import { canonicalBlocks } from "./canonical.ts";
import { printEmphasis } from "./emphasis.ts";
import { printOmitted } from "./fountain-omitted.ts";
import * as is from "./line-rules.ts";
import { splitIntoLines } from "./runs.ts";

export type FountainPrintOptions = {
  /** Numbers of scenes by heading, where one is printed that is not written in the block (12A). */
  numbers?: ReadonlyMap<string, string>;
};

/**
 * Writes Fountain 1.1, ending in one line break. Elements are forced only where they would otherwise be read as
 * something else, so that a plain screenplay comes out plain.
 */
export function printFountain(screenplay: Screenplay, { numbers }: FountainPrintOptions = {}): string {
  const title = printTitlePage(screenplay.titlePage);
  const body = printScenes(canonicalBlocks(withNumbers(screenplay.blocks, numbers)));
  if (title !== "") return body === "" ? `${title}\n` : `${title}\n\n${body}\n`;
  // An empty first line keeps "Note: ..." on the first page from being read as a title page.
  const guard = is.titlePageEntry(body.split("\n", 1)[0]!) ? "\n" : "";
  return body === "" ? "" : `${guard}${body}\n`;
}

/** A key that waits for its value is kept, unless the whole page is waiting: then it would read as action. */
function printTitlePage(titlePage: TitlePage): string {
  if (titlePage.every(({ lines }) => lines.every((line) => line.trim() === ""))) return "";
  return titlePage
    .map(({ key, lines }) => {
      const filled = lines.map((line) => line.trim()).filter((line) => line !== "");
      return filled.length === 1
        ? `${key}: ${filled[0]}`
        : [`${key}:`, ...filled.map((line) => `    ${line}`)].join("\n");
    })
    .join("\n");
}

function withNumbers(
  blocks: readonly ScriptBlock[],
  numbers: ReadonlyMap<string, string> = new Map(),
): readonly ScriptBlock[] {
  return blocks.map((block) => {
    const sceneNumber = block.sceneNumber ?? numbers.get(block.id);
    return sceneNumber === undefined ? block : { ...block, sceneNumber };
  });
}

/** The blocks with omitted scenes put away under their numbers. */
function printScenes(canonical: readonly ScriptBlock[]): string {
  const parts: string[] = [];
  let at = 0;
  while (at < canonical.length) {
    const heading = canonical[at]!;
    const isOmitted = heading.omitted === true;
    let end = at + 1;
    while (end < canonical.length && !endsPart(canonical[end]!, isOmitted)) end += 1;
    if (isOmitted) {
      const { sceneNumber, omitted: _omitted, ...shown } = heading;
      parts.push(printOmitted(printBlocks([shown, ...canonical.slice(at + 1, end)]), sceneNumber));
    } else parts.push(printBlocks(canonical.slice(at, end)));
    at = end;
  }
  return parts.join("\n\n");
}

/** An omitted scene ends at the next heading, everything else at the next omitted one. */
function endsPart(block: ScriptBlock, isOmitted: boolean): boolean {
  return block.type === "sceneHeading" && (isOmitted || block.omitted === true);
}

function printBlocks(canonical: readonly ScriptBlock[]): string {
  let out = "";
  canonical.forEach((block, i) => {
    const next = canonical[i + 1];
    const inSpeech = isPartOfSpeech(canonical, i);
    if (i > 0) out += inSpeech || (block.type === "action" && block.runs.length === 0) ? "\n" : "\n\n";
    out += printBlock(block, next !== undefined && isPartOfSpeech(canonical, i + 1));
  });
  return out;
}

/** Whether a block hangs under the cue above it. A note does only if the speech goes on after it. */
function isPartOfSpeech(blocks: readonly ScriptBlock[], index: number): boolean {
  const { type } = blocks[index]!;
  if (type === "dialogue" || type === "parenthetical") return true;
  if (type !== "lyric" && type !== "note") return false;
  let before = index - 1;
  while (before >= 0 && ["dialogue", "parenthetical", "lyric", "note"].includes(blocks[before]!.type))
    before -= 1;
  if (blocks[before]?.type !== "character") return false;
  if (type === "lyric") return true;
  let after = index + 1;
  while (blocks[after]?.type === "note") after += 1;
  return ["dialogue", "parenthetical", "lyric"].includes(blocks[after]?.type ?? "");
}

function printBlock(block: ScriptBlock, speechFollows: boolean): string {
  const lines = splitIntoLines(block.runs).map(printEmphasis);
  const line = lines.join(" ");
  switch (block.type) {
    case "sceneHeading":
      return (
        (is.looksLikeHeading(line) ? line : `.${line}`) +
        (block.sceneNumber === undefined ? "" : ` #${block.sceneNumber}#`)
      );
    case "action":
      return printAction(lines);
    case "character":
      return `${speechFollows && is.looksLikeCue(line) ? "" : "@"}${line}${block.dual ? " ^" : ""}`;
    case "parenthetical":
      return lines.join("\n");
    case "dialogue":
      return lines.map((text) => (text === "" ? "  " : text)).join("\n");
    case "transition":
      return is.looksLikeTransition(line) ? line : `> ${line}`;
    case "centered":
      return lines.map((text) => `> ${text} <`).join("\n");
    case "lyric":
      return lines.map((text) => `~${text}`).join("\n");
    case "note":
      return printNote(block);
    case "section":
      return `${"#".repeat(block.depth ?? 1)} ${line}`;
    case "synopsis":
      return `= ${line}`;
    case "pageBreak":
      return "===";
  }
}

function printAction(lines: string[]): string {
  return lines
    .map((line, i) => {
      const forced =
        i === 0
          ? is.needsForcingAsAction(line, lines.length > 1)
          : is.startsLineElement(line) || line.startsWith("!");
      return forced ? `!${line}` : line;
    })
    .join("\n");
}

function printNote(block: ScriptBlock): string {
  const text = plainText(block);
  return block.boneyard ? `/* ${text} */` : `[[${text.replace(/\n\n/g, "\n  \n")}]]`;
}
