import { useEffect, useMemo, useState } from "react";
import { mediaUrl } from "../app/api.ts";
import { useProject } from "../project/use-project.tsx";
import { film as filmRate } from "@backlot/shared/time/rate";
import { rateOf, shuttle } from "../dailies/player-clock.ts";
import { usePlayer, type Playable, type Player } from "../dailies/use-player.ts";
import { useSound } from "../dailies/use-sound.ts";
import { clipAt, endOf, lengthOf, totalFrames, type StripClip } from "./timeline.ts";

/** Where the film was sent: a frame, and how it goes on from there. `serial` tells one sending from the next. */
type Target = { frame: number; speed: number; serial: number };

/**
 * Plays the clips of the cut in order as one film, in either direction and at any speed: its frames are the film's, and each clip's own player
 * shows exactly the frame that the trim says, with the dialogue of its shot. At a clip's edge the next filmed one takes over at the same speed.
 */
export function useCutPlayer(strip: readonly StripClip[]) {
  const { projectId } = useProject();
  const [target, setTarget] = useState<Target>({ frame: 0, speed: 0, serial: 0 });
  const [clipId, setClipId] = useState<string | undefined>(undefined);
  const total = totalFrames(strip);
  const clip = strip.find((one) => one.id === clipId) ?? clipAt(strip, 0);
  const take = clip?.take ?? null;
  const playable = useMemo<Playable | null>(
    () =>
      clip === undefined || take === null
        ? null
        : {
            key: `${clip.id}:${take.id}`,
            url: mediaUrl(projectId, take.mediaHash),
            first: clip.inFrame,
            frames: clip.outFrame,
            rate: rateOf(take.fps),
          },
    [clip, projectId, take],
  );
  const inside = clip === undefined ? 0 : clip.inFrame + Math.max(0, target.frame - clip.start);
  const player = usePlayer(playable, {
    startAt: inside,
    // A clip that is not trimmed at its tail ends with its file.
    onEnded: () => goOn(1),
    onBegun: () => goOn(-1),
  });
  const { isReady, isPlaying, speed } = player;
  const spoken = clip === undefined || clip.muted ? null : clip.dialogue;
  const soundUrl = spoken === null ? undefined : mediaUrl(projectId, spoken.mediaHash);
  const audioRef = useSound(soundUrl, { ...player, rate: filmRate });
  const filmFrame =
    clip === undefined || take === null
      ? Math.min(clip?.start ?? 0, Math.max(0, total - 1))
      : clip.start + Math.max(0, Math.min(player.frame - clip.inFrame, lengthOf(clip) - 1));

  function show(next: StripClip, frame: number, nextSpeed: number): void {
    setTarget((now) => ({ frame, speed: nextSpeed, serial: now.serial + 1 }));
    setClipId(next.id);
    if (next.id === clip?.id && next.take !== null) player.seek(next.inFrame + frame - next.start);
  }
  function goTo(frame: number, nextSpeed: number): void {
    const wanted = Math.max(0, Math.min(frame, total - 1));
    const next = clipAt(strip, wanted);
    if (next !== undefined) show(next, wanted, nextSpeed);
  }
  /** Beyond the edge of the clip, as fast as it played; at the film's own edge it stands. */
  function goOn(direction: 1 | -1): void {
    if (clip === undefined) return;
    const frame = direction > 0 ? endOf(clip) : clip.start - 1;
    const nextSpeed = Math.sign(speed) === direction ? speed : direction;
    if (frame >= 0 && frame < total) goTo(frame, nextSpeed);
    else stop();
  }
  function start(nextSpeed: number): void {
    if (nextSpeed > 0 && filmFrame >= total - 1) goTo(0, nextSpeed);
    else if (take === null) goTo(filmFrame, nextSpeed);
    else if (nextSpeed > 0 && player.frame >= (clip?.outFrame ?? 0) - 1) goTo(filmFrame + 1, nextSpeed);
    else if (nextSpeed < 0 && player.frame <= (clip?.inFrame ?? 0)) goTo(filmFrame - 1, nextSpeed);
    else player.playAt(nextSpeed);
  }
  function stop(): void {
    setTarget((now) => ({ ...now, speed: 0 }));
    player.pause();
  }

  // A clip that takes over goes on playing once it can.
  const { playAt } = player;
  useEffect(() => {
    if (target.speed !== 0 && isReady && !isPlaying) playAt(target.speed);
    // Only a new target starts playing; pausing by hand must stay paused.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [target.serial, isReady]);

  // The cut's end of a clip is not its file's end.
  const isAtEnd = take !== null && clip !== undefined && player.frame >= clip.outFrame - 1;
  useEffect(() => {
    if (speed > 0 && isAtEnd) goOn(1);
    // oxlint-disable-next-line react/exhaustive-deps -- runs when the edge of a clip is reached, not on every frame
  }, [isAtEnd, speed > 0, clip?.id]);

  const film: Player = {
    ...player,
    frame: filmFrame,
    frames: total,
    seek: (frame) => goTo(frame, 0),
    step: (by) => goTo(filmFrame + by, 0),
    play: () => start(1),
    playAt: start,
    pause: stop,
    toggle: () => (isPlaying ? stop() : start(1)),
    shuttle: (press) => {
      const next = shuttle(speed, press);
      if (next === 0) stop();
      else start(next);
    },
  };
  /** Chooses a clip and shows its first frame, also one that is not filmed. */
  const select = (chosen: StripClip) => show(chosen, chosen.start, 0);
  return { film, clip, take, playable, soundUrl, audioRef, select };
}
