import {
  IconArrowBackUp,
  IconArrowDown,
  IconArrowForwardUp,
  IconArrowUp,
  IconCopy,
  IconLayoutGrid,
  IconPlus,
  IconRefresh,
  IconTable,
  IconTrash,
  IconUsers,
  IconUsersPlus,
} from "@tabler/icons-react";
import { useActions, type Action } from "../app/actions.ts";
import { usePlace } from "../app/search.ts";
import { useProject } from "../project/use-project.tsx";
import { useUndo } from "../session/hooks.ts";
import type { ShotListContext } from "./list-context.ts";
import { neighbourOf, type SceneGroup } from "./outline.ts";

type Here = {
  list: ShotListContext;
  selected: string | undefined;
  group: SceneGroup | undefined;
  bring: () => void;
};

/** The action that moves a shot to a scene. */
export const toScene = (sceneId: string) => `shot.to-scene.${sceneId}`;

/** What can be done in Shot Studio; palette, shortcuts and menus read this list. */
export function useShotActions({ list, selected, group, bring }: Here): void {
  const { look } = usePlace();
  const { can } = useProject();
  const { undo, redo } = useUndo("shots");
  const { mayEdit } = list.edits;
  const mayEditShot = (subject = selected) => mayEdit && subject !== undefined;
  const onShot =
    (act: (id: string) => void) =>
    (subject = selected) => {
      if (subject !== undefined) act(subject);
    };
  const goTo = (by: -1 | 1) => () => {
    const next = neighbourOf(list.groups, selected, by);
    if (next !== undefined) list.select(next);
  };
  const groupName = "Shot Studio";
  useActions([
    {
      id: "shot.add",
      label: "Add a shot after the selected one",
      group: groupName,
      icon: IconPlus,
      shortcut: "N",
      isAvailable: () => mayEdit && group !== undefined && !group.isGone,
      run: () => {
        if (group !== undefined) list.add(group, selected);
      },
    },
    {
      id: "shot.add-last",
      label: "Add a shot at the end of the scene",
      group: groupName,
      icon: IconPlus,
      shortcut: "shift+N",
      isAvailable: () => mayEdit && group !== undefined && !group.isGone,
      run: () => {
        if (group !== undefined) list.add(group);
      },
    },
    {
      id: "shot.duplicate",
      label: "Duplicate the shot",
      group: groupName,
      icon: IconCopy,
      shortcut: "mod+D",
      isAvailable: mayEditShot,
      run: onShot(list.duplicate),
    },
    {
      id: "shot.delete",
      label: "Delete the shot",
      group: groupName,
      icon: IconTrash,
      shortcut: "Delete",
      isDestructive: true,
      isAvailable: mayEditShot,
      run: onShot(list.remove),
    },
    {
      id: "shot.up",
      label: "Move the shot up",
      group: groupName,
      icon: IconArrowUp,
      shortcut: "alt+ArrowUp",
      isAvailable: mayEditShot,
      run: onShot((id) => list.step(id, -1)),
    },
    {
      id: "shot.down",
      label: "Move the shot down",
      group: groupName,
      icon: IconArrowDown,
      shortcut: "alt+ArrowDown",
      isAvailable: mayEditShot,
      run: onShot((id) => list.step(id, 1)),
    },
    { id: "shot.next", label: "Next shot", group: groupName, shortcut: "J", run: goTo(1) },
    { id: "shot.previous", label: "Previous shot", group: groupName, shortcut: "K", run: goTo(-1) },
    {
      id: "shot.view-table",
      label: "Show the shots as a table",
      group: groupName,
      icon: IconTable,
      shortcut: "1",
      run: () => look({ view: "table" }),
    },
    {
      id: "shot.view-cards",
      label: "Show the shots as cards",
      group: groupName,
      icon: IconLayoutGrid,
      shortcut: "2",
      run: () => look({ view: "cards" }),
    },
    {
      id: "shot.view-presence",
      label: "Show the presence grid",
      group: groupName,
      icon: IconUsers,
      shortcut: "3",
      run: () => look({ view: "presence" }),
    },
    ...list.groups
      .filter((one) => !one.isGone)
      .map((one): Action => ({
        id: toScene(one.id),
        label: `Move to ${one.number}. ${one.heading}`,
        group: "Move the shot",
        isAvailable: (subject = selected) => mayEditShot(subject) && !one.shotIds.includes(subject ?? ""),
        run: onShot((id) => list.moveToScene(id, one)),
      })),
    {
      id: "scene.cast",
      label: "Cast of the scene …",
      group: groupName,
      icon: IconUsersPlus,
      shortcut: "C",
      keywords: ["add", "asset", "library", "presence"],
      isAvailable: () => mayEdit && group !== undefined && !group.isGone,
      run: () => {
        if (group !== undefined) list.openCast(group);
      },
    },
    {
      id: "shot.bring-up-to-date",
      label: "Bring up to date …",
      group: groupName,
      icon: IconRefresh,
      shortcut: "U",
      isAvailable: () => can("run.start"),
      run: bring,
    },
    {
      id: "shot.undo",
      label: "Undo",
      group: groupName,
      icon: IconArrowBackUp,
      shortcut: "mod+Z",
      isAvailable: () => mayEdit,
      run: undo,
    },
    {
      id: "shot.redo",
      label: "Redo",
      group: groupName,
      icon: IconArrowForwardUp,
      shortcut: "mod+shift+Z",
      isAvailable: () => mayEdit,
      run: redo,
    },
  ]);
}
