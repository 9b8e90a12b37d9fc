import { useElementSize } from "@mantine/hooks";
import { IconArrowRight } from "@tabler/icons-react";
import { memo, useMemo } from "react";
import type { ShotListContext } from "./list-context.ts";
import { cardRows, labelOfShot } from "./outline.ts";
import { FramePicture } from "./picture.tsx";
import { SceneLine } from "./SceneLine.tsx";
import { Grip, useShotBox, type RowProps } from "./shot-box.tsx";
import { ShotMenu } from "./ShotMenu.tsx";
import { cameraWords } from "./ShotRow.tsx";
import { ShotState } from "./ShotState.tsx";
import { SortableArea } from "./Sortable.tsx";
import { useVirtualRows } from "./VirtualRows.tsx";
import classes from "./ShotCards.module.css";

const cardWidth = 300;
const cardHeight = 176;
const rowHeight = ({ kind }: { kind: string }) => (kind === "cards" ? cardHeight : 48);

/** The storyboard: each shot as a card with its start and end frame, as many in a row as fit. */
export function ShotCards({ list, selected }: { list: ShotListContext; selected: string | undefined }) {
  const { ref: sizeRef, width } = useElementSize();
  const perRow = Math.max(1, Math.floor((width - 16) / cardWidth));
  const rows = useMemo(() => cardRows(list.groups, perRow), [list.groups, perRow]);
  const at = rows.findIndex((row) => row.kind === "cards" && row.cards.some((card) => card.id === selected));
  const { scroller, height, inSight } = useVirtualRows({ rows, sizeOf: rowHeight, at });

  return (
    <SortableArea
      isDisabled={!list.edits.mayEdit}
      onDrop={list.drop}
      label={(id) => `Shot ${labelOfShot(list.groups, id) ?? ""}`}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
      <section ref={scroller} className={classes.scroller} tabIndex={0} aria-label="Storyboard">
        <div ref={sizeRef} className={classes.rows} style={{ height }}>
          {inSight(
            (row) =>
              row.kind === "cards" ? (
                <ul className={classes.cards} style={{ gridTemplateColumns: `repeat(${perRow}, 1fr)` }}>
                  {row.cards.map(({ id, label }) => (
                    <ShotCard key={id} id={id} label={label} isSelected={id === selected} list={list} />
                  ))}
                </ul>
              ) : (
                <CardHeading row={row} list={list} />
              ),
            classes.slot,
          )}
        </div>
      </section>
    </SortableArea>
  );
}

/** The same heading as in the table, outside of a table's roles. */
function CardHeading(props: Parameters<typeof SceneLine>[0]) {
  return (
    <div role="presentation" className={classes.heading}>
      <SceneLine {...props} isPlain />
    </div>
  );
}

const ShotCard = memo(function ShotCard(props: RowProps) {
  const { id, label, isSelected, list } = props;
  const { shot, takes, handleRef, box } = useShotBox(props);
  if (shot === null) return null;
  return (
    <li className={classes.card} {...box}>
      <div className={classes.top}>
        {list.edits.mayEdit ? <Grip handleRef={handleRef} /> : null}
        <strong>{label}</strong>
        <span className={classes.camera}>{cameraWords(shot)}</span>
        <ShotState shot={shot} takes={takes} />
        <ShotMenu id={id} label={label} list={list} />
      </div>
      <button
        type="button"
        className={classes.frames}
        aria-label={`Select shot ${label}`}
        aria-pressed={isSelected}
        data-select={id}
        onClick={() => list.select(id)}
        onFocus={() => list.select(id)}
      >
        <FramePicture shot={shot} slot="startFrame" takes={takes} label={label} />
        <IconArrowRight size={14} aria-hidden />
        <FramePicture shot={shot} slot="endFrame" takes={takes} label={label} />
      </button>
      <p className={classes.words}>{shot.description}</p>
    </li>
  );
});
