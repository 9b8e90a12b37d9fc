/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual table stand in positioned boxes, which table elements cannot */
import { useMemo } from "react";
import type { ShotListContext } from "./list-context.ts";
import { flatten, labelOfShot, type OutlineRow } from "./outline.ts";
import { SceneLine } from "./SceneLine.tsx";
import { SortableArea } from "./Sortable.tsx";
import { ShotLine, ShotRow } from "./ShotRow.tsx";
import { useVirtualRows } from "./VirtualRows.tsx";
import classes from "./ShotTable.module.css";

const columns = [
  "Shot",
  "Frame",
  "Size",
  "Angle",
  "Movement",
  "Lens",
  "Duration",
  "Description",
  "Cast",
  "State",
];

const tableRow = ({ kind }: OutlineRow) => (kind === "shot" ? 54 : 44);
const narrowRow = ({ kind }: OutlineRow) => (kind === "shot" ? 80 : 44);

type Props = { list: ShotListContext; selected: string | undefined; isNarrow: boolean };

/** The shot list: dense and edited in place where there is room, a list to tap on where there is not. */
export function ShotTable({ list, selected, isNarrow }: Props) {
  const rows = useMemo(() => flatten(list.groups), [list.groups]);
  const at = rows.findIndex((row) => row.key === selected);
  const { scroller, height, inSight } = useVirtualRows({
    rows,
    sizeOf: isNarrow ? narrowRow : tableRow,
    at,
  });
  const Shot = isNarrow ? ShotLine : ShotRow;
  return (
    <SortableArea
      isDisabled={!list.edits.mayEdit}
      onDrop={list.drop}
      label={(id) => `Shot ${labelOfShot(list.groups, id) ?? ""}`}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
      <section ref={scroller} className={classes.scroller} tabIndex={0} aria-label="Shot list">
        <div
          role="table"
          aria-label="Shots"
          aria-rowcount={rows.length}
          className={classes.table}
          data-narrow={isNarrow || undefined}
        >
          {isNarrow ? null : <Head />}
          <div role="rowgroup" className={classes.rows} style={{ height }}>
            {inSight(
              (row) =>
                row.kind === "shot" ? (
                  <Shot id={row.id} label={row.label} isSelected={row.id === selected} list={list} />
                ) : (
                  <SceneLine row={row} list={list} />
                ),
              classes.slot,
            )}
          </div>
        </div>
      </section>
    </SortableArea>
  );
}

function Head() {
  return (
    <div role="rowgroup">
      <div role="row" className={classes.head}>
        {columns.map((name) => (
          <div role="columnheader" key={name}>
            {name}
          </div>
        ))}
      </div>
    </div>
  );
}
