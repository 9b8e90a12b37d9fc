import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDots } from "@tabler/icons-react";
import { Fragment } from "react";
import { ActionItems } from "../app/ActionMenu.tsx";
import { toolbarMenus } from "./toolbar-menus.ts";
import classes from "./ScriptToolbar.module.css";

/** One menu for each group. */
export function ToolbarMenus() {
  return toolbarMenus.map((menu) => (
    <Menu key={menu.id} position="bottom-end" width={290}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          className={classes.menu}
          rightSection={<IconChevronDown size={13} />}
        >
          {menu.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <ActionItems ids={menu.items} />
      </Menu.Dropdown>
    </Menu>
  ));
}

/** All groups under one button, for a narrow screen. */
export function MoreMenu() {
  return (
    <Menu position="bottom-end" width={290}>
      <Menu.Target>
        <ActionIcon aria-label="More of the script">
          <IconDots size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        {toolbarMenus.map((menu) => (
          <Fragment key={menu.id}>
            <Menu.Label>{menu.label}</Menu.Label>
            <ActionItems ids={menu.items} />
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
