import { CandidateBuilder } from "./candidate.ts";
import type { Line } from "./reading.ts";

/** What carries words, in small letters, with a capital first or in capitals. */
const carriers =
  "read|reads|reading|says|labelled|labeled|marked|stencilled|engraved|written|scrawled|sign|signs|poster|posters|banner|banners|screen|scoreboard|slate|headline|placard|label|notice|neon|whiteboard|blackboard|marquee|billboard"
    .split("|")
    .map((word) => `[${word[0]!}${word[0]!.toUpperCase()}]${word.slice(1)}|${word.toUpperCase()}`)
    .join("|");
const signs = new RegExp(
  `\\b(?:${carriers})\\b[^.:"“\\n\\p{Lu}]{0,40}:?\\s+(\\p{Lu}[\\p{Lu}\\p{N}'’?!$,&-]+(?:\\s+(?:\\p{Lu}[\\p{Lu}\\p{N}'’?!$.,&-]*|\\d+|&))*)(?=[.,;:]|\\s|$)`,
  "gu",
);

const patterns: [RegExp, string, number][] = [
  [
    /\b(?:SUPER(?:IMPOSE)?|TITLE(?: CARD| OVER)?|CHYRON|CAPTION|CARD|SUBTITLE|ON[ -]SCREEN|Title over|Super)\s*:\s*["“]?([^"”\n]+?)["”]?\s*$/gmu,
    "title",
    0.9,
  ],
  [
    /\b(?:reads?|reading|says|saying|labell?ed|marked|stencill?ed|engraved|written|scrawled|printed|spell(?:s|ing)|titled|inscribed|emblazoned|the words?|the (?:name|title|legend|caption|number))\b[^.:"“]{0,20}[:,]?\s*["“]([^"”]{1,120})["”]/giu,
    "words that are read",
    0.85,
  ],
  [
    /["“]([^"”]{1,60})["”](?= (?:stencill?ed|painted|written|printed|scrawled|engraved|in (?:neon|gold|red|chalk)))/giu,
    "words that are read",
    0.85,
  ],
  [signs, "words on a sign", 0.75],
  [/(?:^|[:,.]\s+)["“]([^"”]{2,120})["”]/gu, "words in quotation marks", 0.55],
];

/** What can be read in the picture: titles, signs, screens, letters. */
export function findOnScreenText(lines: readonly Line[]): CandidateBuilder[] {
  const found: CandidateBuilder[] = [];
  for (const line of lines) {
    if (!/["“:]|\p{Lu}{2}/u.test(line.prose)) continue;
    const taken: { start: number; end: number }[] = [];
    for (const [pattern, rule, confidence] of patterns) {
      for (const match of line.prose.matchAll(pattern)) {
        const text = match[1]!.trim();
        if (text.length < 2 || !/\p{L}/u.test(text)) continue;
        const start = match.index + match[0].lastIndexOf(match[1]!);
        const end = start + text.length;
        if (taken.some((one) => one.start < end && start < one.end)) continue;
        taken.push({ start, end });
        const builder = new CandidateBuilder("text", text.slice(0, 120), rule, confidence);
        const quote = line.sentences.find((one) => one.start <= start && start < one.end)?.text ?? text;
        builder.description = quote;
        builder.add({ blockId: line.block.id, quote, start, end }, line.sceneId);
        found.push(builder);
      }
    }
  }
  return found;
}
