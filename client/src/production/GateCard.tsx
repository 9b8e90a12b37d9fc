import { Badge, Button, Checkbox, Group, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { IconCheck, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import type { Take } from "@backlot/shared/generation/artifact";
import type { RunItem } from "@backlot/shared/pipeline/contract";
import { useActions } from "../app/actions.ts";
import { mediaUrl } from "../app/api.ts";
import { usePlace } from "../app/search.ts";
import { useProject } from "../project/use-project.tsx";
import { useTakes } from "../shot/takes.ts";
import { choices, summaryFacts, type Gate, type StageView } from "./run-view.ts";
import type { RunCommands } from "./queries.ts";
import classes from "./Production.module.css";

/** What waits for a decision: the facts, the pictures, and approve or request changes for the whole or for some. */
export function GateCard({
  gate,
  stage,
  decide,
}: {
  gate: Gate;
  stage: StageView;
  decide: RunCommands["decide"];
}) {
  const { can } = useProject();
  const { go } = usePlace();
  const [note, setNote] = useState("");
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [isChanging, setChanging] = useState(false);
  const mayDecide = can("gate.decide");
  const facts = summaryFacts(gate.summary);
  const toggle = (id: string) =>
    setPicked((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  const approve = () =>
    decide.mutate({
      gateId: gate.id,
      decision: { decision: "approve", digest: gate.digest, note: note.trim() },
    });
  const change = () =>
    decide.mutate({
      gateId: gate.id,
      decision: { decision: "changes", digest: gate.digest, note: note.trim(), items: [...picked] },
    });
  useActions([
    {
      id: "gate.approve",
      label: `Approve ${stage.label.toLowerCase()}`,
      group: "Production",
      icon: IconCheck,
      shortcut: "mod+Enter",
      isAvailable: () => mayDecide && !isChanging && !decide.isPending,
      run: approve,
    },
    {
      id: "gate.change",
      label: `Request changes to ${stage.label.toLowerCase()}`,
      group: "Production",
      icon: IconPencil,
      shortcut: "C",
      isAvailable: () => mayDecide && !isChanging,
      run: () => setChanging(true),
    },
  ]);
  const where = {
    breakdown: "assets",
    casting: "assets",
    frames: "shots",
    clips: "dailies",
    cut: "cut",
  } as const;
  const place = stage.id === "delivery" ? "dailies" : where[stage.id];
  const look = stage.id === "casting" ? { view: "library" } : {};

  return (
    <Paper
      component="section"
      withBorder
      p="lg"
      radius="lg"
      className={classes.gate}
      aria-label={`Gate: ${stage.label}`}
    >
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2} size="h3">
            {stage.label}: waiting for approval{gate.iteration > 1 ? `, round ${gate.iteration}` : ""}
          </Title>
          <Group gap={6} mt={6}>
            {facts.map((fact) => (
              <Badge key={fact} variant="default" tt="none" fw={500} size="lg">
                {fact}
              </Badge>
            ))}
          </Group>
        </div>
        <Button variant="default" size="compact-md" onClick={() => go(place, look)}>
          Look closely
        </Button>
      </Group>
      <GatePictures
        items={stage.items}
        isPicking={isChanging && stage.id !== "cut"}
        picked={picked}
        onPick={toggle}
      />
      {mayDecide ? (
        <Stack gap="sm" mt="md">
          <Textarea
            label={isChanging ? "What should change" : "Note (optional)"}
            autosize
            minRows={2}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {isChanging ? (
            <Group gap={8}>
              <Button
                leftSection={<IconPencil size={16} />}
                disabled={note.trim() === ""}
                loading={decide.isPending}
                onClick={change}
              >
                {picked.length === 0
                  ? "Request changes to the whole stage"
                  : `Request changes to ${picked.length} ${picked.length === 1 ? "item" : "items"}`}
              </Button>
              <Button variant="default" onClick={() => setChanging(false)}>
                Back
              </Button>
            </Group>
          ) : (
            <Group gap={8}>
              <Button leftSection={<IconCheck size={16} />} loading={decide.isPending} onClick={approve}>
                Approve {stage.label.toLowerCase()}
              </Button>
              <Button variant="default" onClick={() => setChanging(true)}>
                Request changes
              </Button>
            </Group>
          )}
        </Stack>
      ) : (
        <Text size="sm" mt="md">
          A producer or the owner decides here; the run goes on by itself afterwards.
        </Text>
      )}
    </Paper>
  );
}

/**
 * Pictures of what the stage made, by shot; with a box each while changes are being asked for. A cut is heard: its dialogue
 * follows from the script, so it is the cut as a whole that goes back.
 */
function GatePictures(props: {
  items: readonly RunItem[];
  isPicking: boolean;
  picked: readonly string[];
  onPick: (id: string) => void;
}) {
  const { projectId } = useProject();
  const takes = useTakes().data ?? [];
  const byId = new Map(takes.map((take) => [take.id, take]));
  const shown = choices(props.items);
  const isMade = ({ items }: { items: RunItem[] }) => items.some((item) => byId.has(item.artifactId ?? ""));
  const isFailed = ({ items }: { items: RunItem[] }) => items.some((item) => item.status === "failed");
  if (!shown.some(isMade) && (!props.isPicking || shown.length <= 1)) return null;
  const listed = props.isPicking ? shown : shown.filter((choice) => isMade(choice) || isFailed(choice));
  return (
    <section
      className={classes.pictures}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
      tabIndex={0}
      aria-label="What was made"
    >
      <ul>
        {listed.map((choice) => {
          const made = choice.items.flatMap((item) => byId.get(item.artifactId ?? "") ?? []);
          const pictures = made.filter(isSeen);
          const sounds = made.filter(isHeard);
          return (
            <li key={choice.id}>
              <div className={classes.pair} hidden={pictures.length === 0}>
                {pictures.map((take) =>
                  take.mime.startsWith("image/") ? (
                    <img
                      key={take.id}
                      src={mediaUrl(projectId, take.mediaHash)}
                      alt={`${choice.label}, take ${take.number}`}
                      loading="lazy"
                    />
                  ) : (
                    // oxlint-disable-next-line jsx-a11y/media-has-caption -- clips are silent
                    <video
                      key={take.id}
                      src={mediaUrl(projectId, take.mediaHash)}
                      aria-label={`${choice.label}, take ${take.number}`}
                      controls
                      muted
                      playsInline
                      preload="metadata"
                    />
                  ),
                )}
              </div>
              {sounds.map((take) => (
                // oxlint-disable-next-line jsx-a11y/media-has-caption -- what is said stands in the script
                <audio
                  key={take.id}
                  src={mediaUrl(projectId, take.mediaHash)}
                  aria-label={`${choice.label}, take ${take.number}`}
                  controls
                  preload="metadata"
                />
              ))}
              {props.isPicking ? (
                <Checkbox
                  label={choice.label}
                  checked={props.picked.includes(choice.id)}
                  onChange={() => props.onPick(choice.id)}
                />
              ) : (
                <Text size="sm">
                  {choice.label}
                  {isFailed(choice) ? " · failed" : ""}
                </Text>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function isHeard(take: Take): boolean {
  return take.mime.startsWith("audio/");
}

function isSeen(take: Take): boolean {
  return take.mime.startsWith("image/") || take.mime.startsWith("video/");
}
