import { useMemo } from "react";
import { localEdit } from "@backlot/shared/documents/record";
import {
  addShots,
  changeShot,
  circleTake,
  moveShot,
  readShot,
  setPresence,
  type ShotChange,
} from "@backlot/shared/documents/shots";
import type { Presence, Slot } from "@backlot/shared/shot/schema";
import { attemptIf } from "../app/attempt.ts";
import { notifyUndo } from "../app/notify.tsx";
import { useProject } from "../project/use-project.tsx";
import { useSession } from "../session/hooks.ts";
import { readMerges } from "./merged-presence.ts";
import type { Place, SceneGroup } from "./outline.ts";

const throughout: Presence = { start: true, end: true, startLook: null, endLook: null };

/**
 * Everything that a person does to shots, each as one undoable edit. A value that does not fit is refused with a
 * sentence and changes nothing. All of it is a no-op for someone who may only look.
 */
export function useShotEdits() {
  const { shots: doc, assets } = useSession().documents;
  const { can, me } = useProject();
  const mayEdit = can("document.edit");
  return useMemo(() => {
    const attempt = attemptIf(mayEdit);
    return {
      mayEdit,
      /** Adds a shot after `afterId`, or at the end of the scene; gives its id. */
      add: (group: SceneGroup, afterId?: string) =>
        attempt(() => {
          const at = afterId === undefined ? -1 : group.shotIds.indexOf(afterId);
          const index = at < 0 ? undefined : at + 1;
          const shot = { sceneId: group.id, origin: "person" as const, createdAt: Date.now() };
          return addShots(doc, group.id, [shot], index, localEdit)[0];
        }),
      /** Adds a copy right after the shot: same camera, words and cast, no takes. */
      duplicate: (group: SceneGroup, id: string) =>
        attempt(() => {
          const source = readShot(doc, id);
          if (source === null) return undefined;
          const { size, angle, movement, lensMm, aperture, durationFrames, description, presence, blockIds } =
            source;
          const copy = {
            size,
            angle,
            movement,
            lensMm,
            aperture,
            durationFrames,
            description,
            presence,
            blockIds,
          };
          const shot = { ...copy, sceneId: group.id, origin: "person" as const, createdAt: Date.now() };
          return addShots(doc, group.id, [shot], group.shotIds.indexOf(id) + 1, localEdit)[0];
        }),
      remove: (id: string, label: string) =>
        attempt(() => {
          changeShot(doc, id, { deletedAt: Date.now() }, localEdit);
          notifyUndo(`Shot ${label} is deleted.`, () => changeShot(doc, id, { deletedAt: null }, localEdit));
        }),
      change: (id: string, change: ShotChange) => attempt(() => changeShot(doc, id, change, localEdit)),
      move: (id: string, to: Place) => attempt(() => moveShot(doc, id, to.sceneId, to.index, localEdit)),
      /** Puts an asset into the frames of a shot, and with it whatever was merged into it. */
      place: (shotId: string, assetId: string, value: Presence | null) =>
        attempt(() =>
          doc.transact(() => {
            for (const [merged, today] of Object.entries(readMerges(assets)))
              if (today === assetId) setPresence(doc, shotId, merged, null);
            setPresence(doc, shotId, assetId, value);
          }, localEdit),
        ),
      /** Puts an asset into both frames of the shots that are picked and have it in neither; can be taken back. */
      putIn: (shotIds: readonly string[], assetId: string) =>
        attempt(() => {
          const absent = shotIds.filter((id) => readShot(doc, id)?.presence[assetId] === undefined);
          doc.transact(() => {
            for (const id of absent) setPresence(doc, id, assetId, throughout);
          }, localEdit);
          return () => {
            doc.transact(() => {
              for (const id of absent) setPresence(doc, id, assetId, null);
            }, localEdit);
          };
        }),
      /** Takes an asset, and whatever was merged into it, out of every frame of some shots; can be taken back. */
      takeOut: (shotIds: readonly string[], assetId: string) =>
        attempt(() => {
          const merges = readMerges(assets);
          const before = shotIds.flatMap((id) =>
            Object.entries(readShot(doc, id)?.presence ?? {})
              .filter(([one]) => (merges[one] ?? one) === assetId)
              .map(([one, value]) => ({ id, one, value })),
          );
          doc.transact(() => {
            for (const { id, one } of before) setPresence(doc, id, one, null);
          }, localEdit);
          return () => {
            doc.transact(() => {
              for (const { id, one, value } of before) setPresence(doc, id, one, value);
            }, localEdit);
          };
        }),
      circle: (shotId: string, slot: Slot, artifactId: string) =>
        attempt(() => circleTake(doc, shotId, slot, artifactId, me.id, localEdit)),
    };
  }, [doc, assets, mayEdit, me.id]);
}

export type ShotEdits = ReturnType<typeof useShotEdits>;
