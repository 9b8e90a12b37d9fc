import { ActionIcon, Button, Checkbox, Group, MultiSelect, Stack, Text, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { blockTypes, type BlockType } from "@backlot/shared/screenplay/block";
import { counted } from "../../app/words.ts";
import { useDesk } from "../desk-context.ts";
import { elementLabels } from "../element-labels.ts";
import { useFind } from "./use-find.ts";

const elements = blockTypes
  .filter((type) => type !== "pageBreak")
  .map((type) => ({ value: type, label: elementLabels[type] }));

/** Finds a text in the script, in some elements or in all, and replaces it once or everywhere. */
export default function FindPanel() {
  const { isEditable } = useDesk();
  const [text, setText] = useState("");
  const [matchCase, setMatchCase] = useState(false);
  const [wholeWord, setWholeWord] = useState(false);
  const [only, setOnly] = useState<BlockType[]>([]);
  const [replacement, setReplacement] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const { found, active, step, replaceOne, replaceAll } = useFind({
    text,
    matchCase,
    wholeWord,
    elements: only,
  });

  useEffect(() => field.current?.focus(), []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  }

  return (
    <Stack p={16} gap={14}>
      <TextInput
        ref={field}
        label="Find"
        value={text}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Group justify="space-between" wrap="nowrap" mih={32}>
        <Text size="sm" c="dimmed" component="output">
          {text === ""
            ? "Enter goes to the next one, Shift+Enter back."
            : found.length === 0
              ? "Nowhere in the script."
              : `${active + 1} of ${found.length}`}
        </Text>
        {found.length === 0 ? null : (
          <Group gap={2} wrap="nowrap">
            <ActionIcon aria-label="Previous" onClick={() => step(-1)}>
              <IconChevronUp size={18} />
            </ActionIcon>
            <ActionIcon aria-label="Next" onClick={() => step(1)}>
              <IconChevronDown size={18} />
            </ActionIcon>
          </Group>
        )}
      </Group>
      <Group gap={18}>
        <Checkbox label="Match case" checked={matchCase} onChange={() => setMatchCase(!matchCase)} />
        <Checkbox label="Whole words" checked={wholeWord} onChange={() => setWholeWord(!wholeWord)} />
      </Group>
      <MultiSelect
        label="Only in"
        placeholder={only.length === 0 ? "Every element" : ""}
        data={elements}
        value={only}
        clearable
        onChange={(values) => setOnly(values as BlockType[])}
      />
      {isEditable ? (
        <>
          <TextInput
            label="Replace with"
            value={replacement}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setReplacement(event.currentTarget.value)}
          />
          <Group gap={8} grow>
            <Button variant="default" disabled={found.length === 0} onClick={() => replaceOne(replacement)}>
              Replace
            </Button>
            <Button
              variant="light"
              disabled={found.length === 0}
              aria-label={`Replace all: ${counted(found.length, "place")}`}
              onClick={() => replaceAll(replacement)}
            >
              Replace all
            </Button>
          </Group>
        </>
      ) : null}
    </Stack>
  );
}
