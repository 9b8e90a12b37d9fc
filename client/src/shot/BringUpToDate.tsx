import { Button, Group, Loader, Modal, ScrollArea, Stack, Text } from "@mantine/core";
import { notifyDone } from "../app/notify.tsx";
import { causeSentence, takesTime } from "./cause.ts";
import { labelOfShot, type SceneGroup } from "./outline.ts";
import { useBringUpToDate, useStale } from "./takes.ts";

const slotWords = { startFrame: "start frame", endFrame: "end frame", clip: "clip", dialogue: "dialogue" };

/** Shows what is stale, why, and how long it takes to make again, before anything is made. */
export function BringUpToDate(props: {
  isOpen: boolean;
  onClose: () => void;
  groups: readonly SceneGroup[];
}) {
  const stale = useStale();
  const bring = useBringUpToDate();
  const found = stale.data;
  const isNothing = found !== undefined && found.items === 0;
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title="Bring up to date" size="lg">
      {stale.isError ? (
        <Text>What is stale cannot be read now. Check the connection and try again.</Text>
      ) : null}
      {found === undefined && !stale.isError ? (
        <output aria-label="Looking for what is stale">
          <Loader />
        </output>
      ) : null}
      {isNothing ? <Text>Everything is up to date.</Text> : null}
      {found === undefined || isNothing ? null : (
        <Stack gap="md">
          <Text>
            {found.items} {found.items === 1 ? "item" : "items"} in {found.shots.length}{" "}
            {found.shots.length === 1 ? "shot" : "shots"} will be made again
            {takesTime(found.estimatedSeconds)}. The takes that you have are kept.
          </Text>
          <ScrollArea.Autosize
            mah={320}
            viewportProps={{ tabIndex: 0, "aria-label": "Stale shots", role: "region" }}
          >
            <Stack gap={8}>
              {found.shots.map((shot) => (
                <div key={shot.shotId}>
                  <Text size="sm" fw={600}>
                    {labelOfShot(props.groups, shot.shotId) ?? "Shot"}:{" "}
                    {shot.slots.map((one) => slotWords[one]).join(", ")}
                  </Text>
                  {[...new Set(shot.causes.map(causeSentence))].map((sentence) => (
                    <Text key={sentence} size="sm" c="dimmed">
                      {sentence}
                    </Text>
                  ))}
                </div>
              ))}
            </Stack>
          </ScrollArea.Autosize>
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              Not now
            </Button>
            <Button
              loading={bring.isPending}
              onClick={() =>
                bring.mutate(undefined, {
                  onSuccess: ({ jobs, notStarted }) => {
                    const rest =
                      notStarted === 0 ? "" : ` ${notStarted} could not be started; ask again for them.`;
                    notifyDone(`${jobs} ${jobs === 1 ? "item is" : "items are"} being made again.${rest}`);
                    props.onClose();
                  },
                })
              }
            >
              Make {found.items} again
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
