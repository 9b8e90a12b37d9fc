import { z } from "zod";
import { withoutNotes } from "./notes-in-text.ts";

/**
 * The screenplay as data: a flat list of blocks, each one element of the industry format.
 *
 * The model is the same shape as the shared document: one XML element per block, named after its type, with the
 * optional fields as attributes and one text child that carries the marks.
 */
export const blockTypes = [
  "sceneHeading",
  "action",
  "character",
  "parenthetical",
  "dialogue",
  "transition",
  "centered",
  "lyric",
  "note",
  "section",
  "synopsis",
  "pageBreak",
] as const;

export const BlockType = z.enum(blockTypes);
export type BlockType = z.infer<typeof BlockType>;

/** A stretch of text with the same marks. A false mark is written by leaving it out. */
export const TextRun = z.object({
  text: z.string(),
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  underline: z.literal(true).optional(),
  /** Id of the revision set in which the text was written. */
  revised: z.string().min(1).max(64).optional(),
});
export type TextRun = z.infer<typeof TextRun>;

/** A writer's mark on a block, on the way to the next draft. */
export const Verdict = z.enum(["keep", "rewrite", "love", "hate"]);
export type Verdict = z.infer<typeof Verdict>;

export const ScriptBlock = z.object({
  /** Unique within one screenplay and stable while the block lives; scenes and shots are anchored to it. */
  id: z.string().min(1).max(64),
  type: BlockType,
  /** The text. Lines inside a block are separated by "\n"; notes inside a line stand verbatim as [[...]]. */
  runs: z.array(TextRun),
  /** Only on scene headings: letters, digits, dashes and dots, as printed in the margin. */
  sceneNumber: z
    .string()
    .regex(/^[\p{L}\p{N}.-]{1,20}$/u)
    .optional(),
  /** Only on the second of two cues that speak at the same time. */
  dual: z.literal(true).optional(),
  /** Only on sections: outline level from 1 to 6. */
  depth: z.number().int().min(1).max(6).optional(),
  /** Only on notes: text that the writer cut away but keeps. */
  boneyard: z.literal(true).optional(),
  /** What a writer thinks of the block. Not printed. */
  verdict: Verdict.optional(),
  /** A bookmark on the block, by its label. Not printed. */
  bookmark: z.string().min(1).max(80).optional(),
  /** Only on scene headings: the scene is cut, its number stays. */
  omitted: z.literal(true).optional(),
  /** Id of the revision set in which the block last changed. */
  revision: z.string().min(1).max(64).optional(),
});
export type ScriptBlock = z.infer<typeof ScriptBlock>;

/** Title page entries in the writer's order. Values keep their emphasis marks as typed. */
export const TitlePage = z.array(z.object({ key: z.string().min(1).max(60), lines: z.array(z.string()) }));
export type TitlePage = z.infer<typeof TitlePage>;

export const Screenplay = z.object({ titlePage: TitlePage, blocks: z.array(ScriptBlock) });
export type Screenplay = z.infer<typeof Screenplay>;

/** The text of a block as stored, marks left out. */
export function plainText(block: { runs: readonly TextRun[] }): string {
  return block.runs.map((run) => run.text).join("");
}

/** The text that is seen or heard: notes and cut-away text inside the line are left out. */
export function visibleText(block: { type: BlockType; runs: readonly TextRun[] }): string {
  if (block.type === "note") return "";
  return withoutNotes(plainText(block)).replace(/ {2,}/g, " ").trim();
}

/** The first value of a title page entry, or undefined. Keys are compared without regard to case. */
export function titlePageValue(titlePage: TitlePage, key: string): string | undefined {
  const entry = titlePage.find((candidate) => candidate.key.toLowerCase() === key.toLowerCase());
  return entry?.lines.join(" ").replace(/[*_]/g, "").trim() || undefined;
}

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

/** A new random block id: 12 characters, about 62 bits. */
export function newBlockId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join("");
}

/** Ids in counting order (b1, b2, ...), for fixtures and anything else that must come out the same every time. */
export function countingIds(prefix = "b"): () => string {
  let count = 0;
  return () => `${prefix}${++count}`;
}

/** A block from plain text. */
export function textBlock(type: BlockType, text: string, extra: Partial<ScriptBlock> = {}): ScriptBlock {
  return { id: newBlockId(), type, runs: text === "" ? [] : [{ text }], ...extra };
}
