import { Badge, Button, Group, Text, Title } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { runAction, useActions } from "../app/actions.ts";
import { askFirst } from "../app/confirm.tsx";
import { useProject } from "../project/use-project.tsx";
import { roughTime } from "../shot/cause.ts";
import { credits, isOpenRun, statusWords, type RunInFull } from "./run-view.ts";
import type { RunCommands } from "./queries.ts";

/** The run's number, state, time left and money, and how to stop it. */
export function RunHeader({ run, control }: { run: RunInFull; control: RunCommands["control"] }) {
  const { can } = useProject();
  const mayControl = can("run.control") && isOpenRun(run.status);
  useActions([
    {
      id: "run.pause",
      label: run.status === "paused" ? "Resume the run" : "Pause the run",
      group: "Production",
      icon: run.status === "paused" ? IconPlayerPlay : IconPlayerPause,
      shortcut: "P",
      isAvailable: () => mayControl,
      run: () => control.mutate(run.status === "paused" ? "resume" : "pause"),
    },
    {
      id: "run.cancel",
      label: "Cancel the run …",
      group: "Production",
      icon: IconPlayerStop,
      isDestructive: true,
      isAvailable: () => mayControl,
      run: () =>
        askFirst({
          title: `Cancel run ${run.number}?`,
          sentence:
            "It cannot be continued. What was made is kept, and the next run uses it again. To stop for a while, pause it.",
          verb: "Cancel the run",
          run: () => control.mutate("cancel"),
        }),
    },
  ]);
  const spent = `${credits(run.budget.spent)} of ${credits(run.budget.limit)}`;
  return (
    <Group justify="space-between" align="flex-start">
      <div>
        <Group gap={10}>
          <Title order={2} size="h2">
            Run {run.number}
          </Title>
          <Badge size="lg" tt="none" variant="light" color={run.status === "failed" ? "red" : "tungsten"}>
            {statusWords[run.status]}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed" mt={4}>
          {run.options.quality === "draft" ? "Draft" : "Master"} · started by {run.startedByName} ·{" "}
          {new Date(run.createdAt).toLocaleString()} · {run.budget.limit === 0 ? "costs nothing" : spent}
          {run.budget.reserved > 0 ? ` (${credits(run.budget.reserved)} reserved)` : ""}
          {run.etaSeconds !== null && run.status === "working" ? ` · ${roughTime(run.etaSeconds)} left` : ""}
        </Text>
      </div>
      {mayControl ? (
        <Group gap={8}>
          {run.status === "paused" ? (
            <Button
              leftSection={<IconPlayerPlay size={16} />}
              loading={control.isPending}
              onClick={() => runAction("run.pause")}
            >
              Resume
            </Button>
          ) : (
            <Button
              variant="default"
              leftSection={<IconPlayerPause size={16} />}
              loading={control.isPending && control.variables === "pause"}
              onClick={() => runAction("run.pause")}
            >
              Pause
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={16} />}
            loading={control.isPending && control.variables === "cancel"}
            onClick={() => runAction("run.cancel")}
          >
            Cancel run
          </Button>
        </Group>
      ) : null}
    </Group>
  );
}
