import { Button, Center, Group, SimpleGrid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { toAppError } from "@backlot/shared/errors/app-error";
import { useActions } from "../app/actions.ts";
import { Wordmark } from "../app/DoorCard.tsx";
import { FailureScreen } from "../app/FailureScreen.tsx";
import { useMe } from "../app/me.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { NewProjectDialog } from "./NewProjectDialog.tsx";
import { ProjectCard } from "./ProjectCard.tsx";
import classes from "./ProjectListPage.module.css";

/** Every film that the person is a member of. */
export default function ProjectListPage() {
  const me = useMe();
  const [isDialogOpen, setDialogOpen] = useState(false);
  useActions([
    {
      id: "project.new",
      label: "New project",
      group: "Projects",
      icon: IconPlus,
      shortcut: "N",
      isAvailable: () => me.data !== undefined,
      run: () => setDialogOpen(true),
    },
  ]);
  if (me.isError) {
    const error = toAppError(me.error);
    if (error.code === "signed-out") return <Navigate to="/sign-in" search={{}} />;
    return <FailureScreen error={error} reset={() => void me.refetch()} />;
  }
  const projects = me.data?.projects;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Wordmark />
        {me.data === undefined ? null : <AccountMenu user={me.data.user} />}
      </header>
      <main className={classes.main}>
        <Group justify="space-between" mb="xl">
          <Title order={1}>Projects</Title>
          <Button leftSection={<IconPlus size={18} />} onClick={() => setDialogOpen(true)}>
            New project
          </Button>
        </Group>
        {projects === undefined ? (
          <SimpleGrid
            cols={{ base: 1, xs: 2, md: 3 }}
            spacing="lg"
            component="output"
            aria-busy="true"
            aria-label="Loading projects"
          >
            {[0, 1, 2].map((key) => (
              <Skeleton key={key} height={196} radius="lg" />
            ))}
          </SimpleGrid>
        ) : projects.length === 0 ? (
          <Center className={classes.empty}>
            <Stack align="center" gap="md">
              <Text c="dimmed">A project is one film. Start with a title, or bring a screenplay.</Text>
              <Button variant="light" onClick={() => setDialogOpen(true)}>
                Make the first project
              </Button>
            </Stack>
          </Center>
        ) : (
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="lg" component="ul" className={classes.list}>
            {projects.map((project) => (
              <li key={project.id}>
                <ProjectCard project={project} />
              </li>
            ))}
          </SimpleGrid>
        )}
      </main>
      <NewProjectDialog opened={isDialogOpen} onClose={() => setDialogOpen(false)} />
    </div>
  );
}
