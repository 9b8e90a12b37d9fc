import type { TextRun } from "./block.ts";
import { cutAtNotes, findNotes, withoutNotes } from "./notes-in-text.ts";
import { asRun, mergeRuns, sameRuns, unrevised } from "./runs.ts";

type Marks = { bold: boolean; italic: boolean; underline: boolean };
type Token =
  | { kind: "text"; text: string }
  | { kind: "delimiter"; text: string; toggles: (keyof Marks)[]; mayOpen: boolean; mayClose: boolean };

/** Nobody writes a line this long; matching delimiters in one could take quadratic time. */
const longestLineWithEmphasis = 4000;

/**
 * Reads Fountain emphasis in one line: *italic*, **bold**, ***both***, _underline_, with backslash escapes. A delimiter
 * that never finds its partner is ordinary text ("*69 and *23"). Notes are opaque.
 */
export function parseEmphasis(line: string): TextRun[] {
  if (line.length > longestLineWithEmphasis) return line === "" ? [] : [{ text: line }];
  const tokens = tokenise(line);
  const literal = new Set<number>();
  for (;;) {
    const attempt = pair(tokens, literal);
    if (attempt.unmatched === undefined) return attempt.runs;
    literal.add(attempt.unmatched);
  }
}

function tokenise(line: string): Token[] {
  const tokens: Token[] = [];
  const notes = new Map(findNotes(line).map((span) => [span.start, span.end]));
  let at = 0;
  const text = (value: string) => {
    const last = tokens.at(-1);
    if (last?.kind === "text") last.text += value;
    else tokens.push({ kind: "text", text: value });
  };
  while (at < line.length) {
    const char = line[at]!;
    const note = notes.get(at);
    if (note !== undefined) {
      text(line.slice(at, note));
      at = note;
    } else if (char === "\\" && /^(?:[*_\\[]|\/\*)/.test(line.slice(at + 1, at + 3))) {
      text(line[at + 1]!);
      at += 2;
    } else if (char === "*" || char === "_") {
      // Several underscores in a row are a blank to fill in, not an underlined nothing.
      const run = (char === "*" ? /^\*+/ : /^_+/).exec(line.slice(at))![0];
      tokens.push(delimiter(run, line[at - 1], line[at + run.length]));
      at += run.length;
    } else {
      text(char);
      at += 1;
    }
  }
  return tokens;
}

function delimiter(run: string, before: string | undefined, after: string | undefined): Token {
  const toggles: (keyof Marks)[] =
    run === "_"
      ? ["underline"]
      : run === "*"
        ? ["italic"]
        : run === "**"
          ? ["bold"]
          : run === "***"
            ? ["bold", "italic"]
            : [];
  return {
    kind: "delimiter",
    text: run,
    toggles,
    mayOpen: after !== undefined && !/\s/.test(after),
    mayClose: before !== undefined && !/\s/.test(before),
  };
}

/** One attempt at matching delimiters; reports the first opener that found no partner. */
function pair(tokens: Token[], literal: Set<number>): { runs: TextRun[]; unmatched?: number } {
  const on: Marks = { bold: false, italic: false, underline: false };
  const openers = new Map<keyof Marks, number>();
  const runs: TextRun[] = [];
  tokens.forEach((token, i) => {
    const works =
      token.kind === "delimiter" &&
      !literal.has(i) &&
      token.toggles.length > 0 &&
      token.toggles.every((mark) => (on[mark] ? token.mayClose : token.mayOpen));
    if (!works) {
      runs.push(asRun(token.text, on));
      return;
    }
    for (const mark of token.toggles) {
      on[mark] = !on[mark];
      if (on[mark]) openers.set(mark, i);
      else openers.delete(mark);
    }
  });
  const unmatched = openers.size > 0 ? Math.min(...openers.values()) : undefined;
  return { runs: mergeRuns(runs), ...(unmatched === undefined ? {} : { unmatched }) };
}

/** Writes one line of runs as Fountain. Characters are escaped only where the plain form would be misread. */
export function printEmphasis(revised: readonly TextRun[]): string {
  const line = unrevised(revised);
  const plain = emit(line, (text) => text);
  if (!/\[\[|\/\*/.test(withoutNotes(plain)) && sameRuns(parseEmphasis(plain), line)) return plain;
  const escaped = emit(line, escapeOutsideNotes);
  if (sameRuns(parseEmphasis(escaped), line)) return escaped;
  return emit(line, escapeAll);
}

function escapeOutsideNotes(text: string): string {
  return cutAtNotes(text)
    .map((piece) => (piece.note ? piece.text : escapeAll(piece.text)))
    .join("");
}

function escapeAll(text: string): string {
  return text.replace(/[*_\\]|\[(?=\[)|\[$/g, "\\$&");
}

function emit(line: readonly TextRun[], write: (text: string) => string): string {
  let out = "";
  let on: Marks = { bold: false, italic: false, underline: false };
  for (const run of [...line, { text: "" }] as TextRun[]) {
    const next = { bold: Boolean(run.bold), italic: Boolean(run.italic), underline: Boolean(run.underline) };
    const stars = (on.bold === next.bold ? 0 : 2) + (on.italic === next.italic ? 0 : 1);
    // A closing underline goes inside the stars and an opening one outside, so that pairs nest where they can.
    if (on.underline && !next.underline) out += "_";
    // A slash right before a star would open cut-away text.
    if (stars > 0 && out.endsWith("/")) out = `${out.slice(0, -1)}\\/`;
    out += "*".repeat(stars);
    if (!on.underline && next.underline) out += "_";
    out += write(run.text);
    on = next;
  }
  return out;
}
