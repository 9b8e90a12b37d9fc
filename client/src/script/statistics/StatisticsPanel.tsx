import { Progress, Stack, Table, Text } from "@mantine/core";
import { formatEighths } from "@backlot/shared/screenplay/pagination";
import type { CharacterStatistics, ScriptStatistics } from "@backlot/shared/screenplay/statistics";
import { useDesk } from "../desk-context.ts";
import { useStatistics } from "./use-statistics.ts";
import classes from "./Statistics.module.css";

/** The script in figures: how long it is, how much of it is spoken, and by whom. */
export default function StatisticsPanel() {
  const { editor, goTo } = useDesk();
  const figures = useStatistics(editor);
  return (
    <Stack p={16} gap={20}>
      <dl className={classes.figures}>
        {rows(figures).map(([label, value]) => (
          <div key={label} className={classes.figure}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {figures.longest === null ? null : (
        <Text size="sm">
          <span className={classes.faint}>Longest scene: </span>
          <button type="button" className={classes.link} onClick={() => goTo(figures.longest?.id ?? "")}>
            {figures.longest.heading || "Untitled scene"}
          </button>
          <span className={classes.faint}> ({formatEighths(figures.longest.eighths)})</span>
        </Text>
      )}
      {figures.characters.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nobody speaks yet. A name in capitals under an empty line is a cue.
        </Text>
      ) : (
        <Characters characters={figures.characters} />
      )}
    </Stack>
  );
}

function rows(figures: ScriptStatistics): [string, string][] {
  return [
    ["Pages", formatEighths(figures.eighths)],
    ["Scenes", String(figures.scenes)],
    ["Words", figures.words.toLocaleString("en")],
    ["Spoken", `${Math.round(figures.dialogueShare * 100)} %`],
    ["INT / EXT", `${figures.interiors} / ${figures.exteriors}`],
    ["Day / night", `${figures.days} / ${figures.nights}`],
  ];
}

function Characters({ characters }: { characters: readonly CharacterStatistics[] }) {
  return (
    <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={6} fz="sm">
      <Table.Caption className="visually-hidden">What each character says</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Character</Table.Th>
          <Table.Th ta="right">Lines</Table.Th>
          <Table.Th ta="right">Words</Table.Th>
          <Table.Th ta="right">Scenes</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {characters.map((one) => (
          <Table.Tr key={one.name}>
            <Table.Td>
              {one.displayName}
              <Progress
                value={one.share * 100}
                size={4}
                mt={3}
                aria-label={`${one.displayName}: ${Math.round(one.share * 100)} percent of what is said`}
              />
            </Table.Td>
            <Table.Td ta="right">{one.lines}</Table.Td>
            <Table.Td ta="right">{one.words.toLocaleString("en")}</Table.Td>
            <Table.Td ta="right">{one.scenes}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
