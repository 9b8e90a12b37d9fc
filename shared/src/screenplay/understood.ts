import { blockTypes, newBlockId, type Screenplay, type ScriptBlock, type TextRun } from "./block.ts";
import { canonicalBlocks } from "./canonical.ts";
import type { KeptFdx } from "./fdx-kept.ts";
import { titlePageByPlace } from "./fdx-title-page.ts";
import { mergeRuns } from "./runs.ts";

/** What a line of a foreign file can be: an element, a line of the title page, or nothing of the script. */
export const lineElements = [...blockTypes, "titlePage", "ignored"] as const;
export type LineElement = (typeof lineElements)[number];

/** One line of a file (or one whole block, where the file says what it is), with how it was understood. */
export type UnderstoodLine = {
  runs: TextRun[];
  element: LineElement;
  /** From 0 to 1. What a person said is 1. */
  confidence: number;
  /** For a person: why. */
  reason: string;
  /** 1-based page of the file, or null where it has none. */
  page: number | null;
  /** 1-based line of the file at which it begins, where the file is text that is read block by block. */
  sourceLine?: number;
  /** How it goes on from the line before in the same block; null starts a block of its own. */
  joint: " " | "\n" | "" | null;
  isCentered?: boolean;
  sceneNumber?: string;
  dual?: true;
  /** The block that the file itself describes. */
  block?: ScriptBlock;
};

export type ScriptFormat = "fountain" | "fdx" | "text" | "pdf";

/** A file as it was understood, before anybody has agreed to it. */
export type Understood = {
  format: ScriptFormat;
  lines: UnderstoodLine[];
  /** Title page that the file itself describes; lines of element `titlePage` are added to it. */
  titlePage: Screenplay["titlePage"];
  kept: KeptFdx | null;
  /** Sentences for a person: what could not be taken over as it was. */
  remarks: string[];
};

export function lineText(line: Pick<UnderstoodLine, "runs">): string {
  return line.runs.map((run) => run.text).join("");
}

/** The file with one line read as a person says. */
export function correctLine(understood: Understood, index: number, element: LineElement): Understood {
  const lines = understood.lines.with(index, {
    ...understood.lines[index]!,
    element,
    confidence: 1,
    reason: "As you said.",
  });
  return { ...understood, lines };
}

/** The screenplay that the lines make. */
export function assembleScreenplay({ lines, titlePage }: Understood): Screenplay {
  const blocks: ScriptBlock[] = [];
  const title: { text: string; isCentered: boolean }[] = [];
  let before: LineElement | null = null;
  for (const line of lines) {
    if (line.element === "ignored") continue;
    if (line.element === "titlePage") {
      if (line.joint === null) title.push({ text: "", isCentered: true });
      title.push({ text: lineText(line).trim(), isCentered: line.isCentered === true });
      before = null;
      continue;
    }
    const last = blocks.at(-1);
    if (line.joint !== null && before === line.element && last !== undefined && line.block === undefined) {
      last.runs = mergeRuns([...last.runs, { text: line.joint }, ...line.runs]);
    } else blocks.push(blockOf(line, line.element));
    before = line.element;
  }
  return {
    titlePage: title.length === 0 ? titlePage : [...titlePage, ...titlePageByPlace(title)],
    blocks: canonicalBlocks(blocks),
  };
}

function blockOf(line: UnderstoodLine, type: ScriptBlock["type"]): ScriptBlock {
  if (line.block !== undefined && line.block.type === type) return line.block;
  return {
    id: line.block?.id ?? newBlockId(),
    type,
    runs: [...line.runs],
    ...(type === "sceneHeading" && line.sceneNumber !== undefined ? { sceneNumber: line.sceneNumber } : {}),
    ...(type === "character" && line.dual === true ? { dual: true as const } : {}),
    ...(type === "section" ? { depth: 1 } : {}),
  };
}

/** A block that the file itself describes, as a line that is understood. */
export function lineOfBlock(block: ScriptBlock, reason: string, confidence = 1): UnderstoodLine {
  return { runs: block.runs, element: block.type, confidence, reason, page: null, joint: null, block };
}

/** Lines that a person should look at. */
export function doubtfulLines({ lines }: Understood): number[] {
  return lines.flatMap((line, index) => (line.confidence < 0.75 ? [index] : []));
}
