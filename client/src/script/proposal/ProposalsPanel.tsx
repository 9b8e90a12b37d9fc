import { Button, Group, Stack, Switch, Text } from "@mantine/core";
import { counted } from "../../app/words.ts";
import { useDesk } from "../desk-context.ts";
import { ProposalCard } from "./ProposalCard.tsx";
import { useSuggesting } from "./suggest-context.ts";
import { useDecide, useOpenProposals } from "./use-proposals.ts";

/** What others and the assistant would change, to be accepted or rejected one by one or all at once. */
export default function ProposalsPanel() {
  const { isEditable } = useDesk();
  const { draft, toggle, pressedId } = useSuggesting();
  const proposals = useOpenProposals();
  const decide = useDecide();
  const mayDecide = isEditable && draft === null;
  return (
    <Stack p={16} gap={16}>
      {isEditable ? (
        <Switch
          label="Suggest instead of writing"
          description="What you write becomes proposals; the script stays as it is."
          checked={draft !== null}
          onChange={toggle}
        />
      ) : null}
      {proposals.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nothing is proposed. What somebody suggests, or the assistant writes, waits here until a writer
          accepts it.
        </Text>
      ) : (
        <Group justify="space-between">
          <Text size="sm" component="output">
            {counted(proposals.length, "proposal")}
          </Text>
          {mayDecide && proposals.length > 1 ? (
            <Group gap={8}>
              <Button size="compact-sm" variant="light" onClick={() => void decide(proposals, true)}>
                Accept all
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => void decide(proposals, false)}>
                Reject all
              </Button>
            </Group>
          ) : null}
        </Group>
      )}
      {draft !== null && proposals.length > 0 ? (
        <Text size="xs" c="dimmed">
          Stop suggesting to decide about proposals.
        </Text>
      ) : null}
      {proposals.map((one) => (
        <ProposalCard
          key={one.id}
          proposal={one}
          isPressed={one.id === pressedId}
          mayDecide={mayDecide}
          onDecide={(accept) => void decide([one], accept)}
        />
      ))}
    </Stack>
  );
}
