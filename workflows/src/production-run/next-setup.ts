import type { Setup } from "@backlot/shared/generation/setup";
import { isSameWish, readDirections, type Direction } from "@backlot/shared/stage/direction";

/**
 * The set-up of a take that was asked for with a note. What the note asks in words that the stage knows moves the picture that way;
 * any other note, or a wish that is at its limit, gets the shot staged another way.
 */
export function nextSetup(now: Setup, note: string, fresh: number): { setup: Setup; heard: Direction[] } {
  const heard = readDirections(note);
  const directions = [...now.directions, ...heard].slice(-12);
  if (heard.length > 0 && !isSameWish(directions, now.directions))
    return { setup: { variation: now.variation, directions }, heard };
  return { setup: { variation: fresh, directions: now.directions }, heard: [] };
}
