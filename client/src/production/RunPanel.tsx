import { Alert, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import type { StageId } from "@backlot/shared/pipeline/stages";
import { toAppError } from "@backlot/shared/errors/app-error";
import { useActions } from "../app/actions.ts";
import { useProject } from "../project/use-project.tsx";
import { GateCard } from "./GateCard.tsx";
import { RunHeader } from "./RunHeader.tsx";
import { RunItems } from "./RunItems.tsx";
import { StageSteps } from "./StageSteps.tsx";
import { isOpenRun, stagesOf, waitingGate, type Gate } from "./run-view.ts";
import { useRun, useRunCommands } from "./queries.ts";
import classes from "./Production.module.css";

/** One run from top to bottom: state, stages, the gate that waits, the items, and what was decided. */
export function RunPanel({ runId }: { runId: string }) {
  const detail = useRun(runId);
  const commands = useRunCommands(runId);
  const [chosen, setChosen] = useState<StageId | null>(null);
  const { can } = useProject();
  const failed = detail.data?.items.filter((item) => item.status === "failed") ?? [];
  const mayRetry = detail.data !== undefined && isOpenRun(detail.data.run.status) && can("run.control");
  useActions([
    {
      id: "run.retry",
      label: failed.length === 1 ? "Retry what failed" : `Retry the ${failed.length} items that failed`,
      group: "Production",
      icon: IconRefresh,
      shortcut: "T",
      isAvailable: () => mayRetry && failed.length > 0,
      run: () => {
        for (const item of failed) commands.retry.mutate(item.key);
      },
    },
  ]);
  if (detail.data === undefined) {
    return detail.isError ? (
      <Text>{toAppError(detail.error).sentence} It is shown as soon as the studio answers again.</Text>
    ) : (
      <Stack component="output" aria-label="Opening the run">
        <Skeleton height={48} />
        <Skeleton height={90} />
        <Skeleton height={220} />
      </Stack>
    );
  }
  const { run, gates } = detail.data;
  const stages = stagesOf(detail.data);
  const gate = waitingGate(gates);
  const gateStage = stages.find((stage) => stage.id === gate?.stage);
  const shown =
    stages.find((stage) => stage.id === (chosen ?? gate?.stage)) ??
    stages.find((stage) => stage.state !== "done" && stage.state !== "ahead") ??
    stages.findLast((stage) => stage.items.length > 0) ??
    stages[0];
  const decided = gates.filter((one) => one.status !== "waiting");
  return (
    <Stack gap="lg">
      <RunHeader run={run} control={commands.control} />
      <output className="visually-hidden">
        {gateStage === undefined ? "" : `${gateStage.label} waits for approval.`}
      </output>
      {run.error === null ? null : (
        <Alert color="red" icon={<IconAlertTriangle />} title={run.error.sentence} role="alert">
          {run.error.nextStep ?? "Start another run; what was made is used again."}
        </Alert>
      )}
      {run.status === "paused" ? (
        <Text size="sm">
          Paused: what is under way finishes, and nothing new starts until somebody resumes the run.
        </Text>
      ) : null}
      {run.status === "cancelled" ? (
        <Text size="sm">Cancelled: what was made is kept, and the next run uses it again.</Text>
      ) : null}
      <StageSteps stages={stages} shown={shown?.id ?? ""} onShow={setChosen} />
      {gate === null || gateStage === undefined ? null : (
        <GateCard key={gate.id} gate={gate} stage={gateStage} decide={commands.decide} />
      )}
      {shown === undefined ? null : (
        <section aria-label={shown.label}>
          <Title order={3} mb={8}>
            {shown.label}
          </Title>
          <RunItems stage={shown} run={run} retry={commands.retry} />
        </section>
      )}
      {decided.length === 0 ? null : <Decisions gates={decided} />}
    </Stack>
  );
}

const decisionWords: Record<Gate["status"], string> = {
  waiting: "waits",
  approved: "approved",
  changes: "changes requested",
  withdrawn: "withdrawn",
};

function Decisions({ gates }: { gates: readonly Gate[] }) {
  return (
    <section aria-label="Decisions">
      <Title order={3} mb={8}>
        Decisions
      </Title>
      <ul className={classes.decisions}>
        {gates.toReversed().map((gate) => (
          <li key={gate.id}>
            <strong>{gate.stage.charAt(0).toUpperCase() + gate.stage.slice(1)}</strong>:{" "}
            {decisionWords[gate.status]}
            {gate.decidedByName === null ? "" : ` by ${gate.decidedByName}`}
            {gate.decidedAt === null ? "" : `, ${new Date(gate.decidedAt).toLocaleString()}`}
            {gate.note === "" ? "" : `: “${gate.note}”`}
          </li>
        ))}
      </ul>
    </section>
  );
}
