import { Group, Modal, SimpleGrid, Stack, Switch, Text, Title } from "@mantine/core";
import { Keys } from "./CommandPalette.tsx";
import { useAvailableActions } from "./actions.ts";
import { isShortcutOn, useSingleKeys } from "./single-keys.ts";

/** Every shortcut that works here, grouped; opened with "?". */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="xl">
      <Shortcuts />
    </Modal>
  );
}

/** Mounted with the sheet, so that it shows what can be done at that moment. */
function Shortcuts() {
  const [areSingleKeysOn, setSingleKeys] = useSingleKeys();
  const groups = Map.groupBy(
    useAvailableActions().filter((one) => one.shortcut !== undefined && isShortcutOn(one.shortcut)),
    (one) => one.group ?? "Here",
  );
  return (
    <Stack gap="xl">
      <Switch
        label="Single-key shortcuts"
        description="Off: only shortcuts with Ctrl, Alt or a named key work. For this browser."
        checked={areSingleKeysOn}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" verticalSpacing="lg">
        {[...groups].map(([group, actions]) => (
          <Stack key={group} gap={6}>
            <Title order={3} size="h4" c="dimmed">
              {group}
            </Title>
            {actions.map((one) => (
              <Group key={one.id} justify="space-between" wrap="nowrap" gap="sm">
                <Text size="sm">{one.label}</Text>
                <Keys shortcut={one.shortcut ?? ""} />
              </Group>
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
