import { chosenTake } from "@backlot/shared/build/stale-shots";
import type { Take } from "@backlot/shared/generation/artifact";
import type { NoteThread } from "@backlot/shared/note/schema";
import type { Shot } from "@backlot/shared/shot/schema";
import { labelOf, type SceneGroup } from "../shot/outline.ts";

/** One shot in the playlist with the clip and the dialogue that stand for it; null while it was not filmed, or not spoken. */
export type PlaylistEntry = { shotId: string; label: string; take: Take | null; dialogue: Take | null };

/** The film in story order: of each shot the circled clip, else the newest. */
export function playlistOf(
  groups: readonly SceneGroup[],
  circled: ReadonlyMap<string, Shot["circled"]>,
  takes: readonly Take[],
): PlaylistEntry[] {
  const takesByShot = Map.groupBy(takes, (take) => take.shotId ?? "");
  return groups.flatMap((group) =>
    group.shotIds.map((shotId, index) => {
      const shot = { circled: circled.get(shotId) ?? {} };
      const made = takesByShot.get(shotId) ?? [];
      return {
        shotId,
        label: labelOf(group, index),
        take: chosenTake(shot, "clip", made),
        dialogue: chosenTake(shot, "dialogue", made),
      };
    }),
  );
}

/** What a note is about: a shot, whichever of its takes was watched, or a finished film. */
function subjectOf({ shotId, artifactId }: NoteThread): string | null {
  return shotId ?? artifactId;
}

/** How many notes are open, by the id of the shot or the film that they are about. */
export function openNotes(threads: readonly NoteThread[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const thread of threads) {
    const about = subjectOf(thread);
    if (about === null || thread.resolvedAt !== null) continue;
    counts.set(about, (counts.get(about) ?? 0) + 1);
  }
  return counts;
}

/** The clip takes of a shot, newest first. */
export function clipTakes(takes: readonly Take[], shotId: string | undefined): Take[] {
  return takes
    .filter((take) => take.shotId === shotId && take.kind === "clip")
    .toSorted((a, b) => b.number - a.number);
}

export type NoteFilter = "open" | "resolved" | "all";

/**
 * Notes about a shot or a film, in order of frame. A note on another take of the shot is kept: the frame is still worth
 * seeing.
 */
export function notesOf(threads: readonly NoteThread[], about: string, filter: NoteFilter): NoteThread[] {
  return threads
    .filter((thread) => subjectOf(thread) === about)
    .filter((thread) => filter === "all" || (thread.resolvedAt === null) === (filter === "open"))
    .toSorted((a, b) => a.frame - b.frame || a.createdAt - b.createdAt);
}

/** The next frame with a note, strictly after (or before) a frame; undefined when there is none. */
export function noteFrame(threads: readonly NoteThread[], frame: number, by: -1 | 1): number | undefined {
  const frames = threads.map((thread) => thread.frame).toSorted((a, b) => a - b);
  return by > 0 ? frames.find((one) => one > frame) : frames.findLast((one) => one < frame);
}
