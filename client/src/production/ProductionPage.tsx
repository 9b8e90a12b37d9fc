import { Button, Text } from "@mantine/core";
import { IconMovie, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import { useActions } from "../app/actions.ts";
import { usePlace } from "../app/search.ts";
import { useProject } from "../project/use-project.tsx";
import { Empty } from "../shot/Empty.tsx";
import pageClasses from "../shot/page.module.css";
import { EngineNotice } from "./EngineNotice.tsx";
import { ProjectBudget } from "./ProjectBudget.tsx";
import { RunPanel } from "./RunPanel.tsx";
import { StartRunDialog } from "./StartRunDialog.tsx";
import { isOpenRun, statusWords } from "./run-view.ts";
import { useRunCommands, useRuns } from "./queries.ts";
import classes from "./Production.module.css";

/** Production: the runs of the film, live, with the gates at which people decide. */
export default function ProductionPage() {
  const { search, look } = usePlace();
  const { can } = useProject();
  const runs = useRuns();
  const [isStarting, setStarting] = useState(false);
  const all = runs.data ?? [];
  const shown = all.find((run) => run.id === search.run) ?? all[0];
  const commands = useRunCommands(shown?.id);
  const isRunning = all.some((run) => isOpenRun(run.status));
  const mayStart = can("run.start") && !isRunning;

  useActions([
    {
      id: "run.start",
      label: "Start a run …",
      group: "Production",
      icon: IconPlayerPlay,
      shortcut: "R",
      isAvailable: () => mayStart,
      run: () => setStarting(true),
    },
  ]);

  return (
    <div className={pageClasses.page}>
      <header className={pageClasses.bar}>
        <h1 className={pageClasses.title}>Production</h1>
        <span className={pageClasses.grow} />
        <ProjectBudget />
        {mayStart ? (
          <Button leftSection={<IconPlayerPlay size={16} />} onClick={() => setStarting(true)}>
            Start a run
          </Button>
        ) : null}
      </header>
      <div className={classes.body}>
        <div className={classes.main}>
          <EngineNotice />
          {shown !== undefined ? <RunPanel key={shown.id} runId={shown.id} /> : null}
          {shown === undefined && !runs.isPending ? (
            <Empty
              icon={IconMovie}
              sentence={
                runs.isError
                  ? "The runs cannot be read now; they appear when the studio answers again."
                  : "No run yet: a run takes the script through breakdown, casting, frames, clips and cut to a film."
              }
            >
              {mayStart && !runs.isError ? (
                <Button onClick={() => setStarting(true)}>Start the first run</Button>
              ) : null}
            </Empty>
          ) : null}
        </div>
        {all.length > 1 ? (
          <aside className={classes.history} aria-label="Run history">
            <h2>Runs</h2>
            <ul>
              {all.map((run) => (
                <li key={run.id}>
                  <button
                    type="button"
                    aria-current={run.id === shown?.id ? "true" : undefined}
                    onClick={() => look({ run: run.id })}
                  >
                    <strong>Run {run.number}</strong>
                    <Text span size="xs" c="dimmed">
                      {statusWords[run.status]} · {new Date(run.createdAt).toLocaleDateString()}
                    </Text>
                  </button>
                </li>
              ))}
            </ul>
          </aside>
        ) : null}
      </div>
      <StartRunDialog
        isOpen={isStarting}
        onClose={() => {
          setStarting(false);
          commands.start.reset();
        }}
        start={commands.start}
        onStarted={(runId) => look({ run: runId })}
      />
    </div>
  );
}
