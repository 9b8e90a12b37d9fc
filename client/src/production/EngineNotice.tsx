import { Alert, Progress, Text } from "@mantine/core";
import { IconAlertTriangle, IconEngine } from "@tabler/icons-react";
import { useEngine } from "../project/queries.ts";

/** Says that the pipeline engine is being prepared, how far it is, or why it failed; nothing when it is ready. */
export function EngineNotice() {
  const engine = useEngine().data;
  if (engine === undefined || engine.state === "ready") return null;
  if (engine.state === "failed") {
    return (
      <Alert
        color="red"
        icon={<IconAlertTriangle />}
        title="The pipeline engine could not be prepared"
        role="alert"
      >
        {engine.detail}
      </Alert>
    );
  }
  return (
    <Alert color="gray" icon={<IconEngine />} title="The pipeline engine is being prepared">
      <Text size="sm" mb={8}>
        {engine.detail} You can write and plan meanwhile; runs start as soon as it is ready.
      </Text>
      <Progress value={engine.progress * 100} aria-label="Preparing the engine" animated />
    </Alert>
  );
}
