import type { Run, Unit } from "./derive-units.ts";

/** Speeches with at most this much action between them are one talk. */
const mostActionInTalk = 2;

/** Up to two exchanges are one frame on both. */
const shortTalk = 4;

/** Of a group, the three who say most have frames of their own. */
const mostSingles = 3;

/** Tells each speech where in its talk it stands, and who speaks there. */
export function withRuns(units: readonly Unit[]): Unit[] {
  const talks: Unit[][] = [];
  let silence = Infinity;
  for (const unit of units) {
    if (unit.kind === "action") {
      silence += 1;
      continue;
    }
    if (silence > mostActionInTalk) talks.push([]);
    talks.at(-1)!.push(unit);
    silence = 0;
  }
  const isApart = units.some((unit) => unit.kind === "action" && /\bINTERCUT\b/.test(unit.text));
  const runs = new Map(talks.flatMap((talk) => runsOf(talk, isApart)));
  return units.map((unit) => {
    const run = runs.get(unit);
    return run === undefined ? unit : { ...unit, run };
  });
}

function runsOf(talk: readonly Unit[], isApart: boolean): (readonly [Unit, Run])[] {
  const speeches = new Map<string, number>();
  for (const name of talk.flatMap((unit) => unit.people)) speeches.set(name, (speeches.get(name) ?? 0) + 1);
  const speakers = [...speeches].toSorted((a, b) => b[1] - a[1]).map(([name]) => name);
  const often = speakers.filter((name) => (speeches.get(name) ?? 0) >= 2);
  const isShort = talk.length <= shortTalk && speakers.length === 2;
  const singles = isApart ? speakers : isShort || speakers.length < 2 ? [] : often.slice(0, mostSingles);
  return talk.map((unit, at) => [unit, { at, of: talk.length, speakers, singles, isApart }] as const);
}

/**
 * Whose frame a speech is taken in, undefined for a frame on several. A group is seen together first; two people are each
 * seen over the other's shoulder from the start.
 */
export function singleOf({ run, people, isDual }: Unit): string | undefined {
  const [name] = people;
  if (run === undefined || name === undefined || isDual || !run.singles.includes(name)) return undefined;
  const isTogether = run.speakers.length >= 3 && run.at < 2 && !run.isApart;
  return isTogether ? undefined : name;
}
