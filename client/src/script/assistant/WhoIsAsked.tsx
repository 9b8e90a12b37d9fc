import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useProject } from "../../project/use-project.tsx";
import { AssistantSettingsDialog } from "./AssistantSettings.tsx";
import type { Assistant } from "./use-assistant.ts";

/** Says which model is asked, or that none is, and lets a producer change it. */
export function WhoIsAsked({ assistant, without }: { assistant: Assistant; without: string }) {
  const { can } = useProject();
  const [isOpen, open] = useState(false);
  const { status, isReady } = assistant;
  const mayManage = can("key.manage");
  return (
    <Group justify="space-between" align="start" wrap="nowrap">
      <Text size="sm" c="dimmed">
        {isReady
          ? `${status?.settings?.model} answers. ${(status?.usedToday ?? 0).toLocaleString("en")} of ${(status?.settings?.dailyTokens ?? 0).toLocaleString("en")} tokens used today.`
          : `${without}${mayManage ? "" : " A producer can set up an assistant."}`}
      </Text>
      {mayManage ? (
        <Button size="compact-sm" variant="default" onClick={() => open(true)} style={{ flexShrink: 0 }}>
          {isReady ? "Settings" : "Set up"}
        </Button>
      ) : null}
      {isOpen ? <AssistantSettingsDialog status={status} onClose={() => open(false)} /> : null}
    </Group>
  );
}
