import {
  Alert,
  Autocomplete,
  Button,
  Checkbox,
  Group,
  Modal,
  ScrollArea,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconAlertTriangle, IconUserEdit } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { planRename, type RenamePlace } from "@backlot/shared/documents/rename-character";
import { displayName } from "@backlot/shared/screenplay/cue";
import { characterNames } from "@backlot/shared/screenplay/elements";
import { useActions } from "../../app/actions.ts";
import { notifyUndo } from "../../app/notify.tsx";
import { counted } from "../../app/words.ts";
import { useSession } from "../../session/hooks.ts";
import { useDesk } from "../desk-context.ts";
import { blocksOf } from "../editor/blocks-of.ts";
import { useSuggesting } from "../proposal/suggest-context.ts";
import { renameEverywhere } from "./rename-everywhere.ts";
import classes from "./RenameDialog.module.css";

const groupLabels: Record<RenamePlace["group"], string> = {
  cues: "Cues",
  headings: "Scene headings",
  action: "Action",
  dialogue: "Dialogue",
  notes: "Notes and outline",
  assets: "Assets",
  shots: "Shots",
};

/** Renames a character in script, assets and shots, after showing every place. */
export function RenameDialog() {
  const { isEditable } = useDesk();
  const [isOpen, setOpen] = useState(false);
  useActions([
    {
      id: "script.rename",
      label: "Rename a character everywhere …",
      group: "Script",
      icon: IconUserEdit,
      keywords: ["replace", "name", "cue"],
      isAvailable: () => isEditable,
      run: () => setOpen(true),
    },
  ]);
  return (
    <Modal opened={isOpen} onClose={() => setOpen(false)} title="Rename a character" size="lg">
      {isOpen ? <RenameForm onDone={() => setOpen(false)} /> : null}
    </Modal>
  );
}

function RenameForm({ onDone }: { onDone: () => void }) {
  const { editor } = useDesk();
  const { documents } = useSession();
  const isSuggesting = useSuggesting().draft !== null;
  const cast = useMemo(() => characterNames(blocksOf(editor.state.doc)).map(displayName), [editor]);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  // Until a new name is there, the plan shows where the old one stands.
  const plan = useMemo(() => {
    const { places, isTaken } = planRename(documents, { from, to: to.trim() === "" ? `${from} …` : to });
    // What is only suggested must not reach what is no suggestion.
    const isLeft = ({ group }: RenamePlace) => isSuggesting && (group === "assets" || group === "shots");
    return { isTaken, places: places.filter((one) => !isLeft(one)) };
  }, [documents, from, to, isSuggesting]);
  const chosen = plan.places.filter((one) => !left.has(one.key));
  const isReady = from.trim() !== "" && to.trim() !== "" && chosen.length > 0;

  function rename() {
    const keys = new Set(chosen.map((one) => one.key));
    const { count, undo } = renameEverywhere(editor, documents, { from, to }, keys);
    onDone();
    notifyUndo(
      `${displayName(from.trim())} is ${displayName(to.trim())} in ${counted(count, "place")}.`,
      undo,
    );
  }

  return (
    <Stack gap={14}>
      <Group grow align="start">
        <Autocomplete label="Who" data={cast} value={from} onChange={setFrom} maxLength={60} data-autofocus />
        <TextInput
          label="New name"
          value={to}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setTo(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing && isReady) rename();
          }}
        />
      </Group>
      {plan.isTaken ? (
        <Alert icon={<IconAlertTriangle size={18} />} color="yellow" variant="light">
          {displayName(to.trim())} speaks already. After this the two cannot be told apart.
        </Alert>
      ) : null}
      {from.trim() === "" ? (
        <Text size="sm" c="dimmed">
          Choose who is renamed; every place is shown here before anything changes.
        </Text>
      ) : plan.places.length === 0 ? (
        <Text size="sm" c="dimmed">
          This name stands nowhere in the script, the assets or the shots.
        </Text>
      ) : (
        <ScrollArea.Autosize mah="45dvh" type="auto">
          <Preview places={plan.places} left={left} isNamed={to.trim() !== ""} onChange={setLeft} />
        </ScrollArea.Autosize>
      )}
      {isSuggesting ? (
        <Text size="sm" c="dimmed">
          While you suggest, assets and shots keep the old name.
        </Text>
      ) : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button disabled={!isReady} onClick={rename}>
          {isReady ? `Rename in ${counted(chosen.length, "place")}` : "Rename"}
        </Button>
      </Group>
    </Stack>
  );
}

/** Places that read alike, such as a cue that comes again and again, are one line. */
function alike(places: readonly RenamePlace[], isNamed: boolean): [string, string[]][] {
  const lines = new Map<string, string[]>();
  for (const { key, before, after } of places) {
    const words = isNamed ? after : before;
    lines.set(words, [...(lines.get(words) ?? []), key]);
  }
  return [...lines];
}

type PreviewProps = {
  places: readonly RenamePlace[];
  /** Keys of what stays as it is. */
  left: ReadonlySet<string>;
  isNamed: boolean;
  onChange: (left: ReadonlySet<string>) => void;
};

function Preview({ places, left, isNamed, onChange }: PreviewProps) {
  function toggle(keys: readonly string[], isIn: boolean) {
    const next = new Set(left);
    for (const key of keys)
      if (isIn) next.delete(key);
      else next.add(key);
    onChange(next);
  }
  return (Object.keys(groupLabels) as RenamePlace["group"][]).map((group) => {
    const own = places.filter((one) => one.group === group);
    const taken = own.filter((one) => !left.has(one.key)).length;
    if (own.length === 0) return null;
    return (
      <fieldset key={group} className={classes.group}>
        <legend className="visually-hidden">{groupLabels[group]}</legend>
        <Checkbox
          label={`${groupLabels[group]} (${own.length})`}
          fw={600}
          checked={taken === own.length}
          indeterminate={taken > 0 && taken < own.length}
          onChange={() =>
            toggle(
              own.map((one) => one.key),
              taken < own.length,
            )
          }
        />
        {alike(own, isNamed).map(([words, keys]) => (
          <Checkbox
            key={keys[0]}
            className={classes.place}
            checked={keys.every((key) => !left.has(key))}
            onChange={() => toggle(keys, left.has(keys[0] ?? ""))}
            label={keys.length === 1 ? words : `${words} × ${keys.length}`}
          />
        ))}
      </fieldset>
    );
  });
}
