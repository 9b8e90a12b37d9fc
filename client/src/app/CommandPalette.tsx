import { Group, Kbd } from "@mantine/core";
import { Spotlight, spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { availableActions, runAction, type Action } from "./actions.ts";
import { shortcutKeys } from "./shortcut.ts";
import { isShortcutOn } from "./single-keys.ts";

/** Opens the palette from a button or an action. */
export const openPalette = spotlight.open;

/** Everything that can be done here, found by typing (Ctrl/⌘ K). */
export function CommandPalette() {
  const [actions, setActions] = useState<readonly Action[]>([]);
  const groups = new Map<string, SpotlightActionData[]>();
  for (const one of actions) {
    if (one.id === "palette.open") continue;
    const Icon = one.icon;
    const description = one.waitsFor ?? one.description;
    const entry: SpotlightActionData = {
      id: one.id,
      label: one.label,
      keywords: one.keywords ?? [],
      leftSection: Icon === undefined ? null : <Icon size={18} stroke={1.6} />,
      rightSection:
        one.shortcut === undefined || !isShortcutOn(one.shortcut) ? null : <Keys shortcut={one.shortcut} />,
      onClick: () => void runAction(one.id),
      ...(description === undefined ? {} : { description }),
    };
    const group = one.group ?? "Here";
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  return (
    <Spotlight
      // What can be done is read when it opens: selecting something else since then changed it.
      onSpotlightOpen={() => setActions(availableActions())}
      actions={[...groups].map(([group, entries]) => ({ group, actions: entries }))}
      shortcut={null}
      scrollable
      maxHeight="60vh"
      highlightQuery={false}
      nothingFound="Nothing here does that."
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: "Do something, or go somewhere …",
        "aria-label": "Search actions",
      }}
    />
  );
}

/** A shortcut as keys. */
export function Keys({ shortcut }: { shortcut: string }) {
  return (
    <Group gap={4} wrap="nowrap" aria-hidden>
      {shortcutKeys(shortcut).map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
    </Group>
  );
}
