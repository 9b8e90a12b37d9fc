import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { readTitlePage } from "@backlot/shared/documents/title-page";
import { useDocumentValue } from "../../session/hooks.ts";
import { useDesk } from "../desk-context.ts";
import { LinesField } from "./LinesField.tsx";
import { titlePageFields } from "./title-page-fields.ts";
import { useTitlePage } from "./use-title-page.ts";

/** The title page: what is written on it, live for everybody. */
export default function TitlePagePanel() {
  const { isEditable } = useDesk();
  const entries = useDocumentValue("script", readTitlePage);
  const write = useTitlePage();
  const [key, setKey] = useState("");
  const fields = titlePageFields(entries);
  const isNew =
    key.trim() !== "" && !fields.some((one) => one.key.toLowerCase() === key.trim().toLowerCase());
  if (!isEditable && entries.length === 0) {
    return (
      <Text size="sm" c="dimmed" p={16}>
        The script has no title page yet.
      </Text>
    );
  }
  return (
    <Stack p={16} gap={14}>
      {fields
        .filter((one) => isEditable || one.lines.length > 0)
        .map((one) => (
          <LinesField
            key={one.key}
            label={one.key}
            placeholder={one.hint}
            lines={one.lines}
            isReadOnly={!isEditable}
            onCommit={(lines) => write(one.key, lines)}
          />
        ))}
      {isEditable ? (
        <Group align="end" gap={8} wrap="nowrap">
          <TextInput
            flex={1}
            label="Something else"
            placeholder="Episode"
            maxLength={60}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value.replaceAll(":", ""))}
          />
          <Button
            variant="default"
            disabled={!isNew}
            onClick={() => {
              write(key.trim(), [""]);
              setKey("");
            }}
          >
            Add
          </Button>
        </Group>
      ) : null}
      <Text size="xs" c="dimmed">
        Title, credit, author and source stand in the middle of the page, draft date and contact at its foot.
        Other entries are kept and not printed.
      </Text>
    </Stack>
  );
}
