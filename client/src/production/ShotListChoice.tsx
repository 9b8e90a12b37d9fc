import { Group, Radio, Slider, Stack, Text } from "@mantine/core";
import { localEdit } from "@backlot/shared/documents/record";
import { readShotListSettings, setShotListSettings } from "@backlot/shared/documents/project";
import { coverage } from "@backlot/shared/shot/settings";
import { useDocumentValue, useSession } from "../session/hooks.ts";

const words = {
  full: {
    label: "Full coverage",
    description: "As an editor would want it: a master, singles, inserts; about twelve cuts a minute.",
  },
  lean: { label: "Lean coverage", description: "Fewer shots that hold longer; about six cuts a minute." },
};

/** How the scenes without shots get theirs, for everybody in the project; scenes that have shots stay as they are. */
export function ShotListChoice() {
  const doc = useSession().documents.project;
  const settings = useDocumentValue("project", readShotListSettings);
  return (
    <Radio.Group
      label="Shot lists of scenes without shots"
      value={settings.coverage}
      onChange={(value) => setShotListSettings(doc, { coverage: coverage.parse(value) }, localEdit)}
    >
      <Stack gap={8} mt={6}>
        {coverage.options.toReversed().map((option) => (
          <Radio key={option} value={option} {...words[option]} />
        ))}
        <Group gap="md" wrap="nowrap" maw={420} mt={4}>
          <Text size="sm">Pace</Text>
          <Slider
            flex={1}
            min={0.8}
            max={1.3}
            step={0.05}
            thumbLabel="Pace"
            label={(value) => `${value.toFixed(2)}×`}
            value={settings.pace}
            onChange={(pace) => setShotListSettings(doc, { pace }, localEdit)}
          />
          <Text size="sm" c="dimmed" w={52} ta="right">
            {settings.pace < 0.95 ? "quick" : settings.pace > 1.05 ? "slow" : "usual"}
          </Text>
        </Group>
      </Stack>
    </Radio.Group>
  );
}
