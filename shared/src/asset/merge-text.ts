import { clampText } from "../text/clamp.ts";
import { assetLimits } from "./schema.ts";

const changesHeading = "In this film:";

/**
 * The library's text with the film's own below it. `former` is the library's text that was merged in before: where it still
 * stands as it was, the new one takes its place; where somebody has rewritten it, all that stands there is the film's own.
 * Nothing that a person wrote is dropped: when both together are too long, the library's text is cut.
 */
export function mergeText(base: string, own: string, former: string | null = null): string {
  const from = base.trim();
  if (from === "") return own;
  // Merged with this very text already.
  if (own.trim() === from || own.startsWith(`${from}\n\n${changesHeading}`)) return own;
  const changes = filmsOwn(own, former?.trim() ?? "");
  if (changes === "") return from;
  const below = `\n\n${changesHeading} ${changes}`;
  const room = assetLimits.description - below.length;
  return room > 0 ? `${clampText(from, room)}${below}` : own;
}

function filmsOwn(own: string, former: string): string {
  const rest = (former !== "" && own.startsWith(former) ? own.slice(former.length) : own).trim();
  return rest.startsWith(changesHeading) ? rest.slice(changesHeading.length).trim() : rest;
}
