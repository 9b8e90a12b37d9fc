import { Button, Select } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { memo } from "react";
import type { Presence } from "@backlot/shared/shot/schema";
import { Empty } from "./Empty.tsx";
import type { ShotListContext } from "./list-context.ts";
import { labelOf, type SceneGroup } from "./outline.ts";
import { presenceWords, togglePresence, type FrameSide } from "./presence.ts";
import type { ShotEdits } from "./use-shot-edits.ts";
import { usePresences, type CastEntry } from "./use-shots.ts";
import classes from "./PresenceGrid.module.css";

/** Who and what is in which frame: assets down, the shots of one scene across, start and end frame each. */
export function PresenceGrid(props: {
  list: ShotListContext;
  group: SceneGroup | undefined;
  selected: string | undefined;
  onScene: (sceneId: string) => void;
}) {
  const { list, group, selected } = props;
  if (group === undefined) {
    return <Empty icon={IconUsers} sentence="Scenes come from the script; write a scene heading to begin." />;
  }
  return (
    <div className={classes.wrap}>
      <div className={classes.tools}>
        <Select
          label="Scene"
          size="xs"
          w={320}
          maw="100%"
          allowDeselect={false}
          data={list.groups.map((one) => ({ value: one.id, label: `${one.number}. ${one.heading}` }))}
          value={group.id}
          onChange={(id) => {
            if (id !== null) props.onScene(id);
          }}
        />
        {list.edits.mayEdit && !group.isGone ? (
          <Button size="xs" variant="default" onClick={() => list.openCast(group)}>
            Add to the scene
          </Button>
        ) : null}
      </div>
      <Grid list={list} group={group} selected={selected} />
    </div>
  );
}

function Grid(props: { list: ShotListContext; group: SceneGroup; selected: string | undefined }) {
  const { list, group } = props;
  const presences = usePresences(group.shotIds, list.merges);
  if (group.shotIds.length === 0 || list.cast.length === 0) {
    const sentence =
      group.shotIds.length === 0
        ? "This scene has no shots yet."
        : "Assets appear here once the Asset Bin has some.";
    return <Empty icon={IconUsers} sentence={sentence} />;
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
    <section className={classes.scroller} tabIndex={0} aria-label="Presence grid">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys only move focus between its buttons */}
      <table className={classes.grid} onKeyDown={moveFocus}>
        <thead>
          <tr>
            <th scope="col">Asset</th>
            {group.shotIds.map((id, index) => (
              <th key={id} scope="col" data-selected={id === props.selected || undefined}>
                <button type="button" className={classes.shot} onClick={() => list.select(id)}>
                  {labelOf(group, index)}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.cast.map((asset) => (
            <AssetRow key={asset.id} asset={asset} list={list} group={group} presences={presences} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Everyone is listed; those without a place in the scene are quiet, so that putting them in is one click. */
function AssetRow(props: {
  asset: CastEntry;
  list: ShotListContext;
  group: SceneGroup;
  presences: ReturnType<typeof usePresences>;
}) {
  const { asset, group, list, presences } = props;
  return (
    <tr>
      <th scope="row">
        {asset.name} <span className={classes.category}>{asset.category}</span>
      </th>
      {group.shotIds.map((id, index) => (
        <Cell
          key={id}
          shotId={id}
          now={presences[id]?.[asset.id]}
          label={labelOf(group, index)}
          asset={asset}
          edits={list.edits}
        />
      ))}
    </tr>
  );
}

type CellProps = {
  shotId: string;
  /** In which frames the asset is. */
  now: Presence | undefined;
  label: string;
  asset: CastEntry;
  edits: ShotEdits;
};

/** A grid has thousands of cells: each draws again only when what it shows is another. */
const Cell = memo(
  function Cell(props: CellProps) {
    return (
      <td title={`${props.asset.name}: ${presenceWords(props.now)}`}>
        <span className={classes.pair}>
          <PresenceToggle {...props} side="start" />
          <PresenceToggle {...props} side="end" />
        </span>
      </td>
    );
  },
  ({ now: before, ...a }, { now: after, ...b }) =>
    a.shotId === b.shotId &&
    a.label === b.label &&
    a.asset === b.asset &&
    a.edits === b.edits &&
    JSON.stringify(before) === JSON.stringify(after),
);

/** One frame of one shot for one asset. */
export function PresenceToggle({ shotId, now, side, asset, label, edits }: CellProps & { side: FrameSide }) {
  return (
    <button
      type="button"
      className={classes.toggle}
      data-cell
      aria-pressed={now?.[side] ?? false}
      aria-label={`${asset.name} in the ${side} frame of ${label}`}
      aria-disabled={!edits.mayEdit}
      onClick={() => edits.place(shotId, asset.id, togglePresence(now, side))}
    >
      {side === "start" ? "S" : "E"}
    </button>
  );
}

/** Arrow keys walk the grid, so that it is quick without a pointer. */
function moveFocus(event: React.KeyboardEvent<HTMLTableElement>): void {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const focused = document.activeElement;
  if (step === undefined || !(focused instanceof HTMLElement) || !focused.matches("[data-cell]")) return;
  event.preventDefault();
  event.stopPropagation();
  const lines = [...event.currentTarget.querySelectorAll("tbody tr")].map((row) => [
    ...row.querySelectorAll<HTMLElement>("[data-cell]"),
  ]);
  const y = lines.findIndex((line) => line.includes(focused));
  const x = lines[y]?.indexOf(focused) ?? -1;
  lines[y + (step[1] ?? 0)]?.[x + (step[0] ?? 0)]?.focus();
}
