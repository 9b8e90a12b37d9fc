import { plainText, type ScriptBlock, type TextRun } from "../block.ts";
import type { BreakdownCategory } from "../candidate.ts";
import { parseFountain } from "../fountain-parse.ts";
import { countingIds } from "../block.ts";

/** A stretch of a block that a person marked. */
export type GoldMark = {
  category: BreakdownCategory;
  blockId: string;
  start: number;
  end: number;
  text: string;
};

/** What a person reads in a heading. `time` without its star; `isInherited` where it follows from the scene before. */
export type GoldHeading = { blockId: string; intExt: string; place: string; time: string };

export type GoldFilm = {
  blocks: ScriptBlock[];
  speaking: string[];
  headings: GoldHeading[];
  marks: GoldMark[];
};

const codes: Record<string, BreakdownCategory> = {
  c: "character",
  x: "extras",
  p: "prop",
  d: "dressing",
  v: "vehicle",
  a: "creature",
  w: "costume",
  m: "makeup",
  s: "sound",
  mu: "music",
  fx: "sfx",
  vfx: "vfx",
  st: "stunt",
  t: "text",
};
const letters = Object.keys(codes);
/** Private-use characters stand for the marks while the script is parsed: they are no letters and no white space. */
const open = 0xe000;
const close = "\uE0FF";

/** Reads an annotated film: the script without its marks, and the marks as ranges in its blocks. */
export function readGold(source: string): GoldFilm {
  const speaking = (/^%% speaking: (.*)$/m.exec(source)?.[1] ?? "").split(";").map((name) => name.trim());
  const asRead: Omit<GoldHeading, "blockId">[] = [];
  const script = source
    .replace(/^%%.*\n/gm, "")
    .replace(/[ ]*\{=([^}]*)\}/g, (_, heading: string) => {
      const [intExt = "", place = "", time = ""] = heading.split(";");
      asRead.push({ intExt, place, time: time.replace("*", "") });
      return "";
    })
    .replace(/\{([a-z]+):([^}]*)\}/g, (_, code: string, text: string) => {
      if (codes[code] === undefined) throw new Error(`The corpus has a mark {${code}: that means nothing.`);
      return `${String.fromCharCode(open + letters.indexOf(code))}${text}${close}`;
    });
  const parsed = parseFountain(script, { newId: countingIds() }).blocks;
  const marks: GoldMark[] = [];
  const blocks = parsed.map((block) => takeMarks(block, marks));
  const headingBlocks = blocks.filter((block) => block.type === "sceneHeading");
  if (headingBlocks.length !== asRead.length)
    throw new Error(`${headingBlocks.length} headings, ${asRead.length} of them annotated.`);
  const headings = headingBlocks.map((block, i) => ({ blockId: block.id, ...asRead[i]! }));
  return { blocks, speaking, headings, marks };
}

function takeMarks(block: ScriptBlock, marks: GoldMark[]): ScriptBlock {
  let at = 0;
  const started: { code: string; start: number }[] = [];
  const found: Omit<GoldMark, "text">[] = [];
  const runs: TextRun[] = [];
  for (const run of block.runs) {
    let text = "";
    for (const unit of run.text) {
      const code = letters[unit.charCodeAt(0) - open];
      if (code !== undefined) started.push({ code, start: at });
      else if (unit === close) {
        const begun = started.pop();
        if (begun)
          found.push({ category: codes[begun.code]!, blockId: block.id, start: begun.start, end: at });
      } else {
        text += unit;
        at += unit.length;
      }
    }
    runs.push({ ...run, text });
  }
  const clean = { ...block, runs: runs.filter((run) => run.text !== "") };
  const whole = plainText(clean);
  marks.push(...found.map((mark) => ({ ...mark, text: whole.slice(mark.start, mark.end) })));
  return clean;
}
