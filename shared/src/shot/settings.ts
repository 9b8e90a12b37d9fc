import { z } from "zod";

/** How finely a scene is cut: few shots that hold, or the coverage that an editor would want. */
export const coverage = z.enum(["lean", "full"]);
export type Coverage = z.infer<typeof coverage>;

/** How the default shot list of a film is made. */
export const shotListSettings = z.object({
  /** Full is about nine to fifteen cuts a minute, lean about six. */
  coverage: coverage.catch("full"),
  /** 0.8 is a quick film, 1.3 a slow one. */
  pace: z.number().min(0.8).max(1.3).catch(1),
});
export type ShotListSettings = z.infer<typeof shotListSettings>;

export const usualShotList: ShotListSettings = { coverage: "full", pace: 1 };
