import { Menu } from "@mantine/core";
import { ActionItems, ActionMenu } from "../app/ActionMenu.tsx";
import type { RowProps } from "./shot-box.tsx";
import { toScene } from "./shot-actions.ts";
import classes from "./ShotTable.module.css";

const moves = ["shot.duplicate", "shot.up", "shot.down"];
const last = ["shot.delete"];

/** All that can be done to a shot, with a click: the way that needs neither dragging nor shortcuts. */
export function ShotMenu({ id, label, list }: Omit<RowProps, "isSelected">) {
  if (!list.edits.mayEdit) return null;
  const scenes = list.groups.map((group) => toScene(group.id));
  return (
    <ActionMenu label={`More for shot ${label}`} ids={moves} subject={id} last={last} width={280}>
      {scenes.length < 2 ? null : <Menu.Divider />}
      <div className={classes.menuScroll}>
        <ActionItems ids={scenes} subject={id} />
      </div>
    </ActionMenu>
  );
}
