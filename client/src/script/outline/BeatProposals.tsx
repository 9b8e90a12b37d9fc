import { Button, Group, Text } from "@mantine/core";
import { IconRobot } from "@tabler/icons-react";
import { decideBeats, readBeatProposals } from "@backlot/shared/documents/outline";
import { localEdit } from "@backlot/shared/documents/record";
import { counted } from "../../app/words.ts";
import { useDocumentValue, useSession } from "../../session/hooks.ts";
import classes from "./Outline.module.css";

/** Beats that the assistant proposes. They are not in the outline until somebody accepts them. */
export function BeatProposals({ isEditable }: { isEditable: boolean }) {
  const doc = useSession().documents.outline;
  const proposals = useDocumentValue("outline", readBeatProposals);
  if (proposals.length === 0) return null;
  const decide = (ids: string[], accept: boolean) => decideBeats(doc, ids, accept, Date.now(), localEdit);
  const all = proposals.map((one) => one.id);
  return (
    <section className={classes.proposals} aria-label="Proposed beats">
      <Group justify="space-between">
        <Text size="sm" component="output">
          <IconRobot size={15} aria-hidden /> {counted(proposals.length, "beat")} proposed, asked for by{" "}
          {proposals[0]?.author.name}
        </Text>
        {isEditable ? (
          <Group gap={8}>
            <Button size="compact-sm" variant="light" onClick={() => decide(all, true)}>
              Accept all
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => decide(all, false)}>
              Reject all
            </Button>
          </Group>
        ) : null}
      </Group>
      <ul className={classes.rows}>
        {proposals.map((one) => (
          <li key={one.id} className={classes.proposal} data-kind={one.kind}>
            <div>
              <strong>{one.title}</strong>
              {one.text === "" ? null : <Text size="sm">{one.text}</Text>}
            </div>
            {isEditable ? (
              <Group gap={6} wrap="nowrap">
                <Button
                  size="compact-sm"
                  aria-label={`Accept “${one.title}”`}
                  onClick={() => decide([one.id], true)}
                >
                  Accept
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Reject “${one.title}”`}
                  onClick={() => decide([one.id], false)}
                >
                  Reject
                </Button>
              </Group>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
