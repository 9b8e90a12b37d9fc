import { Badge, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ProjectSummary } from "../app/me.ts";
import { titleHue } from "../app/colour.ts";
import { whenWords } from "../app/words.ts";
import classes from "./ProjectCard.module.css";

/** One film in the list: a slate with its title. */
export function ProjectCard({ project }: { project: ProjectSummary }) {
  return (
    <Link to="/p/$projectId" params={{ projectId: project.id }} className={classes.card}>
      <span
        className={classes.slate}
        style={{ "--slate": `hsl(${titleHue(project.id)} 18% 26%)` } as React.CSSProperties}
        aria-hidden
      >
        <span className={classes.sticks} />
        <span className={classes.initial}>{project.title.slice(0, 1).toUpperCase()}</span>
      </span>
      <span className={classes.words}>
        <Text component="span" fw={600} lineClamp={2}>
          {project.title}
        </Text>
        <Group component="span" gap={8} mt={4}>
          {project.isSample ? (
            <Badge size="sm" variant="default">
              Sample
            </Badge>
          ) : null}
          <Text component="span" size="xs" c="dimmed">
            {project.role === "owner" ? "Yours" : `As ${project.role}`} · {whenWords(project.updatedAt)}
          </Text>
        </Group>
      </span>
    </Link>
  );
}
