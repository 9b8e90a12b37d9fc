import { ActionIcon } from "@mantine/core";
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBackFilled,
  IconPlayerSkipForwardFilled,
  IconPlayerTrackNextFilled,
  IconPlayerTrackPrevFilled,
} from "@tabler/icons-react";
import type { Rate } from "@backlot/shared/time/rate";
import { formatTimecode } from "@backlot/shared/time/timecode";
import type { Player } from "./use-player.ts";
import classes from "./Transport.module.css";

type Marker = { key: string; frame: number; isOpen: boolean };

/** Scrub bar with note markers, buttons, timecode and frame: the same for a take, a film and the cut. */
export function Transport(props: {
  player: Pick<Player, "frame" | "frames" | "isPlaying" | "speed" | "seek" | "step" | "toggle">;
  rate: Rate;
  markers?: readonly Marker[];
  children?: React.ReactNode;
}) {
  const { player, rate } = props;
  const last = Math.max(0, player.frames - 1);
  return (
    <div className={classes.transport}>
      <div className={classes.scrub}>
        {(props.markers ?? []).map((marker) => (
          <span
            key={marker.key}
            aria-hidden
            className={classes.marker}
            data-open={marker.isOpen || undefined}
            style={{ left: `calc(8px + (100% - 16px) * ${last === 0 ? 0 : marker.frame / last})` }}
          />
        ))}
        <input
          type="range"
          aria-label="Frame"
          aria-valuetext={`${formatTimecode(player.frame, rate)}, frame ${player.frame}`}
          min={0}
          max={last}
          value={player.frame}
          onChange={(event) => player.seek(Number(event.currentTarget.value))}
        />
      </div>
      <div className={classes.controls}>
        <ActionIcon aria-label="First frame" onClick={() => player.seek(0)}>
          <IconPlayerSkipBackFilled size={16} />
        </ActionIcon>
        <ActionIcon aria-label="Previous frame" onClick={() => player.step(-1)}>
          <IconPlayerTrackPrevFilled size={16} />
        </ActionIcon>
        <ActionIcon
          variant="filled"
          color="tungsten"
          size={38}
          radius="xl"
          aria-label={player.isPlaying ? "Pause" : "Play"}
          onClick={player.toggle}
        >
          {player.isPlaying ? <IconPlayerPauseFilled size={20} /> : <IconPlayerPlayFilled size={20} />}
        </ActionIcon>
        <ActionIcon aria-label="Next frame" onClick={() => player.step(1)}>
          <IconPlayerTrackNextFilled size={16} />
        </ActionIcon>
        <ActionIcon aria-label="Last frame" onClick={() => player.seek(last)}>
          <IconPlayerSkipForwardFilled size={16} />
        </ActionIcon>
        <output className={classes.timecode} aria-label="Timecode" data-testid="timecode">
          {formatTimecode(player.frame, rate)}
        </output>
        <span className={classes.frame} data-testid="frame" data-frame={player.frame}>
          {player.frame} / {player.frames}
        </span>
        {Math.abs(player.speed) > 1 || player.speed < 0 ? (
          <span className={classes.frame}>{player.speed}×</span>
        ) : null}
        <span className={classes.grow} />
        {props.children}
      </div>
    </div>
  );
}
