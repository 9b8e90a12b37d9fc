import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import { IconArrowLeft, IconArrowRight, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { formatTimecode } from "@backlot/shared/time/timecode";
import { stepIndex, lengthOf, trim, type StripClip } from "./timeline.ts";
import type { CutEdits } from "./use-cut.ts";

const film = { num: 24, den: 1 };

/** The chosen clip by numbers: trims, order and removal without a pointer. */
export function ClipInspector(props: { clip: StripClip; strip: readonly StripClip[]; edits: CutEdits }) {
  const { clip, edits, strip } = props;
  const ids = strip.map((one) => one.id);
  const move = (by: -1 | 1) => {
    const index = stepIndex(ids, clip.id, by);
    if (index !== null) edits.move(clip.id, index, ids);
  };
  return (
    <Stack component="section" gap="sm" p="md" aria-label={`Clip ${clip.label}`}>
      <Text component="h2" fw={600} m={0}>
        Clip {clip.label}
      </Text>
      <Text size="sm" c="dimmed">
        {formatTimecode(clip.start, film)} · {lengthOf(clip)} of {clip.sourceFrames} frames
        {clip.take === null ? " · not filmed yet" : ` · take ${clip.take.number}`}
      </Text>
      <Group grow>
        <FrameField
          label="First frame"
          value={clip.inFrame}
          isEditable={edits.mayEdit}
          onCommit={(frame) => edits.change(clip.id, trim(clip, "in", frame - clip.inFrame))}
        />
        <FrameField
          label="End frame"
          value={clip.outFrame}
          isEditable={edits.mayEdit}
          onCommit={(frame) => edits.change(clip.id, trim(clip, "out", frame - clip.outFrame))}
        />
      </Group>
      {edits.mayEdit ? (
        <Group gap={8}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowLeft size={16} />}
            disabled={stepIndex(ids, clip.id, -1) === null}
            onClick={() => move(-1)}
          >
            Earlier
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowRight size={16} />}
            disabled={stepIndex(ids, clip.id, 1) === null}
            onClick={() => move(1)}
          >
            Later
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconTrash size={16} />}
            onClick={() => edits.remove(clip.id, clip.label)}
          >
            Remove
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

type FrameFieldProps = {
  label: string;
  value: number;
  isEditable: boolean;
  onCommit: (frame: number) => void;
};

/** A frame as a number, taken on Enter or when the field is left: half of a number must not trim anything. */
function FrameField({ label, value, isEditable, onCommit }: FrameFieldProps) {
  const [typed, setTyped] = useState<number | string | null>(null);
  function commit() {
    setTyped(null);
    if (typeof typed === "number" && typed !== value) onCommit(typed);
  }
  return (
    <NumberInput
      label={label}
      value={typed ?? value}
      disabled={!isEditable}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      onChange={setTyped}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}
