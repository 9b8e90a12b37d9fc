import type { TextRun } from "./block.ts";
import { continuedIn } from "./continued.ts";
import { cueName } from "./cue.ts";
import * as is from "./line-rules.ts";
import { findColumns, leftEdge, type Columns } from "./plain-columns.ts";
import { splitDual } from "./plain-dual.ts";
import { findFurniture } from "./plain-furniture.ts";
import { endOf, layoutText, type LayoutLine } from "./plain-lines.ts";
import { titleLines } from "./plain-title.ts";
import { cutRuns, mergeRuns } from "./runs.ts";
import type { LineElement, UnderstoodLine } from "./understood.ts";

/** A line of the script with everything that decides what it is. */
type Place = {
  line: LayoutLine;
  text: string;
  column: number;
  /** Follows the line above it without an empty line, also over the end of a page where the speech or sentence goes on. */
  isClose: boolean;
  next: LayoutLine | undefined;
  number: string | undefined;
};

type Verdict = {
  element: LineElement;
  confidence: number;
  reason: string;
  runs?: TextRun[];
  sceneNumber?: string;
};

/**
 * Reads pages laid out as a screenplay: what a line is follows from where it stands, how it is written, and what stands
 * before it. Wrapped lines are put together again, page furniture is passed over, and speeches that a page cuts go on.
 */
export function understandLayout(all: readonly LayoutLine[]): UnderstoodLine[] {
  const left = leftEdge(all);
  const furniture = findFurniture(all, left);
  const title = titleLines(all, furniture.reasons, left);
  const read: UnderstoodLine[] = [];
  const body: { line: LayoutLine; number: string | undefined; reason: string | null; dual: true | null }[] =
    [];
  all.forEach((line, index) => {
    const isTitle = title.get(index);
    if (isTitle !== undefined) read.push(isTitle);
    else {
      body.push({
        line: furniture.lines[index]!,
        number: furniture.numbers.get(index),
        reason: furniture.reasons[index]!,
        dual: null,
      });
    }
  });
  const script = body.filter((one) => one.reason === null).map((one) => one.line);
  const columns = findColumns(script);
  const state = new Reading(columns, widestLines(script, columns));
  const parts = splitDual(body, columns);
  parts.forEach((one, index) => {
    if (one.reason !== null) {
      read.push(ignored(one.line, one.reason));
      if (/^\(MORE\)$/i.test(layoutText(one.line).trim())) state.isSpeechCut = true;
      return;
    }
    const next = parts.slice(index + 1).find((later) => later.reason === null)?.line;
    read.push(state.read(one.line, next, one.number, one.dual));
  });
  return read;
}

function ignored(line: LayoutLine, reason: string): UnderstoodLine {
  return {
    runs: runsOf(line),
    element: "ignored",
    confidence: 0.95,
    reason,
    page: line.page,
    joint: null,
  };
}

function runsOf(line: LayoutLine): TextRun[] {
  return mergeRuns(
    line.segments.flatMap((segment, i) => (i === 0 ? segment.runs : [{ text: " " }, ...segment.runs])),
  );
}

/** The widest line of action and of dialogue: a line that could have taken the next word was ended on purpose. */
function widestLines(lines: readonly LayoutLine[], columns: Columns): { action: number; speech: number } {
  const widths = { action: 0, speech: 0 };
  for (const line of lines) {
    const first = line.segments[0]!;
    const width = endOf(line.segments.at(-1)!) - first.column;
    const isAction = Math.abs(first.column - columns.left) <= 1;
    if (isAction && width < 90) widths.action = Math.max(widths.action, width);
    if (Math.abs(first.column - columns.dialogue) <= 1 && width < 60)
      widths.speech = Math.max(widths.speech, width);
  }
  return widths;
}

const transitionWords =
  /^(?:FADE (?:IN|OUT|TO BLACK|TO WHITE|UP)|CUT TO BLACK|(?:SMASH |MATCH |JUMP |HARD )?CUT(?: TO)?|DISSOLVE(?: TO)?|WIPE(?: TO)?|BLACKOUT|END CREDITS|IRIS (?:IN|OUT))[.:]?$/;

class Reading {
  /** (MORE) stood at the end of the page: the next cue goes on with the same speech. */
  isSpeechCut = false;
  readonly #columns: Columns;
  readonly #widest: { action: number; speech: number };
  #before: { element: LineElement; text: string; page: number; isOpen: boolean } | null = null;
  #speaker = "";
  /** Who spoke last in the scene, where going on is shown by itself; empty after two at once. */
  #goesOn = "";

  constructor(columns: Columns, widest: { action: number; speech: number }) {
    this.#columns = columns;
    this.#widest = widest;
  }

