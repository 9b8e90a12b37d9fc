import type { StaleCause } from "@backlot/shared/build/inputs";

/** "Ana changed Mara's description." or, when history does not know who, "Mara's description changed." */
export function causeSentence(cause: Pick<StaleCause, "label" | "by">): string {
  const thing = thingOf(cause.label);
  return cause.by === null
    ? `${thing.charAt(0).toUpperCase()}${thing.slice(1)} changed.`
    : `${cause.by} changed ${thing}.`;
}

/** A field's label inside a sentence: "Lens" is "the lens", "Mara's description" stays what it is. */
function thingOf(label: string): string {
  if (label === "") return "something";
  const present = /^(.+) in the shot$/.exec(label)?.[1];
  if (present !== undefined) return `whether ${present} is in the shot`;
  if (/['’]s /.test(label)) return label;
  const lower = label.charAt(0).toLowerCase() + label.slice(1);
  return /^(the|who) /.test(lower) ? lower : `the ${lower}`;
}

/** One sentence for all causes: the first, and how many more. */
export function causesSentence(causes: readonly Pick<StaleCause, "label" | "by">[]): string {
  const sentences = [...new Set(causes.map(causeSentence))];
  const more = sentences.length - 1;
  const first = sentences[0] ?? "";
  return more > 0 ? `${first.slice(0, -1)}, and ${more} more ${more === 1 ? "change" : "changes"}.` : first;
}

/** How long making something takes, as the end of a sentence; nothing where nothing like it was measured. */
export function takesTime(seconds: number | null): string {
  return seconds === null ? "" : `; this takes ${roughTime(seconds)}`;
}

/** "about 40 seconds", "about 3 minutes", "about 2 hours": as exact as an estimate deserves. */
export function roughTime(seconds: number): string {
  const unit = (count: number, name: string) => `about ${count} ${name}${count === 1 ? "" : "s"}`;
  if (seconds < 10) return "a few seconds";
  if (seconds < 55) return unit(Math.ceil(seconds / 10) * 10, "second");
  if (seconds < 55 * 60) return unit(Math.max(1, Math.round(seconds / 60)), "minute");
  return unit(Math.max(1, Math.round(seconds / 3600)), "hour");
}
