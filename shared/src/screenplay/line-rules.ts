import { withoutNotes } from "./notes-in-text.ts";

/**
 * What a single line of Fountain is. The parser asks these questions, the printer asks the same ones to know when an
 * element must be forced, and the editor asks them while somebody types.
 */

/** A line as the detection rules see it: no emphasis marks, no notes, no space around. */
export function bare(line: string): string {
  return withoutNotes(line)
    .replace(/[*_\\]/g, "")
    .trim();
}

const headingPrefix =
  /^(?:INT\.?\s*\/\s*EXT|EXT\.?\s*\/\s*INT|I\.?\s*\/\s*E|E\.?\s*\/\s*I|INT|EXT|EST)(?:\.|\s|$)/i;

/** INT, EXT, EST, INT./EXT, I/E and their variants, followed by a dot or a space and some more text. */
export function looksLikeHeading(line: string): boolean {
  const text = bare(line);
  const prefix = headingPrefix.exec(text);
  return prefix !== null && /[\p{L}\p{N}]/u.test(text.slice(prefix[0].length));
}

/** One leading dot followed (after any emphasis) by a letter or digit. */
export function isForcedHeading(line: string): boolean {
  return /^\.[*_]*[\p{L}\p{N}]/u.test(line.trimStart());
}

/** Has upper-case letters and no lower-case ones. */
export function isAllCaps(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}

/** The cue with its extensions, (V.O.) and the like, left out. */
export function withoutExtensions(cue: string): string {
  return cue
    .replace(/\^\s*$/, "")
    .replace(/\([^()]*\)?/g, "")
    .trim();
}

/** A whole line in capitals that may name a speaker. A trailing double space opts out. */
export function looksLikeCue(line: string): boolean {
  if (/ {2}$/.test(line)) return false;
  const text = bare(line);
  if (/^[!.>~=#@(]/.test(text) || looksLikeHeading(line) || looksLikeTransition(line)) return false;
  return isAllCaps(withoutExtensions(text));
}

/** Upper case and ending in "TO:". A space after the colon opts out. */
export function looksLikeTransition(line: string): boolean {
  return !/\s$/.test(line) && isAllCaps(bare(line)) && /\bTO:$/.test(bare(line));
}

/** > text < */
export function isCentered(line: string): boolean {
  return /^>[\s\S]*<$/.test(line.trim()) && line.trim().length > 1;
}

/** > text */
export function isForcedTransition(line: string): boolean {
  return /^>/.test(line.trim()) && !isCentered(line);
}

/** Three or more equals signs and nothing else. */
export function isPageBreak(line: string): boolean {
  return /^={3,}$/.test(line.trim());
}

/** A single equals sign, then text. */
export function isSynopsis(line: string): boolean {
  return /^=(?!=)/.test(line.trim());
}

/** One to six number signs, then text. */
export function isSection(line: string): boolean {
  return /^#{1,6}(?!#)/.test(line.trim());
}

/** A tilde starts a lyric. */
export function isLyric(line: string): boolean {
  return line.trim().startsWith("~");
}

/** A whole line in parentheses. */
export function isParenthetical(line: string): boolean {
  return /^\([\s\S]*\)$/.test(line.replace(/[*_]/g, "").trim());
}

const transitionOpening = /^(?:FADE (?:IN|OUT)|.*\bTO|OVER BLACK|BLACK)$/;

/** "Key: value" as it may stand on the first line of a title page. "FADE IN:" and scene headings are not keys. */
export function titlePageEntry(line: string): { key: string; value: string } | undefined {
  const match = /^([^\s:!.@#>~=[(/*][^:]{0,39}):(?:\s+(.*)|\s*)$/u.exec(line);
  if (!match) return undefined;
  const key = match[1]!.trim();
  if (transitionOpening.test(key) || looksLikeHeading(line)) return undefined;
  return { key, value: (match[2] ?? "").trim() };
}

/** Whether a line is an element of its own even in the middle of a paragraph. */
export function startsLineElement(line: string): boolean {
  return isPageBreak(line) || isSection(line) || isSynopsis(line) || isCentered(line) || isLyric(line);
}

/** Whether a line at the start of a paragraph would be read as something else than action. */
export function needsForcingAsAction(line: string, hasMoreLines: boolean): boolean {
  return (
    startsLineElement(line) ||
    line.startsWith("!") ||
    line.trimStart().startsWith("@") ||
    isForcedHeading(line) ||
    looksLikeHeading(line) ||
    isForcedTransition(line) ||
    looksLikeTransition(line) ||
    (hasMoreLines && looksLikeCue(line))
  );
}