  read(
    line: LayoutLine,
    next: LayoutLine | undefined,
    number: string | undefined,
    dual: true | null,
  ): UnderstoodLine {
    const place: Place = {
      line,
      text: layoutText(line).trim(),
      column: line.segments[0]!.column,
      isClose: this.#isClose(line),
      next,
      number,
    };
    const verdict = this.#continuedCue(place) ?? this.#judge(place);
    const understood: UnderstoodLine = {
      runs: verdict.element === "character" ? this.#cueRuns(place, dual) : (verdict.runs ?? runsOf(line)),
      element: verdict.element,
      confidence: verdict.confidence,
      reason: verdict.reason,
      page: line.page,
      joint: this.#joint(place, verdict.element),
    };
    if (verdict.sceneNumber !== undefined) understood.sceneNumber = verdict.sceneNumber;
    if (dual === true && verdict.element === "character") understood.dual = true;
    if (verdict.element === "ignored") return understood;
    if (verdict.element === "character") this.#speaker = cueName(place.text);
    if (verdict.element === "sceneHeading") this.#goesOn = "";
    this.isSpeechCut = false;
    const isOpen =
      verdict.element === "parenthetical" &&
      count(place.text, "(") + (this.#inParenthesis() ? 1 : 0) > count(place.text, ")");
    this.#before = { element: verdict.element, text: place.text, page: line.page, isOpen };
    return understood;
  }

  /** A cue without the (CONT'D) that pages show by themselves: that of who spoke last in the scene. */
  #cueRuns({ line, text }: Place, dual: true | null): TextRun[] {
    const runs = runsOf(line);
    const name = dual === true ? "" : cueName(text);
    const isGoingOn = name !== "" && name === this.#goesOn;
    this.#goesOn = name;
    const written = runs.map((run) => run.text).join("");
    const mark = isGoingOn ? continuedIn(written) : null;
    return mark === null
      ? runs
      : cutRuns(runs, [
          [0, mark.start],
          [mark.end, written.length],
        ]);
  }

  #isClose(line: LayoutLine): boolean {
    const before = this.#before;
    if (before === null) return false;
    if (line.page === before.page) return line.before === 0;
    return before.element === "action" && line.before === 0 && !/[.!?:…"”'’)\]-]$/.test(before.text);
  }

