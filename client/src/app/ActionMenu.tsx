import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { Fragment, type ReactNode } from "react";
import { runAction, useAvailableActions, type Action } from "./actions.ts";
import { Keys } from "./CommandPalette.tsx";
import { isShortcutOn } from "./single-keys.ts";
import classes from "./ActionMenu.module.css";

type ItemsProps = {
  /** Ids of actions in order; `-` draws a line between two of them. */
  ids: readonly string[];
  /** What the menu is about, when that is not what is selected. */
  subject?: string;
};

/** The actions of a menu that can be done now: label, icon and keys come from the registry. */
export function ActionItems({ ids, subject }: ItemsProps) {
  const available = useAvailableActions(subject);
  return groupsOf(ids, available).map((group, index) => (
    <Fragment key={group[0]?.id ?? ""}>
      {index === 0 ? null : <Menu.Divider />}
      {group.map((one) => (
        <Menu.Item
          key={one.id}
          color={one.isDestructive === true ? "red.4" : undefined}
          leftSection={one.icon === undefined ? null : <one.icon size={16} />}
          // The keys act on what is selected, which this menu may not be about.
          rightSection={
            one.shortcut === undefined || subject !== undefined || !isShortcutOn(one.shortcut) ? null : (
              <Keys shortcut={one.shortcut} />
            )
          }
          disabled={one.waitsFor !== undefined}
          onClick={() => runAction(one.id, subject)}
        >
          {one.label}
          {one.waitsFor === undefined ? null : <span className={classes.reason}>{one.waitsFor}</span>}
        </Menu.Item>
      ))}
    </Fragment>
  ));
}

/** The actions between the lines, without those that cannot be done and without empty groups. */
function groupsOf(ids: readonly string[], available: readonly Action[]): Action[][] {
  const groups: Action[][] = [[]];
  for (const id of ids) {
    if (id === "-") groups.push([]);
    else groups.at(-1)?.push(...available.filter((one) => one.id === id).slice(-1));
  }
  return groups.filter((group) => group.length > 0);
}

type MenuProps = ItemsProps & {
  /** What the button is called: "More for shot 1A". */
  label: string;
  isBusy?: boolean;
  width?: number;
  /** Further entries, between the actions and those of `last`. */
  children?: ReactNode;
  /** Actions that stand at the end, e.g. what deletes. */
  last?: readonly string[];
};

/** A "more" button with a menu of registered actions. */
export function ActionMenu({ label, ids, subject, isBusy = false, width, children, last }: MenuProps) {
  const about = subject === undefined ? {} : { subject };
  return (
    <Menu position="bottom-end" withinPortal {...(width === undefined ? {} : { width })}>
      <Menu.Target>
        <ActionIcon
          size={28}
          aria-label={label}
          loading={isBusy}
          onClick={(event) => event.stopPropagation()}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      {/* A click in the menu is none on the row around it, although React would pass it on. */}
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        <ActionItems ids={ids} {...about} />
        {children}
        {last === undefined ? null : (
          <>
            <Menu.Divider />
            <ActionItems ids={last} {...about} />
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
