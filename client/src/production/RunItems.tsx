import { Button, Progress, Text } from "@mantine/core";
import type { RunItem } from "@backlot/shared/pipeline/contract";
import { useProject } from "../project/use-project.tsx";
import type { RunCommands } from "./queries.ts";
import { isOpenRun, type Run, type StageView } from "./run-view.ts";
import classes from "./Production.module.css";

const words: Record<RunItem["status"], string> = {
  queued: "In line",
  working: "Working",
  done: "Done",
  reused: "From the store",
  failed: "Failed",
  cancelled: "Cancelled",
};

/** What one stage makes, item by item: progress, attempts, errors with what to do about them. */
export function RunItems({ stage, run, retry }: { stage: StageView; run: Run; retry: RunCommands["retry"] }) {
  const { can } = useProject();
  if (stage.items.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {stage.sentence}
        {stage.state === "ahead" ? " It begins when the stage before is approved." : ""}
        {stage.state === "paused" ? " It begins when the run is resumed." : ""}
      </Text>
    );
  }
  const mayRetry = can("run.control") && isOpenRun(run.status);
  return (
    <ul className={classes.items} aria-label={`Items of ${stage.label}`}>
      {stage.items.map((item) => (
        <li key={item.key} className={classes.item} data-status={item.status}>
          <span className={classes.itemName}>{item.label}</span>
          <span className={classes.itemState}>
            {words[item.status]}
            {item.attempt > 1 ? ` · attempt ${item.attempt}` : ""}
          </span>
          <span className={classes.itemBar}>
            {item.status === "working" ? (
              <Progress value={item.progress * 100} size="sm" aria-label={`Progress of ${item.label}`} />
            ) : null}
          </span>
          {item.status === "failed" ? (
            <div className={classes.itemError}>
              <Text size="sm">
                {item.error?.sentence ?? "This item could not be made."}{" "}
                {item.error?.nextStep ?? "Retry it, or go on without it."}
              </Text>
              {mayRetry ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={retry.isPending && retry.variables === item.key}
                  aria-label={`Retry ${item.label}`}
                  onClick={() => retry.mutate(item.key)}
                >
                  Retry
                </Button>
              ) : null}
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
