import { IconGripVertical } from "@tabler/icons-react";
import type { Ref } from "react";
import type { ShotListContext } from "./list-context.ts";
import { useSortable } from "./Sortable.tsx";
import { useShotTakes } from "./takes.ts";
import { useShot } from "./use-shots.ts";
import classes from "./ShotTable.module.css";

/** What draws one shot gets: a row of the table, a line of a phone, a card. */
export type RowProps = { id: string; label: string; isSelected: boolean; list: ShotListContext };

/**
 * What rows and cards have in common. Each reads its own shot and takes, so that a keystroke elsewhere does not reach it;
 * `box` goes onto the element that is dragged, selected and dropped on.
 */
export function useShotBox({ id, isSelected, list }: Pick<RowProps, "id" | "isSelected" | "list">) {
  const shot = useShot(id, list.merges);
  const takes = useShotTakes(id);
  const { rowRef, handleRef, isDragged, isTarget } = useSortable(id);
  const box = {
    ref: rowRef,
    "data-shot": id,
    "data-selected": isSelected || undefined,
    "data-dragged": isDragged || undefined,
    "data-target": isTarget || undefined,
  };
  return { shot, takes, handleRef, box };
}

/** Where a pointer takes hold of a shot. The keyboard and the menu move it too, so this one is theirs to skip. */
export function Grip({ handleRef }: { handleRef: Ref<HTMLSpanElement> }) {
  return (
    <span ref={handleRef} className={classes.grip} title="Drag to reorder" tabIndex={-1} aria-hidden>
      <IconGripVertical size={16} />
    </span>
  );
}
