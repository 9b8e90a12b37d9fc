import { Button, Group, Select } from "@mantine/core";
import { IconArrowsLeftRight, IconCircleCheck } from "@tabler/icons-react";
import type { Take } from "@backlot/shared/generation/artifact";

/** Which take is on screen, which one is circled, and a second one to flip to on the same frame. */
export function TakeBar(props: {
  takes: readonly Take[];
  take: Take;
  compared: Take | null;
  circledId: string | undefined;
  mayCircle: boolean;
  onTake: (id: string) => void;
  onCompare: (id: string | null) => void;
  onFlip: () => void;
  onCircle: () => void;
}) {
  const { takes, take } = props;
  const isCircled = props.circledId === take.id;
  const nameOf = (one: Take) =>
    `Take ${one.number}${one.id === props.circledId ? " · circled" : ""}${one.alternate ? " · alternate" : ""}`;
  return (
    <Group gap={8}>
      <Select
        size="xs"
        w={150}
        aria-label="Take"
        allowDeselect={false}
        data={takes.map((one) => ({ value: one.id, label: nameOf(one) }))}
        value={take.id}
        onChange={(id) => {
          if (id !== null) props.onTake(id);
        }}
      />
      {props.mayCircle ? (
        <Button
          size="compact-sm"
          variant={isCircled ? "filled" : "default"}
          leftSection={<IconCircleCheck size={16} />}
          aria-pressed={isCircled}
          onClick={props.onCircle}
        >
          {isCircled ? "Circled" : "Circle"}
        </Button>
      ) : null}
      {takes.length > 1 ? (
        <>
          <Select
            size="xs"
            w={150}
            aria-label="Compare with"
            placeholder="Compare with"
            clearable
            clearButtonProps={{ "aria-label": "Stop comparing" }}
            data={takes
              .filter((one) => one.id !== take.id)
              .map((one) => ({ value: one.id, label: nameOf(one) }))}
            value={props.compared?.id ?? null}
            onChange={props.onCompare}
          />
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowsLeftRight size={16} />}
            disabled={props.compared === null}
            onClick={props.onFlip}
          >
            Switch
          </Button>
        </>
      ) : null}
    </Group>
  );
}
