import { Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./DoorCard.module.css";

/** The card at the studio's door: signing in, taking up an invitation. */
export function DoorCard(props: { title: string; sentence: ReactNode; children: ReactNode }) {
  return (
    <Center component="main" mih="100%" p="md" className={classes.room}>
      <Stack w="100%" maw={400} gap="lg">
        <Wordmark />
        <Paper p="xl" radius="lg" withBorder>
          <Title order={1} size="h2">
            {props.title}
          </Title>
          <Text c="dimmed" size="sm" mt={4} mb="lg">
            {props.sentence}
          </Text>
          {props.children}
        </Paper>
      </Stack>
    </Center>
  );
}

/** The studio's mark and name. */
export function Wordmark({ size = 28 }: { size?: number }) {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/icon.svg" alt="" width={size} height={size} />
      <Text fw={650} fz={size * 0.62} lts="-0.01em">
        Backlot
      </Text>
    </Group>
  );
}
