import { z } from "zod";
import { directions } from "../stage/direction.ts";

/** How a take was staged: which way of drawing the shot it is, and what the crew had asked for by then. Kept with the artifact. */
export const setup = z.object({ variation: z.number().int().min(0), directions });
export type Setup = z.infer<typeof setup>;

/** The first way to draw a shot. */
export const firstSetup: Setup = { variation: 0, directions: [] };

/** The set-up that an artifact's `meta` tells of; takes made before set-ups were kept are the first. */
export function setupOf(meta: Record<string, unknown>): Setup {
  return setup.safeParse(meta["setup"]).data ?? firstSetup;
}
