import { Badge, RingProgress, Tooltip } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEngine } from "./queries.ts";

/** Shows that the pipeline engine is still being prepared, or failed; nothing when it is ready. */
export function EngineChip() {
  const engine = useEngine().data;
  if (engine === undefined || engine.state === "ready") return null;
  const isFailed = engine.state === "failed";
  const percent = Math.round(engine.progress * 100);
  return (
    <Tooltip label={engine.detail} multiline maw={320}>
      <Badge
        size="lg"
        variant="default"
        tt="none"
        fw={500}
        component="output"
        leftSection={
          isFailed ? (
            <IconAlertTriangle size={14} color="var(--mantine-color-error)" aria-hidden />
          ) : (
            <RingProgress
              size={18}
              thickness={3}
              sections={[{ value: percent, color: "tungsten.5" }]}
              aria-hidden
            />
          )
        }
      >
        {isFailed ? "Pipeline engine failed" : `Preparing the pipeline · ${percent} %`}
      </Badge>
    </Tooltip>
  );
}
