import { ActionIcon, Button, Group, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { assetLimits, type Asset, type Look } from "@backlot/shared/asset/schema";
import { addLook, changeLook, removeLook } from "@backlot/shared/documents/assets";
import { localEdit } from "@backlot/shared/documents/record";
import { attemptIf } from "../app/attempt.ts";
import { notifyUndo } from "../app/notify.tsx";
import { useSession } from "../session/hooks.ts";

type Fields = Pick<Look, "name" | "description">;

/** The appearances of an asset: "in a space suit". */
export function AssetLooks({ asset, isEditable }: { asset: Asset; isEditable: boolean }) {
  const doc = useSession().documents.assets;
  /** The look that is written: an id, "new", or none. */
  const [written, setWritten] = useState<string | null>(null);
  const attempt = attemptIf(isEditable);
  if (asset.looks.length === 0 && !isEditable) return null;

  function save(id: string | null, fields: Fields) {
    attempt(() => {
      if (id === null) addLook(doc, asset.id, fields, localEdit);
      else changeLook(doc, asset.id, { id, ...fields }, localEdit);
      setWritten(null);
    });
  }
  function remove(look: Look) {
    attempt(() => {
      removeLook(doc, asset.id, look.id, localEdit);
      // With its own id, so that the shots that name it have it back.
      notifyUndo(`The look “${look.name}” is removed.`, () => addLook(doc, asset.id, look, localEdit));
    });
  }

  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Title order={4}>Looks</Title>
        {isEditable && written === null ? (
          <Button size="compact-sm" variant="subtle" onClick={() => setWritten("new")}>
            Add a look
          </Button>
        ) : null}
      </Group>
      <Stack gap="xs">
        {asset.looks.map((look) =>
          written === look.id ? (
            <LookForm
              key={look.id}
              look={look}
              onSave={(fields) => save(look.id, fields)}
              onCancel={() => setWritten(null)}
            />
          ) : (
            <Group key={look.id} justify="space-between" wrap="nowrap" align="start">
              <div style={{ minWidth: 0 }}>
                <Text size="sm" fw={600}>
                  {look.name}
                </Text>
                <Text size="sm" c="dimmed">
                  {look.description}
                </Text>
              </div>
              {isEditable ? (
                <Group gap={2} wrap="nowrap">
                  <ActionIcon
                    size={26}
                    aria-label={`Change the look ${look.name}`}
                    onClick={() => setWritten(look.id)}
                  >
                    <IconPencil size={16} />
                  </ActionIcon>
                  <ActionIcon
                    size={26}
                    aria-label={`Remove the look ${look.name}`}
                    onClick={() => remove(look)}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </Group>
              ) : null}
            </Group>
          ),
        )}
        {asset.looks.length === 0 && written === null ? (
          <Text size="sm" c="dimmed">
            Only as described.
          </Text>
        ) : null}
        {written === "new" ? (
          <LookForm look={null} onSave={(fields) => save(null, fields)} onCancel={() => setWritten(null)} />
        ) : null}
      </Stack>
    </div>
  );
}

type FormProps = { look: Look | null; onSave: (fields: Fields) => void; onCancel: () => void };

function LookForm({ look, onSave, onCancel }: FormProps) {
  const [fields, setFields] = useState<Fields>({
    name: look?.name ?? "",
    description: look?.description ?? "",
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (fields.name.trim() !== "") onSave(fields);
      }}
    >
      <TextInput
        label="Name of the look"
        placeholder="In a space suit"
        data-autofocus
        value={fields.name}
        maxLength={assetLimits.name}
        onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
      />
      <Textarea
        mt="xs"
        label="What is different"
        value={fields.description}
        maxLength={assetLimits.look}
        onChange={(event) => setFields({ ...fields, description: event.currentTarget.value })}
      />
      <Group justify="flex-end" mt="xs">
        <Button size="compact-md" variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="compact-md" type="submit" disabled={fields.name.trim() === ""}>
          {look === null ? "Add" : "Save"}
        </Button>
      </Group>
    </form>
  );
}
