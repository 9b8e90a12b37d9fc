import { plainText, type ScriptBlock } from "./block.ts";
import { findNotes } from "./notes-in-text.ts";

/** A stretch of a block's plain text; half open, in UTF-16 units. */
export type Span = { start: number; end: number; text: string };

/** No writer's paragraph is longer; matching names and verbs in one would take quadratic time. */
const longestProse = 5000;

/** The plain text with notes blanked out, so that positions in it are positions in the block. Ends after 5000 units. */
export function proseOf(block: ScriptBlock): string {
  let text = plainText(block).slice(0, longestProse);
  for (const note of findNotes(text)) {
    text = text.slice(0, note.start) + " ".repeat(note.end - note.start) + text.slice(note.end);
  }
  return text;
}

const sentenceEnd = /[.!?…]+["'”’)]*(?=\s|$)|\n/g;

/** Sentences with their positions. Initials and titles (Mr. Vale, J. R. Hart) do not end one. */
export function sentencesOf(text: string): Span[] {
  const sentences: Span[] = [];
  let start = 0;
  const add = (end: number) => {
    const raw = text.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    if (raw.trim() !== "")
      sentences.push({ start: start + lead, end: start + raw.trimEnd().length, text: raw.trim() });
    start = end;
  };
  for (const match of text.matchAll(sentenceEnd)) {
    if (
      /\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|No|\p{Lu})$/u.test(
        text.slice(Math.max(start, match.index - 4), match.index),
      ) &&
      match[0] === "."
    )
      continue;
    add(match.index + match[0].length);
  }
  add(text.length);
  return sentences;
}

/** Words with their positions. Apostrophes and hyphens belong to a word. */
export function wordsOf(text: string): Span[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}]+(?:['’\-.&][\p{L}\p{N}]+)*/gu), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}

/** Runs of words in capitals with their positions: "TOMAS REYES". Single letters ("I", "A") do not start one. */
export function capitalsOf(text: string): Span[] {
  const pattern =
    /(?<![\p{L}\p{N}])(?:\p{Lu}[\p{Lu}\p{N}'’.-]*\p{Lu}|\p{Lu}{2,})(?:['’]s\b)?(?:[ -]+(?:&[ ]+)?(?:\p{Lu}[\p{Lu}\p{N}'’.-]*[\p{Lu}\p{N}]|#?\d+|\p{Lu}\.?)(?![\p{Ll}]))*(?![\p{Ll}])/gu;
  return Array.from(text.matchAll(pattern), (match) => {
    const found = match[0].replace(/['’]s$/, "");
    return { start: match.index, end: match.index + found.length, text: found };
  });
}

/** Patterns of names that have been looked for. A script asks for the same few in every line. */
const namePatterns = new Map<string, { lower: string; pattern: RegExp }>();
const mostPatterns = 2000;
let lastText = "";
let lastLower = "";

function patternOf(name: string): { lower: string; pattern: RegExp } {
  const known = namePatterns.get(name);
  if (known) return known;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const made = {
    lower: name.toLowerCase(),
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "giu"),
  };
  if (namePatterns.size >= mostPatterns) namePatterns.clear();
  namePatterns.set(name, made);
  return made;
}

/** Where a name stands in a text as a whole word, whatever its case is in the script: "Ingrid", "INGRID", not "ingrid". */
export function mentionsOf(text: string, name: string): Span[] {
  const { lower, pattern } = patternOf(name);
  if (text !== lastText) [lastText, lastLower] = [text, text.toLowerCase()];
  // Most names are not in most lines, and a search is far cheaper than a match.
  if (!lastLower.includes(lower)) return [];
  return Array.from(text.matchAll(pattern), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  })).filter((span) => /^\p{Lu}|^[^\p{Ll}]/u.test(span.text));
}
