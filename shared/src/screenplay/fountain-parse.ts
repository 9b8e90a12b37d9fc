import {
  newBlockId,
  plainText,
  type BlockType,
  type Screenplay,
  type ScriptBlock,
  type TitlePage,
} from "./block.ts";
import { parseEmphasis } from "./emphasis.ts";
import { normaliseNewlines, toLines, type SourceLine, type SourceLines } from "./fountain-lines.ts";
import { omittedScene } from "./fountain-omitted.ts";
import * as is from "./line-rules.ts";
import { omitted } from "./page-format.ts";
import { joinLines, trimRuns } from "./runs.ts";

/** Where a block stands in the source: 1-based lines, both included. */
export type SourcePosition = { line: number; endLine: number };

export type ParsedScreenplay = Screenplay & {
  /** One entry per block, in the same order. */
  positions: SourcePosition[];
};

export type ParseOptions = {
  /** Makes the id of each block; random by default. */
  newId?: () => string;
};

type Found = { block: ScriptBlock; position: SourcePosition };

/**
 * Reads Fountain 1.1. Every text is a screenplay of some kind, so this never fails; `importFountain` is the one that
 * judges whether a file deserves to be taken in.
 *
 * Two leniencies beyond the syntax page, both common in real files: a scene heading needs no empty line after it, and
 * title page values need no indent.
 */
export function parseFountain(source: string, options: ParseOptions = {}): ParsedScreenplay {
  const text = normaliseNewlines(source);
  const sourceLines = toLines(text);
  const title = parseTitlePage(sourceLines);
  const found = parseBody(sourceLines, title.consumed, options.newId ?? newBlockId);
  return {
    titlePage: title.titlePage,
    blocks: found.map((entry) => entry.block),
    positions: found.map((entry) => entry.position),
  };
}

function parseTitlePage({ lines, restore }: SourceLines): { titlePage: TitlePage; consumed: number } {
  const titlePage: TitlePage = [];
  const none = { titlePage: [], consumed: 0 };
  if (!is.titlePageEntry(lines[0]?.text ?? "")) return none;
  let consumed = 0;
  for (; consumed < lines.length; consumed++) {
    const text = restore(lines[consumed]!.text);
    if (text.trim() === "") break;
    const entry = /^ {3,}/.test(text) ? undefined : is.titlePageEntry(text);
    if (!entry) {
      titlePage.at(-1)!.lines.push(text.trim());
      continue;
    }
    let target = titlePage.find((known) => known.key.toLowerCase() === entry.key.toLowerCase());
    if (!target) titlePage.push((target = { key: entry.key, lines: [] }));
    if (entry.value !== "") target.lines.push(entry.value);
  }
  return titlePage.some((entry) => entry.lines.length > 0) ? { titlePage, consumed } : none;
}

function parseBody(source: SourceLines, from: number, newId: () => string): Found[] {
  const found: Found[] = [];
  const { lines } = source;
  let at = from;
  let emptyBefore = 0;
  while (at < lines.length) {
    if (isBlank(lines[at]!)) {
      emptyBefore += 1;
      at += 1;
      continue;
    }
    const scene = omittedSceneAt(source, at, found.at(-1)?.block, newId);
    if (scene !== null) {
      found.splice(-1, 1, ...scene);
      at += 1;
      emptyBefore = 0;
      continue;
    }
    const paragraph = new Paragraph(source, at, newId);
    const parsed = paragraph.parse();
    at = paragraph.end;
    // Vertical space between two paragraphs of action is the writer's; anywhere else it is layout.
    if (found.at(-1)?.block.type === "action" && parsed[0]?.block.type === "action") {
      for (let extra = 1; extra < emptyBefore; extra++) {
        const line = parsed[0].position.line - 1;
        found.push({
          block: { id: newId(), type: "action", runs: [] },
          position: { line, endLine: line },
        });
      }
    }
    found.push(...parsed);
    if (parsed.length > 0) emptyBefore = 0;
  }
  return found;
}

