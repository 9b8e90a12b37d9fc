import { Anchor, Button, Center, Code, Group, Stack, Text, Title } from "@mantine/core";
import { IconMovieOff, type Icon } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { toAppError } from "@backlot/shared/errors/app-error";
import { isPartMissing, reloadAsNewest } from "./newest-shell.ts";

type FailureScreenProps = {
  error: unknown;
  reset?: (() => void) | undefined;
  /** What else there is to say and to do. */
  children?: ReactNode;
  actions?: ReactNode;
};

/** A screen that could not be drawn: what happened, what to do, and a way out. */
export function FailureScreen({ error, reset, children, actions }: FailureScreenProps) {
  if (isPartMissing(error)) return <PartMissingScreen />;
  const failure = toAppError(error);
  const detail = error instanceof Error && failure.code === "internal" ? error.message : null;
  return (
    <Message title={failure.code === "internal" ? "This screen could not be drawn." : failure.sentence}>
      <Text c="dimmed">
        {failure.code === "internal"
          ? "What you wrote is safe: it is kept on this device and in the studio."
          : failure.nextStep}
      </Text>
      {detail === null ? null : <Code block>{detail}</Code>}
      {children}
      <Group>
        {actions}
        {reset === undefined ? null : <Button onClick={reset}>Try again</Button>}
        <Button component="a" href="/" variant="default">
          All projects
        </Button>
      </Group>
    </Message>
  );
}

/** A file of the studio that was not there: asking for it again in this page would give the same answer. */
function PartMissingScreen() {
  return (
    <Message title="A part of the studio could not be fetched.">
      <Text c="dimmed">
        It was brought up to date meanwhile, or the network is away. What you wrote is safe: it is kept on
        this device and in the studio.
      </Text>
      <Group>
        <ReloadButton />
      </Group>
    </Message>
  );
}

/** Opens this page in the newest version of the studio, which may take a while to come. */
export function ReloadButton() {
  const [isLoading, setLoading] = useState(false);
  const reload = () => {
    setLoading(true);
    void reloadAsNewest();
  };
  return (
    <Button onClick={reload} loading={isLoading}>
      Reload
    </Button>
  );
}

/** An address that leads nowhere. */
export function NotFoundScreen() {
  return (
    <Message title="There is nothing at this address.">
      <Text c="dimmed">
        It may have been deleted, or the link is cut short.{" "}
        <Anchor href="/" underline="always">
          All projects
        </Anchor>
      </Text>
    </Message>
  );
}

type MessageProps = { title: string; icon?: Icon; children: ReactNode };

/** A screen that says one thing in place of what should be there. */
export function Message({ title, icon: Picture = IconMovieOff, children }: MessageProps) {
  return (
    <Center component="main" mih="100%" p="xl">
      <Stack maw={520} gap="md">
        <Picture size={40} stroke={1.4} color="var(--mantine-color-dimmed)" aria-hidden />
        <Title order={1}>{title}</Title>
        {children}
      </Stack>
    </Center>
  );
}
