import { sentencesOf, wordsOf, type Span } from "../screenplay/prose.ts";
import { actionSeconds } from "./timing.ts";

/** A part of a paragraph that is shorter than this, in seconds, is no shot of its own. */
const shortestPart = 2.5;

/** Words that announce a row of pictures. */
const montage = /^(?:(?:BEGIN |A )?(?:MONTAGE|SERIES OF SHOTS|VARIOUS SHOTS|VARIOUS)\b)/;

/**
 * The parts of a paragraph of action that a finished film would show one after the other: its sentences, put together
 * until they last 2.5 s. In a montage each sentence is a picture. Positions are those of the text.
 */
export function partsOf(text: string): { parts: Span[]; isMontage: boolean } {
  const sentences = sentencesOf(text);
  const isMontage = montage.test(text.trimStart());
  if (isMontage) return { parts: sentences, isMontage };
  const parts: Span[] = [];
  const join = (from: Span, to: Span): Span => ({
    start: from.start,
    end: to.end,
    text: text.slice(from.start, to.end).replace(/\s+/g, " "),
  });
  for (const sentence of sentences) {
    const last = parts.at(-1);
    if (last !== undefined && secondsOf(last) < shortestPart) parts[parts.length - 1] = join(last, sentence);
    else parts.push(sentence);
  }
  const [before, last] = parts.slice(-2);
  if (parts.length > 1 && before && last && secondsOf(last) < shortestPart)
    parts.splice(-2, 2, join(before, last));
  return { parts, isMontage };
}

function secondsOf({ text }: Span): number {
  return actionSeconds(wordsOf(text).length);
}
