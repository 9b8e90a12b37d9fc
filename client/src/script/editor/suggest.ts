import type { BlockType } from "@backlot/shared/screenplay/block";
import { completions } from "@backlot/shared/screenplay/elements";

/** A way to complete a line. Accepting it makes the whole line `text`. */
export type Suggestion = {
  label: string;
  text: string;
  /** The line is then complete: Enter also goes on to the next element. */
  isWhole: boolean;
};

export type SuggestionSources = {
  names: readonly string[];
  locations: readonly string[];
  /** Rooms and corners by their location, in capitals. */
  rooms?: ReadonlyMap<string, readonly string[]>;
};

const most = 7;

/** Completions for a heading, cue or transition whose text, up to the caret at its end, is `text`. */
export function suggest(type: BlockType, text: string, sources: SuggestionSources): Suggestion[] {
  if (type === "character") return cue(text, sources.names).slice(0, most);
  if (type === "sceneHeading") return heading(text, sources).slice(0, most);
  if (type === "transition") return whole(beginning(completions.transitions, text), "").slice(0, most);
  return [];
}

function cue(text: string, names: readonly string[]): Suggestion[] {
  const extension = /^(.*\S)\s+(\(.*)$/.exec(text);
  if (extension !== null)
    return whole(beginning(completions.extensions, extension[2] ?? ""), `${extension[1]} `);
  return whole(beginning(names, text), "");
}

function heading(text: string, { locations, rooms }: SuggestionSources): Suggestion[] {
  const intro = /^(?:INT\.?\/EXT\.?|EXT\.?\/INT\.?|I\/E\.?|INT\.?|EXT\.?|EST\.?)\s+/i.exec(text)?.[0];
  if (intro === undefined) {
    return beginning(completions.intros, text).map((label) => ({ label, text: label, isWhole: false }));
  }
  const time = /^(.*\s-\s+)([^-]*)$/.exec(text);
  if (time !== null) {
    const [, before = "", typed = ""] = time;
    const within = before
      .slice(intro.length)
      .replace(/\s-\s.*$/, "")
      .trim()
      .toUpperCase();
    const corners = beginning(rooms?.get(within) ?? [], typed);
    return [
      ...(typed === "" ? [] : corners.map((label) => ({ label, text: before + label, isWhole: false }))),
      ...whole(beginning(completions.times, typed), before),
      ...(typed === "" ? corners.map((label) => ({ label, text: before + label, isWhole: false })) : []),
    ];
  }
  const place = text.slice(intro.length);
  return beginning(locations, place).map((label) => ({ label, text: `${intro}${label}`, isWhole: false }));
}

function whole(labels: readonly string[], before: string): Suggestion[] {
  return labels.map((label) => ({ label, text: before + label, isWhole: true }));
}

/** Entries that begin with what is typed. Once an entry stands there in full, nothing is offered any more. */
function beginning(entries: readonly string[], typed: string): string[] {
  const wanted = typed.toUpperCase();
  if (entries.some((entry) => entry.toUpperCase() === wanted)) return [];
  return entries.filter((entry) => entry.toUpperCase().startsWith(wanted));
}
