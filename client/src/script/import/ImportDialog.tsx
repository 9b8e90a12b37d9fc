import { Alert, Button, Group, Loader, Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import type { AppError } from "@backlot/shared/errors/app-error";
import { assembleScreenplay, correctLine, type Understood } from "@backlot/shared/screenplay/understood";
import { useState } from "react";
import { useIsOffline } from "../../session/hooks.ts";
import { FileDrop } from "./FileDrop.tsx";
import { ImportPreview } from "./ImportPreview.tsx";
import { ImportSummary } from "./ImportSummary.tsx";
import { titleOf, useFileReading } from "./use-file-reading.ts";
import { useSendScript } from "./use-send-script.ts";
import classes from "./ImportDialog.module.css";

type Props = {
  /** Whether the person may replace this project's script. */
  mayReplace: boolean;
  onClose: () => void;
};

/**
 * Brings a script in: choose a file, see how each line was understood, correct what is wrong, and say where it goes.
 * Nothing is changed before the last button.
 */
export function ImportDialog({ mayReplace, onClose }: Props) {
  const isNarrow = useMediaQuery("(width <= 48em)");
  const reading = useFileReading();
  const { state } = reading;
  return (
    <Modal
      opened
      onClose={onClose}
      title="Import a script"
      size={state.kind === "understood" ? "62rem" : "lg"}
      fullScreen={isNarrow === true}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {state.kind === "understood" ? (
        <Understanding
          key={state.file.name}
          file={state.file}
          first={state.understood}
          mayReplace={mayReplace}
          onOther={reading.reset}
          onClose={onClose}
        />
      ) : (
        <Stack gap="md">
          {state.kind === "refused" ? <Refusal error={state.error} name={state.file.name} /> : null}
          {state.kind === "reading" ? (
            <Group justify="space-between" className={classes.reading}>
              <Group gap="sm" component="output">
                <Loader size="sm" />
                <Text size="sm">Reading “{state.file.name}” …</Text>
              </Group>
              <Button variant="default" size="compact-md" onClick={reading.reset}>
                Stop
              </Button>
            </Group>
          ) : (
            <FileDrop onFile={reading.read} />
          )}
        </Stack>
      )}
    </Modal>
  );
}

export function Refusal({ error, name }: { error: AppError; name?: string }) {
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} title={name} role="alert">
      {error.sentence} {error.nextStep}
    </Alert>
  );
}

type UnderstandingProps = Props & { file: File; first: Understood; onOther: () => void };

function Understanding({ file, first, mayReplace, onOther, onClose }: UnderstandingProps) {
  const [understood, setUnderstood] = useState(first);
  const [target, setTarget] = useState<"replace" | "project">(mayReplace ? "replace" : "project");
  const [title, setTitle] = useState(() => titleOf(first, file.name));
  const sending = useSendScript({ fileName: file.name, onDone: onClose });
  const isOffline = useIsOffline();
  const hasScene = understood.lines.some((line) => line.element === "sceneHeading");

  function send() {
    const screenplay = assembleScreenplay(understood);
    const kept = understood.kept;
    if (target === "replace") sending.replace({ screenplay, kept });
    else sending.makeProject({ title: title.trim(), screenplay, kept });
  }

  return (
    <Stack gap="md">
      <ImportSummary fileName={file.name} understood={understood} />
      {understood.remarks.length > 0 ? (
        <Alert color="gray" icon={<IconInfoCircle size={18} />}>
          {understood.remarks.map((remark) => (
            <div key={remark}>{remark}</div>
          ))}
        </Alert>
      ) : null}
      <ImportPreview
        understood={understood}
        onCorrect={(index, element) => setUnderstood((now) => correctLine(now, index, element))}
      />
      <Group align="flex-end" gap="xl">
        <Radio.Group
          label="Where it goes"
          value={target}
          onChange={(value) => setTarget(value === "replace" ? "replace" : "project")}
        >
          <Group mt={6} gap="lg">
            <Radio value="replace" label="Replace this script" disabled={!mayReplace} />
            <Radio value="project" label="New project" />
          </Group>
        </Radio.Group>
        {target === "project" ? (
          <TextInput
            label="Title"
            className={classes.title}
            value={title}
            maxLength={200}
            error={title.trim() === "" ? "Give the project a title." : null}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        ) : (
          <Text size="sm" c="dimmed" className={classes.hint}>
            Scenes that did not change keep their shots and takes.
          </Text>
        )}
      </Group>
      {hasScene ? null : (
        <Text size="sm" c="red.4">
          A script needs at least one scene heading.
        </Text>
      )}
      {sending.error === null ? null : <Refusal error={sending.error} />}
      {isOffline ? (
        <Text size="sm" c="dimmed" component="output">
          Offline: the file can be read and corrected here, and goes in once the studio is reached again.
        </Text>
      ) : null}
      <Group justify="space-between">
        <Button variant="subtle" color="gray" onClick={onOther}>
          Another file
        </Button>
        <Group gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={sending.isPending}
            disabled={isOffline || !hasScene || (target === "project" && title.trim() === "")}
            onClick={send}
          >
            {target === "replace" ? "Replace the script" : "Make the project"}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}
