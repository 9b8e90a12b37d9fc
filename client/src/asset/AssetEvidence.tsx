import { Stack, Text, Title } from "@mantine/core";
import { readBlocks } from "@backlot/shared/documents/script";
import type { Evidence } from "@backlot/shared/asset/schema";
import { useMemo, useState } from "react";
import type * as Y from "yjs";
import { useDocumentValue } from "../session/hooks.ts";
import classes from "./AssetEvidence.module.css";

type Props = { evidence: readonly Evidence[]; onOpenScene: (sceneId: string) => void };

const few = 6;

/** The lines of the script that prove an asset; a click opens their scene. */
export function AssetEvidence({ evidence, onOpenScene }: Props) {
  const places = useDocumentValue("script", scenePlaces);
  const [isLong, setLong] = useState(false);
  const quotes = useMemo(() => (isLong ? evidence : evidence.slice(0, few)), [evidence, isLong]);
  if (evidence.length === 0) return null;
  return (
    <div>
      <Title order={4} mb={6}>
        In the script
      </Title>
      <Stack gap={4}>
        {quotes.map((one) => {
          const scene = places[one.blockId];
          const words = `“${one.quote}”`;
          return scene === undefined ? (
            <Text key={`${one.blockId}${one.quote}`} size="sm" c="dimmed" px={10} py={6}>
              {words}
            </Text>
          ) : (
            <button
              key={`${one.blockId}${one.quote}`}
              type="button"
              className={classes.quote}
              onClick={() => onOpenScene(scene.id)}
            >
              {words}
              <span className={classes.scene}>{scene.heading}</span>
            </button>
          );
        })}
        {evidence.length > few ? (
          <button type="button" className={classes.more} onClick={() => setLong(!isLong)}>
            {isLong ? "Fewer" : `All ${evidence.length} lines`}
          </button>
        ) : null}
      </Stack>
    </div>
  );
}

/** Scene of every block, by block id. */
function scenePlaces(script: Y.Doc): Record<string, { id: string; heading: string }> {
  const places: Record<string, { id: string; heading: string }> = {};
  let scene: { id: string; heading: string } | undefined;
  for (const block of readBlocks(script)) {
    if (block.type === "sceneHeading") {
      scene = { id: block.id, heading: block.runs.map((run) => run.text).join("") };
    }
    if (scene !== undefined) places[block.id] = scene;
  }
  return places;
}
