import { ActionIcon, Chip, Group, Stack, Text } from "@mantine/core";
import { IconBookmark, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { plainText, type ScriptBlock, type Verdict } from "@backlot/shared/screenplay/block";
import { DraftInput } from "../../app/DraftInput.tsx";
import { useDesk } from "../desk-context.ts";
import { verdictLabels } from "../editor/gutter.ts";
import { useScriptValue } from "../use-script-value.ts";
import { useBlockAttribute } from "./use-block-attribute.ts";
import classes from "./MarksPanel.module.css";

type Marked = { id: string; text: string; verdict: Verdict | null; bookmark: string | null };
type Shown = Verdict | "all" | "bookmarks";

/** Every bookmark and every marked paragraph, in the order of the script. */
export default function MarksPanel() {
  const { editor } = useDesk();
  const marked = useScriptValue(editor, read);
  const [shown, setShown] = useState<Shown>("all");
  const count = (what: Shown) => marked.filter((one) => isShown(one, what)).length;
  const kinds: [Shown, string][] = [
    ["all", "All"],
    ["bookmarks", "Bookmarks"],
    ...(Object.entries(verdictLabels) as [Verdict, string][]),
  ];
  if (marked.length === 0) {
    return (
      <Text size="sm" c="dimmed" p={16}>
        Nothing is marked yet. In the Mark menu, or with Ctrl+K, put a bookmark on a line, or say of a
        paragraph: keep, rewrite, love, hate.
      </Text>
    );
  }
  return (
    <Stack p={16} gap={14}>
      <Chip.Group value={shown} onChange={(value) => setShown(value as Shown)}>
        <Group gap={6}>
          {kinds
            .filter(([kind]) => kind === "all" || count(kind) > 0)
            .map(([kind, label]) => (
              <Chip key={kind} value={kind} size="xs">
                {label} {count(kind)}
              </Chip>
            ))}
        </Group>
      </Chip.Group>
      <ul className={classes.list}>
        {marked
          .filter((one) => isShown(one, shown))
          .map((one) => (
            <Entry key={one.id} marked={one} />
          ))}
      </ul>
    </Stack>
  );
}

function isShown(one: Marked, shown: Shown): boolean {
  return shown === "all" || (shown === "bookmarks" ? one.bookmark !== null : one.verdict === shown);
}

function read(blocks: readonly ScriptBlock[]): Marked[] {
  return blocks
    .filter((one) => one.verdict !== undefined || one.bookmark !== undefined)
    .map((one) => ({
      id: one.id,
      text: plainText(one).slice(0, 140),
      verdict: one.verdict ?? null,
      bookmark: one.bookmark ?? null,
    }));
}

function Entry({ marked }: { marked: Marked }) {
  const { goTo, isEditable } = useDesk();
  const set = useBlockAttribute();
  return (
    <li className={classes.entry}>
      {marked.bookmark === null ? null : isEditable ? (
        <Group gap={6} wrap="nowrap">
          <IconBookmark size={16} className={classes.flag} aria-hidden />
          <DraftInput
            size="xs"
            flex={1}
            maxLength={80}
            aria-label="Bookmark"
            value={marked.bookmark}
            onCommit={(label) => set(marked.id, "bookmark", label)}
          />
          <ActionIcon
            size={28}
            aria-label={`Remove the bookmark ${marked.bookmark}`}
            onClick={() => set(marked.id, "bookmark", null)}
          >
            <IconX size={15} />
          </ActionIcon>
        </Group>
      ) : (
        <Text size="sm" fw={600}>
          {marked.bookmark}
        </Text>
      )}
      <button type="button" className={classes.line} onClick={() => goTo(marked.id)}>
        {marked.verdict === null ? null : (
          <span className={classes.verdict} data-verdict={marked.verdict}>
            {verdictLabels[marked.verdict]}
          </span>
        )}
        {marked.text || "An empty line"}
      </button>
    </li>
  );
}
