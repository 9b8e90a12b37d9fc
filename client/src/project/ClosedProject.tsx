import { Button, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import type { AppError } from "@backlot/shared/errors/app-error";
import { FailureScreen } from "../app/FailureScreen.tsx";
import { counted } from "../app/words.ts";
import { leaveProject, type KeptWork } from "../session/kept-work.ts";
import { browserDevice } from "../session/session.ts";
import { saveKeptWork } from "./kept-work-file.ts";

type ClosedProjectProps = { projectId: string; userId: string; error: AppError };

/**
 * What a person sees to whom a project is closed. Their copy of it leaves this device now, and what they wrote that the
 * studio never got is offered to them first.
 */
export function ClosedProject({ projectId, userId, error }: ClosedProjectProps) {
  const [kept, setKept] = useState<KeptWork | null>(null);
  useEffect(() => {
    let isLeft = false;
    leaveProject(browserDevice, userId, projectId).then(
      (found) => {
        if (!isLeft) setKept(found);
      },
      (failure: unknown) => console.warn("This device's copy could not be looked at.", failure),
    );
    return () => {
      isLeft = true;
    };
  }, [projectId, userId]);

  function erase(): void {
    browserDevice.erase(userId, projectId);
    setKept(null);
  }

  if (kept === null) return <FailureScreen error={error} />;
  return (
    <FailureScreen
      error={error}
      actions={
        <>
          <Button onClick={() => saveKeptWork(kept)}>Download them</Button>
          <Button variant="default" onClick={erase}>
            Delete them from this device
          </Button>
        </>
      }
    >
      <Text>
        {counted(kept.edits, "change")} that you made here did not reach the studio. Nobody else has{" "}
        {kept.edits === 1 ? "it" : "them"}.
      </Text>
    </FailureScreen>
  );
}