/** The scene that stands as cut-away text under a heading OMITTED, or null when there is none at this line. */
function omittedSceneAt(
  source: SourceLines,
  at: number,
  before: ScriptBlock | undefined,
  newId: () => string,
): Found[] | null {
  if (before?.type !== "sceneHeading" || plainText(before) !== omitted) return null;
  const { text, line } = source.lines[at]!;
  const note = source.loneNote(text);
  if (note?.boneyard !== true) return null;
  const inside = parseBody(toLines(omittedScene(note.raw)), 0, newId);
  const [heading, ...rest] = inside;
  if (heading?.block.type !== "sceneHeading") return null;
  if (rest.some(({ block }) => block.type === "sceneHeading")) return null;
  heading.block = { ...before, runs: heading.block.runs, omitted: true };
  return inside.map(({ block, position }) => ({
    block,
    position: { line: position.line + line - 1, endLine: position.endLine + line - 1 },
  }));
}

function isBlank(line: SourceLine): boolean {
  return line.text.trim() === "";
}

/** Reads the lines from one empty line to the next. A speech may go on over "empty" lines that hold two spaces. */
class Paragraph {
  /** Index of the first line that is not part of this paragraph. */
  end: number;
  readonly #source: SourceLines;
  readonly #newId: () => string;
  #at: number;
  /** Whether the current line can be a heading, a cue or a transition, which all need a fresh start. */
  #fresh = true;
  readonly #found: Found[] = [];

  constructor(source: SourceLines, start: number, newId: () => string) {
    this.#source = source;
    this.#newId = newId;
    this.#at = start;
    this.end = start;
    while (this.end < source.lines.length && !isBlank(source.lines[this.end]!)) this.end += 1;
  }

  parse(): Found[] {
    while (this.#at < this.end) {
      const start = this.#at;
      if (this.#element(this.#line(start))) this.#fresh = true;
      else this.#action();
    }
    return this.#found;
  }

  /** The text of a line without its notes: what decides which element it is. */
  #line(index: number): string {
    return this.#source.withoutNotes(this.#source.lines[index]!.text);
  }

