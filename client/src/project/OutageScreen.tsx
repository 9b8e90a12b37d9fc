import { Button, Group, Loader, Text } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { Message } from "../app/FailureScreen.tsx";
import type { OpeningTrouble } from "../session/session.ts";

const words: Record<OpeningTrouble, string> = {
  offline: "The studio does not answer, and this project is not on this device.",
  unavailable: "The studio answers, but has not opened this project yet.",
};

/** A project that cannot be opened yet: says why, that nothing is wrong with it, and that it opens by itself. */
export function OutageScreen({ trouble, retry }: { trouble: OpeningTrouble; retry: () => void }) {
  return (
    <Message title="Temporarily unavailable." icon={IconCloudOff}>
      <Text c="dimmed">
        {words[trouble]} Your access has not changed, and nothing is lost: it opens by itself as soon as that
        is possible.
      </Text>
      <Group gap="xs" component="output">
        <Loader size={14} color="gray" aria-hidden />
        <Text size="sm" c="dimmed">
          Trying again …
        </Text>
      </Group>
      <Group>
        <Button onClick={retry}>Try now</Button>
        <Button component="a" href="/" variant="default">
          All projects
        </Button>
      </Group>
    </Message>
  );
}
