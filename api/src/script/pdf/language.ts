import { plainText, type ScriptBlock } from "@backlot/shared/screenplay/block";
import { languageOfLetters } from "@backlot/shared/screenplay/language";

/**
 * The language that a PDF says it is in: of the alphabet that most of its words are written in, otherwise the one that the
 * spelling is set to; null when neither tells.
 */
export function languageOf({
  blocks,
  language = null,
}: {
  blocks: readonly ScriptBlock[];
  language?: string | null;
}): string | null {
  return languageOfLetters(blocks.map(plainText).join("\n")) ?? language;
}
