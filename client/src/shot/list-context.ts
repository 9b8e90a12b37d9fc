import type { Merges } from "./merged-presence.ts";
import type { SceneGroup } from "./outline.ts";
import type { ShotEdits } from "./use-shot-edits.ts";
import type { CastEntry } from "./use-shots.ts";

/** What rows and cards need from the page; stable while nobody adds, moves or removes. */
export type ShotListContext = {
  groups: readonly SceneGroup[];
  cast: readonly CastEntry[];
  merges: Merges;
  edits: ShotEdits;
  select: (id: string) => void;
  add: (group: SceneGroup, afterId?: string) => void;
  duplicate: (id: string) => void;
  remove: (id: string) => void;
  step: (id: string, by: -1 | 1) => void;
  drop: (id: string, over: string) => void;
  /** Opens who and what is in a scene. */
  openCast: (group: SceneGroup) => void;
  moveToScene: (id: string, group: SceneGroup) => void;
};
