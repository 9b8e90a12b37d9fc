import { ActionIcon, Button, Group, Text, Tooltip } from "@mantine/core";
import {
  IconCircleCheck,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconVolume,
  IconX,
} from "@tabler/icons-react";
import { useRef, useState } from "react";
import { chosenTake } from "@backlot/shared/build/stale-shots";
import type { Take } from "@backlot/shared/generation/artifact";
import type { Shot, Slot } from "@backlot/shared/shot/schema";
import { useActions } from "../app/actions.ts";
import { mediaUrl } from "../app/api.ts";
import { usePlace } from "../app/search.ts";
import { useProject } from "../project/use-project.tsx";
import { causesSentence } from "./cause.ts";
import { failureSince, isUnderWay, useCancelJob, useShotJobs } from "./jobs.ts";
import { StaleDot } from "./picture.tsx";
import { useGenerate } from "./takes.ts";
import type { ShotEdits } from "./use-shot-edits.ts";
import classes from "./TakeStrip.module.css";

const slotNames: Record<Slot, string> = {
  startFrame: "Start frame",
  endFrame: "End frame",
  clip: "Clip",
  dialogue: "Dialogue",
};

/** The takes of one slot: which is circled, which are stale or alternates, and "generate again". */
export function TakeStrip(props: {
  shot: Shot;
  slot: Slot;
  takes: readonly Take[];
  label: string;
  edits: ShotEdits;
}) {
  const { shot, slot } = props;
  const { can } = useProject();
  const generate = useGenerate();
  const takes = props.takes.filter((take) => take.kind === slot);
  const chosen = chosenTake(shot, slot, props.takes);
  const job = useShotJobs(shot.id).find((one) => one.kind === slot);
  const underWay = job !== undefined && isUnderWay(job) ? job : undefined;
  const isMaking = generate.isPending || underWay !== undefined;
  const { cancel, isCancelling } = useCancelJob(underWay);
  const failure = failureSince(job, takes);
  const stale = causesSentence(chosen?.stale ?? []);
  const make = () => generate.mutate({ shotId: shot.id, slot });
  const name = slotNames[slot].toLowerCase();
  useActions([
    {
      id: `take.generate.${slot}`,
      label: takes.length === 0 ? `Generate the ${name}` : `Generate the ${name} again`,
      group: "Takes of the shot",
      icon: IconRefresh,
      isAvailable: () => can("run.start") && !isMaking,
      run: make,
    },
    {
      id: `take.cancel.${slot}`,
      label: `Cancel making the ${name}`,
      group: "Takes of the shot",
      icon: IconX,
      isAvailable: () => can("run.control") && underWay !== undefined && !isCancelling,
      run: cancel,
    },
    {
      id: `take.circle.${slot}`,
      label: `Circle the next take of the ${name}`,
      group: "Takes of the shot",
      icon: IconCircleCheck,
      isAvailable: () => props.edits.mayEdit && takes.length > 1,
      run: () => {
        const next = takes[(takes.findIndex((take) => take.id === chosen?.id) + 1) % takes.length];
        if (next !== undefined) props.edits.circle(shot.id, slot, next.id);
      },
    },
  ]);

  return (
    <section className={classes.strip} aria-label={`${slotNames[slot]} takes of ${props.label}`}>
      <Group justify="space-between" gap={8}>
        <Text size="sm" fw={600}>
          {slotNames[slot]}
        </Text>
        {underWay !== undefined && can("run.control") ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconX size={14} />}
            loading={isCancelling}
            aria-label={`Cancel: ${slotNames[slot]} of ${props.label}`}
            onClick={cancel}
          >
            {`Cancel · ${Math.round(underWay.progress * 100)}\u00a0%`}
          </Button>
        ) : can("run.start") ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconRefresh size={14} />}
            loading={isMaking}
            aria-label={`${takes.length === 0 ? "Generate" : "Generate again"}: ${slotNames[slot]} of ${props.label}`}
            onClick={make}
          >
            {takes.length === 0 ? "Generate" : "Generate again"}
          </Button>
        ) : null}
      </Group>
      {stale === "" ? null : (
        <Group gap={6} wrap="nowrap">
          <StaleDot sentence={stale} />
          <Text size="xs">{stale}</Text>
        </Group>
      )}
      {isMaking || failure === null ? null : (
        <Text size="xs" c="red.4" role="alert">
          {failure.sentence} {failure.nextStep ?? "Generate again to try once more."}
        </Text>
      )}
      {takes.length === 0 ? (
        <Text size="xs" c="dimmed">
          {isMaking ? "Being made …" : "No take yet."}
        </Text>
      ) : (
        <ul className={classes.takes}>
          {takes.toReversed().map((take) => (
            <TakeTile key={take.id} take={take} isCircled={chosen?.id === take.id} {...props} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Plays a take that is only heard; pressed again, it stops. */
function HearTake({ url, name }: { url: string; name: string }) {
  const audio = useRef<HTMLAudioElement>(null);
  const [isHeard, setHeard] = useState(false);
  const toggle = () => {
    const element = audio.current;
    if (element === null) return;
    if (!element.paused) {
      element.pause();
      return;
    }
    element.currentTime = 0;
    element.play().catch(() => setHeard(false));
  };
  return (
    <button
      type="button"
      className={classes.watch}
      aria-label={`${isHeard ? "Stop" : "Hear"} ${name}`}
      onClick={toggle}
    >
      {isHeard ? <IconPlayerStop size={22} /> : <IconVolume size={22} />}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- what is said stands in the script */}
      <audio
        ref={audio}
        src={url}
        preload="none"
        onPlay={() => setHeard(true)}
        onPause={() => setHeard(false)}
        onEnded={() => setHeard(false)}
      />
    </button>
  );
}

function TakeTile(props: { take: Take; isCircled: boolean; shot: Shot; label: string; edits: ShotEdits }) {
  const { take, isCircled, shot } = props;
  const { projectId } = useProject();
  const { go } = usePlace();
  const url = mediaUrl(projectId, take.mediaHash);
  const slot = take.kind as Slot;
  return (
    <li className={classes.tile} data-circled={isCircled || undefined}>
      <div className={classes.picture}>
        {take.mime.startsWith("image/") ? (
          <img src={url} alt={`Take ${take.number} of ${props.label}`} loading="lazy" />
        ) : take.mime.startsWith("video/") ? (
          <button
            type="button"
            className={classes.watch}
            aria-label={`Watch take ${take.number} of ${props.label}`}
            onClick={() => go("dailies", { shot: shot.id, take: take.id })}
          >
            <IconPlayerPlay size={22} />
          </button>
        ) : (
          <HearTake url={url} name={`take ${take.number} of ${props.label}`} />
        )}
      </div>
      <Group gap={2} justify="space-between" wrap="nowrap">
        <Text size="xs" title={`${take.author} · ${take.provider}`}>
          Take {take.number}
          {take.alternate ? " · alternate" : ""}
        </Text>
        <Tooltip label={isCircled ? "The circled take" : "Circle this take"}>
          <ActionIcon
            size={26}
            aria-label={`Circle take ${take.number} of ${props.label}`}
            aria-pressed={isCircled}
            color={isCircled ? "tungsten" : "gray"}
            disabled={!props.edits.mayEdit}
            onClick={() => props.edits.circle(shot.id, slot, take.id)}
          >
            <IconCircleCheck size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </li>
  );
}
