import { Progress, Text } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconLoader2,
  IconPlayerPause,
  IconPlayerStop,
  IconPointer,
} from "@tabler/icons-react";
import type { StageView } from "./run-view.ts";
import classes from "./Production.module.css";

const stateWords: Record<StageView["state"], string> = {
  ahead: "Not yet",
  working: "Working",
  waiting: "Waiting for approval",
  done: "Done",
  failed: "Needs attention",
  changes: "Making changes",
  paused: "Paused",
  cancelled: "Cancelled",
};

const icons = {
  ahead: IconClock,
  working: IconLoader2,
  waiting: IconPointer,
  done: IconCheck,
  failed: IconAlertTriangle,
  changes: IconLoader2,
  paused: IconPlayerPause,
  cancelled: IconPlayerStop,
};

/** The six stages in a row, each with how far it is; choosing one shows its items below. */
export function StageSteps(props: {
  stages: readonly StageView[];
  shown: string;
  onShow: (id: StageView["id"]) => void;
}) {
  return (
    <ol className={classes.steps} aria-label="Stages">
      {props.stages.map((stage) => {
        const Icon = icons[stage.state];
        return (
          <li key={stage.id}>
            <button
              type="button"
              className={classes.step}
              data-state={stage.state}
              aria-pressed={stage.id === props.shown}
              onClick={() => props.onShow(stage.id)}
            >
              <span className={classes.stepHead}>
                <Icon size={18} aria-hidden />
                <strong>{stage.label}</strong>
              </span>
              <Text size="xs" c="dimmed">
                {stateWords[stage.state]}
                {stage.items.length > 0 ? ` · ${stage.finished} of ${stage.items.length}` : ""}
                {stage.failed > 0 ? ` · ${stage.failed} failed` : ""}
              </Text>
              <Progress
                size="sm"
                mt={6}
                value={stage.state === "done" ? 100 : stage.progress * 100}
                color={stage.state === "failed" ? "red" : "tungsten"}
                aria-label={`${stage.label} progress`}
              />
            </button>
          </li>
        );
      })}
    </ol>
  );
}
