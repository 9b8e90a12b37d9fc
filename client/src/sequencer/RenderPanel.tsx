import { Alert, Button, Group, Modal, Progress, Select, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconAlertTriangle, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { runOptions, type RunOptions } from "@backlot/shared/pipeline/stages";
import { api, call } from "../app/api.ts";
import { notifyDone, notifyFailure } from "../app/notify.tsx";
import { queryKeys } from "../app/query-keys.ts";
import { usePlace } from "../app/search.ts";
import { FilmDownloads } from "../dailies/FilmRoom.tsx";
import type { Film } from "../dailies/films.ts";
import { rateOf } from "../dailies/player-clock.ts";
import { useProject } from "../project/use-project.tsx";
import { failureSince, isUnderWay, useCancelJob, useJobs, type Job } from "../shot/jobs.ts";
import { formatTimecode } from "@backlot/shared/time/timecode";
import classes from "./Sequencer.module.css";

const sizes = [
  { value: "640x360", label: "640 × 360" },
  { value: "1280x720", label: "1280 × 720" },
  { value: "1920x1080", label: "1920 × 1080" },
];

/** Renders the cut as it is now. How far it is, is read from the studio, so that a reload loses nothing. */
export function useRender() {
  const { projectId } = useProject();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (options: RunOptions) =>
      call(api.projects[":projectId"].renders.$post({ param: { projectId }, json: { options } })),
    onSuccess: async ({ filmId }) => {
      if (filmId !== null)
        notifyDone("The film is there already: nothing has changed since it was rendered.");
      await client.invalidateQueries({ queryKey: queryKeys.jobs(projectId) });
    },
    onError: notifyFailure,
  });
}

/** How large the film shall be. The takes of the cut are what they are: draft clips make a draft film. */
export function RenderDialog(props: {
  isOpen: boolean;
  onClose: () => void;
  duration: string;
  unfilmed: number;
  render: ReturnType<typeof useRender>;
}) {
  const [size, setSize] = useState("1280x720");
  const [width = 1280, height = 720] = size.split("x").map(Number);
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title="Render the film">
      <Stack>
        <Select
          label="Size"
          data={sizes}
          value={size}
          allowDeselect={false}
          onChange={(value) => setSize(value ?? "1280x720")}
        />
        <Text size="sm">
          The film is {props.duration} long, with dialogue and captions; parts that did not change are used
          again.
          {props.unfilmed > 0
            ? ` ${props.unfilmed} ${props.unfilmed === 1 ? "clip has" : "clips have"} no take yet and will be left out.`
            : ""}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            Not now
          </Button>
          <Button
            loading={props.render.isPending}
            onClick={() =>
              props.render.mutate(runOptions.parse({ delivery: { width, height, fps: 24 } }), {
                onSuccess: props.onClose,
              })
            }
          >
            Render
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** One film that is being made: who asked for it, and how far it is. */
function RenderProgress({ job }: { job: Job }) {
  const { can } = useProject();
  const { cancel, isCancelling } = useCancelJob(job);
  const percent = Math.round(job.progress * 100);
  return (
    <div className={classes.rendering}>
      <Group justify="space-between" gap={8} wrap="nowrap">
        <output>{isCancelling ? "The render is being cancelled …" : stateOf(job, percent)}</output>
        {can("run.control") ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconX size={14} />}
            flex="none"
            loading={isCancelling}
            aria-label="Cancel the render"
            onClick={cancel}
          >
            Cancel
          </Button>
        ) : null}
      </Group>
      <Progress value={percent} size="sm" mt={6} aria-label="Progress of the render" />
    </div>
  );
}

function stateOf(job: Job, percent: number): string {
  return job.status === "queued"
    ? `A film is in line to be rendered, asked for by ${job.startedByName}.`
    : `A film is being rendered for ${job.startedByName}: ${percent}\u00a0%`;
}

/** The films: those under way, why one came to nothing, and the finished ones to watch and take home. */
export function FilmList({ films }: { films: readonly Film[] }) {
  const { go } = usePlace();
  const renders = useJobs().filter((job) => job.kind === "render");
  const underWay = renders.filter(isUnderWay);
  const failure = underWay.length === 0 ? failureSince(renders[0], films) : null;
  return (
    <section className={classes.films} aria-label="Finished films">
      <h2>Finished films</h2>
      {underWay.map((job) => (
        <RenderProgress key={job.id} job={job} />
      ))}
      {failure === null ? null : (
        <Alert color="red" mb={8} icon={<IconAlertTriangle />} title={failure.sentence} role="alert">
          {failure.nextStep ?? "Render again; the parts that were made are used again."}
        </Alert>
      )}
      {films.length === 0 && underWay.length === 0 ? (
        <Text size="sm" c="dimmed">
          No film has been rendered yet. The render speaks every line, also those that the cut has no dialogue
          of.
        </Text>
      ) : null}
      <ul>
        {films.map((film) => (
          <li key={film.id}>
            <div>
              <strong>Film {film.number}</strong>
              <Text size="xs" c="dimmed">
                {formatTimecode(film.frames ?? 0, rateOf(film.fps))} · {film.width} × {film.height}
                {film.loudness === null ? "" : ` · ${film.loudness.toFixed(1)} LUFS`} ·{" "}
                {new Date(film.createdAt).toLocaleString()}
              </Text>
            </div>
            <Group gap={8}>
              <Button size="compact-sm" variant="default" onClick={() => go("dailies", { take: film.id })}>
                Watch
              </Button>
              <FilmDownloads film={film} />
            </Group>
          </li>
        ))}
      </ul>
    </section>
  );
}