  #inParenthesis(): boolean {
    return this.#before?.element === "parenthetical" && this.#before.isOpen;
  }

  /** The cue that a page repeats at its top after (MORE). */
  #continuedCue({ text, line }: Place): Verdict | null {
    if (!this.isSpeechCut || this.#before === null || line.page === this.#before.page) return null;
    if (!is.isAllCaps(is.withoutExtensions(text)) || cueName(text) !== this.#speaker) return null;
    this.#before = { ...this.#before, page: line.page };
    return { element: "ignored", confidence: 0.97, reason: "The speech of the page before goes on." };
  }

  #judge(place: Place): Verdict {
    return (
      this.#heading(place) ??
      this.#speech(place) ??
      this.#transition(place) ??
      this.#cue(place) ??
      this.#rest(place)
    );
  }

  #heading({ text, column, line, number, isClose }: Place): Verdict | null {
    const inline = /^([A-Z]{0,2}\d{1,4}[A-Z]{0,2})[.)]?\s+(?=\S)(.*)$/.exec(text);
    const isNumbered = inline !== null && is.looksLikeHeading(inline[2]!);
    if (!isNumbered && !is.looksLikeHeading(text)) {
      if (number === undefined || !is.isAllCaps(text)) return null;
      return {
        element: "sceneHeading",
        confidence: 0.85,
        reason: "A number stands beside it.",
        sceneNumber: number,
      };
    }
    if (isClose && Math.abs(column - this.#columns.left) > 3) return null;
    const sceneNumber = number ?? (isNumbered ? inline[1] : undefined);
    const isAtEdge = Math.abs(column - this.#columns.left) <= 2;
    const isCapitals = !/\p{Ll}/u.test(text.replace(/\(.*?\)/g, ""));
    return {
      element: "sceneHeading",
      confidence: isAtEdge && isCapitals && !isClose ? 0.99 : isAtEdge ? 0.8 : 0.7,
      reason: "It begins with INT or EXT.",
      ...(sceneNumber === undefined ? {} : { sceneNumber }),
      ...(isNumbered ? { runs: withoutNumber(runsOf(line), text, inline) } : {}),
    };
  }

  /** Lines under a cue. */
  #speech({ text, column, isClose, line }: Place): Verdict | null {
    const { dialogue, left } = this.#columns;
    const before = this.#before;
    const isCutSpeech = before !== null && line.page !== before.page && this.isSpeechCut;
    if (before === null || !(isClose || isCutSpeech)) return null;
    if (!["character", "parenthetical", "dialogue"].includes(before.element)) return null;
    if (this.#inParenthesis())
      return { element: "parenthetical", confidence: 0.95, reason: "The parenthesis above is still open." };
    if (text.startsWith("(") && (column > dialogue || text.endsWith(")"))) {
      const confidence = column > dialogue ? 0.98 : 0.85;
      return { element: "parenthetical", confidence, reason: "In parentheses, under a cue." };
    }
    if (Math.abs(column - dialogue) <= 2)
      return { element: "dialogue", confidence: 0.98, reason: "In the column of dialogue, under a cue." };
    if (column > left + 2)
      return {
        element: "dialogue",
        confidence: 0.7,
        reason: "Directly under a speech, though not in its column.",
      };
    return null;
  }

  #transition({ text, column, isClose }: Place): Verdict | null {
    if (isClose || !(is.looksLikeTransition(text) || transitionWords.test(text))) return null;
    const isRight = column >= this.#columns.left + 30;
    return {
      element: "transition",
      confidence: isRight ? 0.98 : 0.85,
      reason: isRight ? "Capitals at the right edge." : "The words of a transition.",
    };
  }

  #cue({ text, column, isClose, next, line }: Place): Verdict | null {
    const { dialogue, cue } = this.#columns;
    if (isClose || column < dialogue + 2 || column > cue + 22) return null;
    const name = is.withoutExtensions(text);
    if (!/[\p{L}]/u.test(name) || /\p{Ll}/u.test(name.replace(/\b(?:Mc|Mac|O')(?=\p{Lu})/gu, "")))
      return null;
    const isFollowed = next !== undefined && next.before === 0;
    const nextColumn = next?.segments[0]?.column ?? 0;
    const isOverSpeech =
      isFollowed && next.page === line.page && nextColumn < column + 2 && nextColumn >= dialogue - 2;
    if (!isOverSpeech && Math.abs(column - cue) > 1) return null;
    return {
      element: "character",
      confidence: isOverSpeech ? (Math.abs(column - cue) <= 2 ? 0.99 : 0.9) : 0.6,
      reason: isOverSpeech
        ? "Capitals in the column of cues, over a speech."
        : "Capitals in the column of cues.",
    };
  }

  #rest(place: Place): Verdict {
    const { text, column, line, isClose } = place;
    const { left, dialogue } = this.#columns;
    const middle = (column + endOf(line.segments.at(-1)!)) / 2;
    const isCentered = column > left + 6 && Math.abs(middle - (left + 30.5)) <= 3;
    if (isCentered && !isClose)
      return { element: "centered", confidence: 0.8, reason: "It stands in the middle." };
    if (isCentered && this.#before?.element === "centered")
      return { element: "centered", confidence: 0.8, reason: "It stands in the middle." };
    if (column <= left + 2) return atLeftEdge(place);
    if (Math.abs(column - dialogue) <= 2 && /^["“(]?\p{L}/u.test(text))
      return { element: "dialogue", confidence: 0.5, reason: "In the column of dialogue, but under no cue." };
    return { element: "action", confidence: 0.5, reason: "It stands in no known column." };
  }

  #joint({ line, text, isClose }: Place, element: LineElement): UnderstoodLine["joint"] {
    const before = this.#before;
    if (
      before === null ||
      before.element !== element ||
      element === "character" ||
      element === "sceneHeading"
    )
      return null;
    const isCutSpeech = line.page !== before.page && (element === "dialogue" || element === "parenthetical");
    if (!isClose && !isCutSpeech) return null;
    if (element === "centered") return "\n";
    const widest = element === "action" ? this.#widest.action : this.#widest.speech;
    const word = /^\S+/.exec(text)?.[0].length ?? 0;
    const isWrapped = element === "parenthetical" || before.text.length + 1 + word > widest || isCutSpeech;
    if (!isWrapped) return "\n";
    return /[\p{L}\p{N}]-$/u.test(before.text) ? "" : " ";
  }
}

/** Capitals that stand alone may be a heading that lacks INT and EXT: a person should look. */
function atLeftEdge({ text, isClose, next }: Place): Verdict {
  const isAlone = !isClose && (next === undefined || next.before > 0);
  const isShort = text.split(/\s+/).length <= 6 && !/[.!?…]$/.test(text);
  if (!isAlone || !isShort || !is.isAllCaps(text))
    return { element: "action", confidence: 0.97, reason: "At the left edge." };
  return {
    element: "action",
    confidence: 0.7,
    reason: "Capitals alone at the left edge: action, or a heading without INT and EXT.",
  };
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

/** A heading without the number that stands before it, and the same number behind it. */
function withoutNumber(runs: TextRun[], text: string, found: RegExpExecArray): TextRun[] {
  const [, number = "", rest = ""] = found;
  const start = text.length - rest.length;
  const isTwice = rest.endsWith(` ${number}`);
  const end = isTwice ? text.length - number.length : text.length;
  return cutRuns(runs, [[start, text.slice(0, end).trimEnd().length]]);
}
