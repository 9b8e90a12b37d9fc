import { useMemo } from "react";
import { usePlace } from "../app/search.ts";
import type { ShotListContext } from "./list-context.ts";
import { dropPlace, labelOfShot, neighbourOf, stepPlace } from "./outline.ts";
import { useShotEdits } from "./use-shot-edits.ts";
import { useCast, useMerges, useOutline } from "./use-shots.ts";

/** The shots of the film with everything that can be done to them; stable while nothing is added, moved or removed. */
export function useShotList(openCast: ShotListContext["openCast"]): ShotListContext {
  const groups = useOutline();
  const cast = useCast();
  const merges = useMerges();
  const edits = useShotEdits();
  const { look } = usePlace();
  return useMemo(() => {
    const select = (id: string | undefined) => look({ shot: id });
    const groupOf = (id: string) => groups.find((group) => group.shotIds.includes(id));
    return {
      groups,
      cast,
      merges,
      edits,
      openCast,
      select,
      add: (group, afterId) => {
        const id = edits.add(group, afterId);
        if (id !== undefined) select(id);
      },
      duplicate: (id) => {
        const group = groupOf(id);
        const copy = group === undefined ? undefined : edits.duplicate(group, id);
        if (copy !== undefined) select(copy);
      },
      remove: (id) => {
        select(neighbourOf(groups, id, 1) ?? neighbourOf(groups, id, -1));
        edits.remove(id, labelOfShot(groups, id) ?? "");
      },
      step: (id, by) => {
        const to = stepPlace(groups, id, by);
        if (to !== null) edits.move(id, to);
      },
      drop: (id, over) => {
        const to = dropPlace(groups, id, over);
        if (to !== null) edits.move(id, to);
      },
      moveToScene: (id, group) => {
        edits.move(id, {
          sceneId: group.id,
          index: group.shotIds.filter((one) => one !== id).length,
        });
      },
    };
  }, [groups, cast, merges, edits, look, openCast]);
}
