import { Badge, Group, Text } from "@mantine/core";
import { assembleScreenplay, doubtfulLines, type Understood } from "@backlot/shared/screenplay/understood";
import { useMemo } from "react";

const formats = {
  fountain: "Fountain",
  fdx: "Final Draft",
  text: "Plain text",
  pdf: "PDF",
} as const;

/** What the file holds, in one line. */
export function ImportSummary({ fileName, understood }: { fileName: string; understood: Understood }) {
  const { scenes, speakers } = useMemo(() => {
    const { blocks } = assembleScreenplay(understood);
    return {
      scenes: blocks.filter((block) => block.type === "sceneHeading").length,
      speakers: blocks.filter((block) => block.type === "character").length,
    };
  }, [understood]);
  const doubtful = doubtfulLines(understood).length;
  return (
    <Group gap="sm" component="output">
      <Badge variant="light" color="gray">
        {formats[understood.format]}
      </Badge>
      <Text size="sm" fw={500}>
        {fileName}
      </Text>
      <Text size="sm" c="dimmed">
        {counted(scenes, "scene")}, {counted(speakers, "speech", "speeches")}
        {doubtful === 0 ? "" : `, ${counted(doubtful, "line")} to look at`}
      </Text>
    </Group>
  );
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
