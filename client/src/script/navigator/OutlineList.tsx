import { Text } from "@mantine/core";
import { useDesk, useFacts } from "../desk-context.ts";
import classes from "./SceneNavigator.module.css";

/** Sections, beats and scenes as they follow one another, indented by their depth. */
export function OutlineList({ sceneId }: { sceneId: string | null }) {
  const { goTo } = useDesk();
  const facts = useFacts();
  if (facts.outline.every((one) => one.kind === "scene")) {
    return (
      <Text size="sm" c="dimmed" px={16} className={classes.none}>
        Acts and beats show here. Write a line that begins with # for a section, with = for what happens in a
        scene.
      </Text>
    );
  }
  return (
    <ol className={classes.list}>
      {facts.outline.map((entry) => (
        <li key={entry.id}>
          <button
            type="button"
            className={classes.entry}
            data-kind={entry.kind}
            style={{ paddingLeft: 8 + Math.min(entry.depth, 6) * 12 }}
            aria-current={entry.id === sceneId ? "location" : undefined}
            onClick={() => goTo(entry.id)}
          >
            {entry.text || (entry.kind === "scene" ? "Untitled scene" : "Untitled")}
          </button>
        </li>
      ))}
    </ol>
  );
}
