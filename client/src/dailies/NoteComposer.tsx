import { ActionIcon, Button, Group, Text, Textarea } from "@mantine/core";
import { IconArrowBackUp, IconPencil, IconTrash } from "@tabler/icons-react";
import type { Rate } from "@backlot/shared/time/rate";
import { formatTimecode } from "@backlot/shared/time/timecode";
import { SwitchButton } from "../app/SwitchButton.tsx";
import { inks } from "./strokes.ts";
import type { DraftTools } from "./use-draft.ts";
import classes from "./Notes.module.css";

/** Where a note is written: the first letter stops the player and pins the frame, a pencil draws on the picture. */
export function NoteComposer(props: {
  tools: DraftTools;
  frame: number;
  rate: Rate;
  onSend: () => void;
  onShow: (frame: number) => void;
}) {
  const { tools, rate } = props;
  const { draft } = tools;
  const isEmpty = draft.text.trim() === "" && draft.strokes.length === 0;
  const at = draft.frame ?? props.frame;
  return (
    <form
      className={classes.composer}
      aria-label="New note"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) props.onSend();
      }}
    >
      <Textarea
        aria-label="Note"
        placeholder={`Note at ${formatTimecode(at, rate)}`}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={10_000}
        value={draft.text}
        data-note-field
        onChange={(event) => tools.write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
      <div className={classes.tools}>
        <SwitchButton
          label="Draw on the picture"
          tip={draft.isDrawing ? "Put the pencil away" : "Draw on the picture"}
          isOn={draft.isDrawing}
          icon={IconPencil}
          toggle={() => tools.setDrawing(!draft.isDrawing)}
        />
        {draft.isDrawing ? <Inks tools={tools} /> : null}
        <Group gap={6} ml="auto" wrap="nowrap">
          {draft.frame === null ? null : (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={tools.reset}>
              Discard
            </Button>
          )}
          <Button type="submit" size="compact-sm" disabled={isEmpty}>
            Send
          </Button>
        </Group>
      </div>
      {draft.frame === null || draft.frame === props.frame ? null : (
        <Group gap={6}>
          <Text size="xs" c="dimmed">
            Pinned to {formatTimecode(draft.frame, rate)}
          </Text>
          <Button size="compact-sm" variant="default" onClick={() => props.onShow(draft.frame ?? 0)}>
            Go there
          </Button>
          {draft.strokes.length === 0 ? (
            <Button size="compact-sm" variant="default" onClick={() => tools.moveTo(props.frame)}>
              Pin here instead
            </Button>
          ) : null}
        </Group>
      )}
    </form>
  );
}

/** The colours to draw in, and how to take strokes back. */
function Inks({ tools }: { tools: DraftTools }) {
  const { draft } = tools;
  const isClean = draft.strokes.length === 0;
  return (
    <>
      {inks.map((ink) => (
        <button
          key={ink.color}
          type="button"
          className={classes.ink}
          aria-label={`Draw in ${ink.name.toLowerCase()}`}
          aria-pressed={draft.color === ink.color}
          style={{ "--ink": ink.color } as React.CSSProperties}
          onClick={() => tools.setColor(ink.color)}
        />
      ))}
      <ActionIcon
        size={28}
        aria-label="Take back the last stroke"
        disabled={isClean}
        onClick={tools.undoStroke}
      >
        <IconArrowBackUp size={18} />
      </ActionIcon>
      <ActionIcon size={28} aria-label="Clear the drawing" disabled={isClean} onClick={tools.clearStrokes}>
        <IconTrash size={18} />
      </ActionIcon>
    </>
  );
}
