import { useMemo } from "react";
import type * as Y from "yjs";
import { chosenTake } from "@backlot/shared/build/stale-shots";
import { addClips, changeClip, moveClip, readCut, type ClipChange } from "@backlot/shared/documents/cut";
import { localEdit } from "@backlot/shared/documents/record";
import { readShots } from "@backlot/shared/documents/shots";
import type { Shot } from "@backlot/shared/shot/schema";
import { attemptIf } from "../app/attempt.ts";
import { notifyUndo } from "../app/notify.tsx";
import { useProject } from "../project/use-project.tsx";
import { useDocumentValue, useSession } from "../session/hooks.ts";
import { labelOf } from "../shot/outline.ts";
import { useTakes } from "../shot/takes.ts";
import { useOutline } from "../shot/use-shots.ts";
import { indexInCut, layOut, missingShots, type ShotSource } from "./timeline.ts";

type Facts = Pick<Shot, "id" | "durationFrames" | "circled">;

function readFacts(doc: Y.Doc): Facts[] {
  return readShots(doc)
    .filter((shot) => shot.deletedAt === null)
    .map(({ id, durationFrames, circled }) => ({ id, durationFrames, circled }));
}

const none: never[] = [];

/** The cut as it is on screen, and the shots that it lacks. */
export function useCut() {
  const cut = useDocumentValue("cut", readCut);
  const facts = useDocumentValue("shots", readFacts);
  const groups = useOutline();
  const takes = useTakes().data ?? none;
  return useMemo(() => {
    const byId = new Map(facts.map((one) => [one.id, one]));
    const takesByShot = Map.groupBy(takes, (take) => take.shotId ?? "");
    const order: string[] = [];
    const sources = new Map<string, ShotSource>();
    for (const group of groups) {
      group.shotIds.forEach((id, index) => {
        const shot = byId.get(id);
        if (shot === undefined) return;
        order.push(id);
        const made = takesByShot.get(id) ?? [];
        sources.set(id, {
          label: labelOf(group, index),
          take: chosenTake(shot, "clip", made),
          dialogue: chosenTake(shot, "dialogue", made),
          durationFrames: shot.durationFrames,
        });
      });
    }
    return {
      strip: layOut(cut, sources),
      missing: missingShots(order, cut),
      order,
      takesByShot,
      facts: byId,
    };
  }, [cut, facts, groups, takes]);
}

/** Everything that a person does to the cut, each as one undoable edit. */
export function useCutEdits() {
  const doc = useSession().documents.cut;
  const { can } = useProject();
  const mayEdit = can("document.edit");
  return useMemo(() => {
    const attempt = attemptIf(mayEdit);
    return {
      mayEdit,
      change: (id: string, change: ClipChange) => attempt(() => changeClip(doc, id, change, localEdit)),
      /** Moves a clip to a position among those that are shown, counted without itself. */
      move: (id: string, index: number, shown: readonly string[]) =>
        attempt(() => {
          const all = readCut(doc).map((one) => one.id);
          moveClip(doc, id, indexInCut(all, shown, id, index), localEdit);
        }),
      remove: (id: string, label: string) =>
        attempt(() => {
          changeClip(doc, id, { deletedAt: Date.now() }, localEdit);
          notifyUndo(`Clip ${label} is removed from the cut.`, () =>
            changeClip(doc, id, { deletedAt: null }, localEdit),
          );
        }),
      /** Puts missing shots in, each behind the shot that stands before it in the story. */
      addMissing: (missing: readonly string[], order: readonly string[]) =>
        attempt(() => {
          doc.transact(() => {
            for (const shotId of missing) {
              const before = new Set(order.slice(0, order.indexOf(shotId)));
              const index = readCut(doc).findLastIndex((clip) => before.has(clip.shotId)) + 1;
              addClips(doc, [{ shotId, origin: "person" }], index, localEdit);
            }
          }, localEdit);
        }),
    };
  }, [doc, mayEdit]);
}

export type CutEdits = ReturnType<typeof useCutEdits>;
