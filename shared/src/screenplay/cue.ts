import { bare, withoutExtensions } from "./line-rules.ts";

/** How a voice reaches the scene: its owner is seen, is near but not seen, or is only heard. */
export type CuePlacement = "seen" | "off-screen" | "voice-over";

/** The name of a cue in capitals, without extensions: "BOB (V.O.)" is "BOB". */
export function cueName(cue: string): string {
  return withoutExtensions(bare(cue)).replace(/\s+/g, " ").replace(/[.:]$/, "").toLocaleUpperCase();
}

/** The names of a cue that several people share: "ANA AND BEN", "ANA/BEN", "ANA & BEN". */
export function cueNames(cue: string): string[] {
  return cueName(cue)
    .split(/\s+(?:AND|&|\+)\s+|\s*\/\s*/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

export function cuePlacement(cue: string): CuePlacement {
  const extensions = (bare(cue).match(/\([^)]*\)?/g) ?? []).join(" ").toUpperCase();
  if (/V\.? ?O\b|VOICE|PRE-?LAP|FILTER|PHONE|RADIO|RECORD/.test(extensions)) return "voice-over";
  return /O\.? ?S\b|O\.? ?C\b|OFF/.test(extensions) ? "off-screen" : "seen";
}

/** "INGRID VALE" as "Ingrid Vale", "COP #2" as "Cop #2". Names that are not all capitals stay as they are. */
export function displayName(name: string): string {
  if (/\p{Ll}/u.test(name)) return name.trim();
  return name
    .trim()
    .toLocaleLowerCase()
    .replace(
      /(^|[\s\-/(.]|\b(?:mc|o'|o’))(\p{L})/gu,
      (_, before: string, letter: string) => before + letter.toLocaleUpperCase(),
    );
}
