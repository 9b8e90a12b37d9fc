import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";

type Question = {
  title: string;
  /** What happens, and what stays. */
  sentence: string;
  /** What the button says: the verb of the question, never "OK". */
  verb: string;
  run: () => void;
};

/** Asks before something that cannot be taken back. Whatever can be is done at once, with `notifyUndo`. */
export function askFirst({ title, sentence, verb, run }: Question): void {
  modals.openConfirmModal({
    title,
    children: <Text size="sm">{sentence}</Text>,
    // It may be asked from a drawer.
    zIndex: 400,
    labels: { confirm: verb, cancel: "Back" },
    confirmProps: { color: "red.8", "data-autofocus": false },
    cancelProps: { "data-autofocus": true },
    onConfirm: run,
  });
}
