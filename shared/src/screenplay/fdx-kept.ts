import { z } from "zod";
import { TitlePage } from "./block.ts";

/**
 * What a Final Draft file says that our screenplay has no place for. It travels beside the blocks, is stored with the
 * script, and is written again when the script goes out as FDX.
 */

/** Attributes of a stretch of text. The quotation finds it again after the text around it was edited. */
export const KeptStyle = z.object({
  start: z.number().int().min(0),
  quote: z.string().min(1).max(20_000),
  attributes: z.record(z.string().max(60), z.string().max(400)),
});
export type KeptStyle = z.infer<typeof KeptStyle>;

export const KeptBlock = z.object({
  blockId: z.string().min(1).max(64),
  /** The paragraph's type where it is not the usual one of the block's: "Shot", "New Act". */
  paragraphType: z.string().max(60).optional(),
  /** Attributes of the paragraph; of the note where the block is one. */
  attributes: z.record(z.string().max(60), z.string().max(400)).optional(),
  styles: z.array(KeptStyle).max(2000).optional(),
  /** Elements of the paragraph that are not read, as XML. */
  elements: z.string().max(100_000).optional(),
});
export type KeptBlock = z.infer<typeof KeptBlock>;

/** A note of the margin as our own files carry it: on words of a paragraph, known again by its id. */
export const FdxMarginNote = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/),
  /** The block of the paragraph. */
  blockId: z.string().min(1).max(64),
  /** Where the words begin in the paragraph's text without its notes. Without words it is about the whole of it. */
  start: z.number().int().min(0),
  quote: z.string().max(20_000),
  text: z.string().min(1).max(10_000),
  /** Who began it, and when, in ms. */
  name: z.string().max(200),
  at: z.number().int().min(0),
});
export type FdxMarginNote = z.infer<typeof FdxMarginNote>;

export const KeptFdx = z.object({
  /** Attributes of the outermost element. */
  root: z.record(z.string().max(60), z.string().max(400)),
  /** Settings, lists and layout of the whole file, each as XML, in the file's order. */
  sections: z.array(z.object({ name: z.string().max(60), xml: z.string().max(400_000) })).max(60),
  /** The laid-out title page, with what was read from it: it is used again while the title page says the same. */
  titlePage: z.object({ xml: z.string().max(400_000), read: TitlePage }).nullable(),
  blocks: z.array(KeptBlock).max(20_000),
  /** Notes that belong into the margin, on the way there; they are not stored with the script. */
  margin: z.array(FdxMarginNote).max(5000).optional(),
});
export type KeptFdx = z.infer<typeof KeptFdx>;

/** Bytes of settings and lists that are kept with a script; what a file has beyond that is left out and said so. */
export const largestKept = 1_000_000;

/** Where a kept stretch stands in the text now: in its place, else where its words stand once; null when they are gone. */
export function findKept(text: string, { start, quote }: KeptStyle): number | null {
  if (text.startsWith(quote, start)) return start;
  const at = text.indexOf(quote);
  return at !== -1 && text.indexOf(quote, at + 1) === -1 ? at : null;
}
