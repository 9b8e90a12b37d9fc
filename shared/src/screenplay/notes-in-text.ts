/** A note [[...]] or cut-away text slash-star ... star-slash inside running text; half open, in UTF-16 units. */
export type NoteSpan = { start: number; end: number; boneyard: boolean };

/**
 * Finds the notes of a text from left to right, in linear time whatever the text is. A note ends at its first closing
 * brackets and may not contain an empty line; cut-away text may contain anything.
 */
export function findNotes(text: string): NoteSpan[] {
  const spans: NoteSpan[] = [];
  // Each search starts where the last one ended, and a search that found nothing is never repeated.
  const next = searcher(text);
  let at = 0;
  while (at < text.length) {
    const note = next("[[", at);
    const cut = next("/*", at);
    const start = Math.min(note, cut);
    if (start === Infinity) break;
    const boneyard = cut < note;
    if (boneyard && text[start - 1] === "\\") {
      at = start + 1;
      continue;
    }
    const close = next(boneyard ? "*/" : "]]", start + 2);
    const closes = close !== Infinity && (boneyard || next("\n\n", start) > close);
    if (closes) spans.push({ start, end: close + 2, boneyard });
    at = closes ? close + 2 : start + 1;
  }
  return spans;
}

function searcher(text: string): (what: string, from: number) => number {
  const known = new Map<string, number>();
  return (what, from) => {
    const last = known.get(what);
    if (last !== undefined && last >= from) return last;
    const found = text.indexOf(what, from);
    const position = found === -1 ? Infinity : found;
    known.set(what, position);
    return position;
  };
}

/** Cuts a text into pieces, telling which are notes. Joined, the pieces are the text. */
export function cutAtNotes(text: string): { text: string; note: boolean; boneyard: boolean }[] {
  const pieces: { text: string; note: boolean; boneyard: boolean }[] = [];
  let at = 0;
  for (const span of findNotes(text)) {
    if (span.start > at) pieces.push({ text: text.slice(at, span.start), note: false, boneyard: false });
    pieces.push({ text: text.slice(span.start, span.end), note: true, boneyard: span.boneyard });
    at = span.end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), note: false, boneyard: false });
  return pieces;
}

/** The text with its notes left out. */
export function withoutNotes(text: string): string {
  return cutAtNotes(text)
    .filter((piece) => !piece.note)
    .map((piece) => piece.text)
    .join("");
}
