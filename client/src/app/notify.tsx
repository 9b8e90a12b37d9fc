import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { toAppError } from "@backlot/shared/errors/app-error";

const closeButtonProps = { "aria-label": "Dismiss" };

/** Says that something is done. */
export function notifyDone(message: string): void {
  notifications.show({ closeButtonProps, message, icon: <IconCheck size={18} />, color: "gray" });
}

/** Says what was done and offers to take it back: undo instead of "are you sure?". */
export function notifyUndo(message: string, undo: () => void): void {
  const id = `undo-${crypto.randomUUID()}`;
  notifications.show({
    id,
    closeButtonProps,
    autoClose: 10_000,
    color: "gray",
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </Group>
    ),
  });
}

/** Says what went wrong and what to do about it, in a person's words. */
export function notifyFailure(thrown: unknown): void {
  const error = toAppError(thrown);
  notifications.show({
    closeButtonProps,
    autoClose: 12_000,
    color: "red",
    icon: <IconAlertTriangle size={18} />,
    title: error.sentence,
    message: error.nextStep ?? "",
  });
}
