import { z } from "zod";
import { bare } from "./line-rules.ts";

export const IntExt = z.enum(["INT", "EXT", "INT/EXT"]);
export type IntExt = z.infer<typeof IntExt>;

export const TimeOfDay = z.enum(["dawn", "morning", "day", "afternoon", "dusk", "evening", "night"]);
export type TimeOfDay = z.infer<typeof TimeOfDay>;

/** A scene heading taken apart. */
export type Heading = {
  intExt: IntExt | null;
  /** As written, in capitals: "CLOCK WORKSHOP". */
  location: string;
  /** A room or corner of the location: "BACK ROOM", "ARM THREE - SLEEPERS". */
  subLocation?: string;
  /** The same as a path, from the larger place to the smaller; empty when the heading names only the location. */
  subLocations: string[];
  /** A time of day that is written; absent when there is none or it only refers to the scene before. */
  timeOfDay?: TimeOfDay;
  /** CONTINUOUS, LATER, SAME and the like: the time follows from the scene before. */
  isRelative: boolean;
  /** Whatever else stands at the end: FLASHBACK, 1973, MOVING. */
  attributes: string[];
};

const times: [RegExp, TimeOfDay][] = [
  [/\b(?:PRE-?DAWN|DAWN|SUNRISE|DAYBREAK|FIRST LIGHT)\b/, "dawn"],
  [/\bMORNING\b/, "morning"],
  [/\bAFTERNOON\b/, "afternoon"],
  [/\b(?:DUSK|SUNSET|TWILIGHT|MAGIC HOUR|GOLDEN HOUR)\b/, "dusk"],
  [/\bEVENING\b/, "evening"],
  [/\b(?:MID)?NIGHT\b/, "night"],
  [/\b(?:DAY|NOON|MIDDAY)\b/, "day"],
];
const timeWords =
  "(?:(?:EARLY|LATE|NEXT|THE|THAT|SAME|MID|PRE|BEFORE|AFTER|JUST|ANOTHER)[ -])*(?:DAY|NIGHT|MORNING|AFTERNOON|EVENING|DAWN|DUSK|SUNRISE|SUNSET|NOON|MIDDAY|MIDNIGHT|TWILIGHT|MAGIC HOUR|GOLDEN HOUR|DAYBREAK|FIRST LIGHT)";
const relativeWords =
  "(?:CONTINUOUS|CONT'?D|LATER|MOMENTS? LATER|(?:\\w+ ){1,3}LATER|SAME(?: TIME)?|MEANWHILE|MOMENTS AFTER)";
const isTime = new RegExp(`^(?:${timeWords}|${relativeWords})(?:[ /,].*)?$`);
const isRelative = new RegExp(`^${relativeWords}$`);
const attribute =
  /^(?:FLASH ?BACK|FLASH ?FORWARD|DREAM|MOVING|INTERCUT|POV|VARIOUS(?: SHOTS| PLACES| LOCATIONS)?|MONTAGE|STOCK|ESTABLISHING|INTERMISSION|OVERTIME|HALF-?TIME|REHEARSAL|PRESENT(?: DAY)?|NO TIME|TRAVELLING|RAIN|\d{4}'?S?)$/;
const prefix =
  /^(INT\.?\s*\/\s*EXT|EXT\.?\s*\/\s*INT|I\.?\s*\/\s*E|E\.?\s*\/\s*I|INT|EXT|EST)(?:\.|\s|$)[\s.:-]*/i;

/** Takes a heading apart. Understands dashes of every kind, and commas before a time of day. */
export function parseHeading(text: string): Heading {
  const line = bare(text).toUpperCase().replace(/’/g, "'");
  const attributes: string[] = [];
  const withoutBrackets = line
    .replace(/[([]([^)\]]*)[)\]]/g, (_, inner: string) => {
      attributes.push(inner.trim());
      return " ";
    })
    .replace(/\s+/g, " ")
    .trim();
  const found = prefix.exec(withoutBrackets);
  const parts = splitParts(found ? withoutBrackets.slice(found[0].length) : withoutBrackets);
  const heading: Heading = {
    intExt: found ? intExtOf(found[1]!) : null,
    location: "",
    subLocations: [],
    isRelative: false,
    attributes,
  };
  const places: string[] = [];
  parts.forEach((part, i) => {
    if (i > 0 && isTime.test(part)) readTime(part, heading);
    else if (i > 0 && attribute.test(part)) attributes.push(part);
    else places.push(part);
  });
  // A heading that is only a time ("LATER") has that as its name.
  heading.location = places[0] ?? withoutBrackets;
  heading.subLocations = places.slice(1);
  if (places.length > 1) heading.subLocation = heading.subLocations.join(" - ");
  return heading;
}

function intExtOf(written: string): IntExt {
  const letters = written.toUpperCase().replace(/[^A-Z]/g, "");
  if (letters === "INT") return "INT";
  return letters === "EXT" || letters === "EST" ? "EXT" : "INT/EXT";
}

function splitParts(rest: string): string[] {
  const parts = rest
    .split(/\s+-+\s+|\s*(?:--+|[–—])\s*|\s+-+$/)
    .map((part) => part.replace(/[.,\s]+$/, "").trim())
    .filter((part) => part !== "");
  const last = parts.at(-1);
  const pieces = last?.split(",").map((piece) => piece.trim()) ?? [];
  const time = pieces.findIndex((piece, i) => i > 0 && isTime.test(piece));
  // "HOUSE, KITCHEN, NIGHT": commas divide only when a time of day stands after one; "PARIS, TEXAS - DAY" is one place.
  if (last === undefined || time === -1) return parts;
  const places = parts.length === 1 ? pieces.slice(0, time) : [pieces.slice(0, time).join(", ")];
  return [...parts.slice(0, -1), ...places, pieces.slice(time).join(", ")].filter((part) => part !== "");
}

function readTime(part: string, heading: Heading): void {
  const time = /\bDAY FOR NIGHT\b/.test(part) ? "night" : firstTimeIn(part);
  if (time !== undefined && !isRelative.test(part)) heading.timeOfDay = time;
  else heading.isRelative = true;
}

/** The time named first: "DAY, TURNING NIGHT" begins by day. */
function firstTimeIn(part: string): TimeOfDay | undefined {
  let best: { time: TimeOfDay; at: number } | undefined;
  for (const [pattern, time] of times) {
    const at = pattern.exec(part)?.index;
    if (at !== undefined && (best === undefined || at < best.at)) best = { time, at };
  }
  return best?.time;
}

/** What tells whether two locations are one: no case, article, punctuation or possessive. */
export function locationKey(location: string): string {
  return location
    .toLowerCase()
    .replace(/['’]s\b/g, "s")
    .replace(/^(?:the|an?)\s+/, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
