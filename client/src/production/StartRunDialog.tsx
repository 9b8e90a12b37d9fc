import { Alert, Button, Group, Modal, NumberInput, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { toAppError } from "@backlot/shared/errors/app-error";
import { runOptions, stages } from "@backlot/shared/pipeline/stages";
import { useEngine } from "../project/queries.ts";
import { useOutline } from "../shot/use-shots.ts";
import type { RunCommands } from "./queries.ts";
import { ShotListChoice } from "./ShotListChoice.tsx";

/** Asks how good and at what cost, and says what will be made, before a run begins. */
export function StartRunDialog(props: {
  isOpen: boolean;
  onClose: () => void;
  start: RunCommands["start"];
  onStarted: (runId: string) => void;
}) {
  const groups = useOutline();
  const engine = useEngine().data;
  const [quality, setQuality] = useState<"draft" | "master">("draft");
  const [budget, setBudget] = useState<number | string>(0);
  const scenes = groups.filter((group) => !group.isGone);
  const shots = scenes.reduce((sum, group) => sum + group.shotIds.length, 0);
  const unplanned = scenes.filter((group) => group.shotIds.length === 0).length;
  const failure = props.start.error === null ? null : toAppError(props.start.error);
  const isReady = engine === undefined || engine.state === "ready";
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title="Start a run" size="lg">
      <Stack gap="lg">
        <Radio.Group
          label="Quality"
          value={quality}
          onChange={(value) => setQuality(value === "master" ? "master" : "draft")}
        >
          <Stack gap={8} mt={6}>
            <Radio
              value="draft"
              label="Draft"
              description="Quick and small, on twos: for judging the story."
            />
            <Radio
              value="master"
              label="Master"
              description="Every frame at full size: slower, for showing."
            />
          </Stack>
        </Radio.Group>
        {unplanned > 0 ? <ShotListChoice /> : null}
        <NumberInput
          label="Budget"
          description="The most that this run may spend, in credits. Previs costs nothing."
          value={budget}
          onChange={(value) => {
            setBudget(value);
            props.start.reset();
          }}
          min={0}
          max={1_000_000}
          decimalScale={2}
          maw={320}
        />
        <div>
          <Text fw={600} size="sm" mb={4}>
            What will be made
          </Text>
          <Text size="sm">
            {scenes.length} {scenes.length === 1 ? "scene" : "scenes"}
            {shots > 0
              ? `, ${shots} ${shots === 1 ? "shot" : "shots"} (${shots * 2} frames, ${shots} clips)`
              : ""}
            {unplanned > 0
              ? `; ${unplanned} ${unplanned === 1 ? "scene gets" : "scenes get"} a default shot list`
              : ""}
            . What already fits is used again.
          </Text>
          <ol style={{ margin: "8px 0 0", paddingLeft: 20 }}>
            {stages.map((stage) => (
              <li key={stage.id}>
                <Text size="sm" c="dimmed">
                  {stage.sentence}
                </Text>
              </li>
            ))}
          </ol>
          <Text size="sm" mt={8}>
            After each stage the run waits until a producer approves.
          </Text>
        </div>
        {scenes.length === 0 ? (
          <Text size="sm">The script has no scenes yet, so there is nothing to make.</Text>
        ) : null}
        {failure === null ? null : (
          <Alert color="red" role="alert" title={failure.sentence}>
            {failure.nextStep}
          </Alert>
        )}
        {isReady ? null : <Text size="sm">{engine.detail}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            Not now
          </Button>
          <Button
            disabled={scenes.length === 0 || !isReady}
            loading={props.start.isPending}
            onClick={() =>
              props.start.mutate(
                runOptions.parse({ quality, budgetMicros: Math.round(Number(budget || 0) * 1e6) }),
                {
                  onSuccess: ({ runId }) => {
                    props.onClose();
                    props.onStarted(runId);
                  },
                },
              )
            }
          >
            Start the run
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
