import { Button } from "@mantine/core";
import { IconPlus, IconUsers } from "@tabler/icons-react";
import type { ShotListContext } from "./list-context.ts";
import type { OutlineRow } from "./outline.ts";
import { useSortable } from "./Sortable.tsx";
import classes from "./ShotTable.module.css";

/** A scene's heading with its count and the way to add a shot. */
export function SceneLine(props: {
  row: Exclude<OutlineRow, { kind: "shot" }>;
  list: ShotListContext;
  /** Outside of a table. */
  isPlain?: boolean;
}) {
  const { row, list } = props;
  const { group } = row;
  const [rowRole, cellRole] = props.isPlain === true ? [undefined, undefined] : ["row", "cell"];
  const { rowRef, isTarget } = useSortable(row.key, { isFixed: true });
  const count = group.shotIds.length;
  const mayAdd = list.edits.mayEdit && !group.isGone;
  const add = (
    <Button
      size="compact-sm"
      variant={count === 0 ? "default" : "subtle"}
      color="gray"
      leftSection={<IconPlus size={14} />}
      aria-label={`Add a shot to scene ${group.number}`}
      onClick={() => list.add(group)}
    >
      Add a shot
    </Button>
  );
  return (
    <div role={rowRole} ref={rowRef} className={classes.scene} data-target={isTarget || undefined}>
      <div role={cellRole} className={classes.sceneCell}>
        <span className={classes.sceneNumber}>{group.number}</span>
        <h2 className={classes.heading}>{group.heading}</h2>
        <span className={classes.count}>
          {count === 0 ? "No shots yet" : `${count} ${count === 1 ? "shot" : "shots"}`}
        </span>
        {mayAdd ? (
          <span className={classes.sceneTools}>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<IconUsers size={14} />}
              aria-label={`Cast of scene ${group.number}`}
              classNames={{ section: classes.castSign }}
              onClick={() => list.openCast(group)}
            >
              <span className={classes.castWord}>Cast</span>
            </Button>
            {add}
          </span>
        ) : null}
      </div>
    </div>
  );
}