  #raw(index: number): string {
    return this.#source.restore(this.#source.lines[index]!.text);
  }

  #element(line: string): boolean {
    if (this.#lineElement(line)) return true;
    if (!this.#fresh || line.startsWith("!")) return false;
    return this.#heading(line) || this.#speech(line) || this.#transition(line);
  }

  /** Elements that need no empty line before them. */
  #lineElement(line: string): boolean {
    const at = this.#at;
    if (this.#note(at)) return true;
    if (is.isPageBreak(line)) return this.#push("pageBreak", at, at + 1, () => "");
    if (is.isSection(line)) {
      const depth = /^#+/.exec(line.trim())![0].length;
      return this.#push("section", at, at + 1, (raw) => raw.trim().replace(/^#+/, ""), { depth });
    }
    if (is.isSynopsis(line)) return this.#push("synopsis", at, at + 1, (raw) => raw.trim().slice(1));
    if (is.isCentered(line)) {
      return this.#push("centered", at, this.#while(is.isCentered), (raw) => raw.trim().slice(1, -1));
    }
    if (is.isLyric(line)) {
      return this.#push("lyric", at, this.#while(is.isLyric), (raw) => raw.trim().slice(1));
    }
    return false;
  }

  #note(index: number): boolean {
    const line = this.#source.lines[index]!;
    const note = this.#source.loneNote(line.text);
    if (!note) return false;
    this.#at = index + 1;
    if (note.text === "") return true;
    const block: ScriptBlock = { id: this.#newId(), type: "note", runs: [{ text: note.text }] };
    if (note.boneyard) block.boneyard = true;
    this.#found.push({ block, position: { line: line.line, endLine: line.endLine } });
    return true;
  }

  #heading(line: string): boolean {
    const forced = is.isForcedHeading(line);
    if (!forced && !is.looksLikeHeading(line)) return false;
    const number = sceneNumberAtEnd.exec(this.#raw(this.#at))?.[1];
    return this.#push(
      "sceneHeading",
      this.#at,
      this.#at + 1,
      (raw) => {
        const text = raw.trim().replace(sceneNumberAtEnd, "");
        return forced ? text.replace(/^\./, "") : text;
      },
      number === undefined ? {} : { sceneNumber: number },
    );
  }

  #transition(line: string): boolean {
    if (is.isForcedTransition(line)) {
      return this.#push("transition", this.#at, this.#at + 1, (raw) => raw.trim().slice(1));
    }
    if (!is.looksLikeTransition(line)) return false;
    return this.#push("transition", this.#at, this.#at + 1, (raw) => raw);
  }

  #speech(line: string): boolean {
    const forced = line.trimStart().startsWith("@");
    if (!forced && !(this.#at + 1 < this.end && is.looksLikeCue(line))) return false;
    const dual = /\^\s*$/.test(line);
    this.#push(
      "character",
      this.#at,
      this.#at + 1,
      (raw) => {
        const text = dual ? raw.replace(/\^\s*$/, "") : raw;
        return forced ? text.trim().slice(1) : text;
      },
      dual ? { dual: true } : {},
    );
    this.#includeContinuations();
    while (this.#at < this.end) this.#speechElement();
    return true;
  }

  /** Lines of exactly two spaces keep the speech going. */
  #includeContinuations(): void {
    const { lines } = this.#source;
    while (lines[this.end]?.text === "  " && lines[this.end + 1] && !isBlank(lines[this.end + 1]!)) {
      this.end += 1;
      while (this.end < lines.length && !isBlank(lines[this.end]!)) this.end += 1;
    }
  }

  #speechElement(): void {
    const at = this.#at;
    const line = this.#line(at);
    if (this.#note(at)) return;
    if (is.isLyric(line)) {
      this.#push("lyric", at, this.#while(is.isLyric), (raw) => raw.trim().slice(1));
      return;
    }
    const closing = this.#endOfParenthetical(at);
    if (closing !== undefined) {
      this.#push("parenthetical", at, closing, (raw) => raw);
      return;
    }
    let end = at + 1;
    while (end < this.end && this.#isDialogue(end)) end += 1;
    this.#push("dialogue", at, end, (raw) => raw);
  }

  #isDialogue(index: number): boolean {
    const lone = this.#source.loneNote(this.#source.lines[index]!.text);
    return !lone && !is.isLyric(this.#line(index)) && this.#endOfParenthetical(index) === undefined;
  }

  /** The index after a parenthetical that starts at this line, which may take several lines to close. */
  #endOfParenthetical(index: number): number | undefined {
    if (!this.#line(index).replace(/[*_]/g, "").trim().startsWith("(")) return undefined;
    if (is.isParenthetical(this.#line(index))) return index + 1;
    for (let end = index; end < Math.min(this.end, index + 6); end++) {
      const line = this.#line(end).trim();
      if (line === "" || (end > index && line.startsWith("("))) return undefined;
      if (line.endsWith(")")) return end + 1;
      if (line.includes(")")) return undefined;
    }
    return undefined;
  }

  #action(): void {
    let end = this.#at + 1;
    while (end < this.end && !this.#startsLineElement(end)) end += 1;
    this.#push("action", this.#at, end, (raw) => (raw.startsWith("!") ? raw.slice(1) : raw));
    this.#fresh = true;
  }

  #startsLineElement(index: number): boolean {
    const lone = this.#source.loneNote(this.#source.lines[index]!.text);
    return lone !== undefined || is.startsLineElement(this.#line(index));
  }

  /** The index after the run of lines, from the current one, for which the question holds. */
  #while(question: (line: string) => boolean): number {
    let end = this.#at;
    while (end < this.end && question(this.#line(end))) end += 1;
    return end;
  }

  /** Adds one block made of the lines [start, end); `clean` strips each line of its markup. */
  #push(
    type: BlockType,
    start: number,
    end: number,
    clean: (raw: string) => string,
    extra: Partial<ScriptBlock> = {},
  ): true {
    const runs = [];
    for (let i = start; i < end; i++) {
      runs.push(trimRuns(parseEmphasis(clean(this.#raw(i))), type === "action"));
    }
    this.#at = end;
    const block: ScriptBlock = { id: this.#newId(), type, runs: joinLines(runs), ...extra };
    const isEmpty = block.runs.length === 0 && type !== "pageBreak";
    const { line } = this.#source.lines[start]!;
    const { endLine } = this.#source.lines[end - 1]!;
    if (!isEmpty) this.#found.push({ block, position: { line, endLine } });
    return true;
  }
}

const sceneNumberAtEnd = /\s*#([\p{L}\p{N}.-]{1,20})#\s*$/u;
