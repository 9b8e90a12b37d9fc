import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Rate } from "@backlot/shared/time/rate";
import { clampFrame, frameOfMediaTime, seekTime, shuttle } from "./player-clock.ts";

/** A clip that can be played: what it is, where it is, its frames `[first, frames)` and how fast they pass. */
export type Playable = { key: string; url: string; first?: number; frames: number; rate: Rate };

type State = { key: string; frame: number; speed: number; isReady: boolean };

const film: Rate = { num: 24, den: 1 };

/**
 * A video that knows its frame. The browser's report of the frame that is really on screen
 * (`requestVideoFrameCallback`) is trusted over the clock; playing backwards steps frame by frame, down to the
 * playable's first. A new playable begins at `startAt`, so that two takes can be compared on the same frame.
 */
export function usePlayer(
  playable: Playable | null,
  options: { onEnded?: () => void; onBegun?: () => void; startAt?: number } = {},
) {
  const key = playable?.key ?? "";
  const first = playable?.first ?? 0;
  const frames = playable?.frames ?? 0;
  const rate = playable?.rate ?? film;
  const startAt = clampFrame(options.startAt ?? 0, frames);
  const video = useRef<HTMLVideoElement | null>(null);
  const at = useRef(startAt);
  const [mounted, setMounted] = useState(0);
  const [state, setState] = useState<State>({ key, frame: startAt, speed: 0, isReady: false });
  const fresh: State = { key, frame: startAt, speed: 0, isReady: false };
  const { frame, speed, isReady } = state.key === key ? state : fresh;

  const { onEnded, onBegun } = options;
  const latest = useRef({ first, frames, rate, fresh, onEnded, onBegun });
  useLayoutEffect(() => {
    latest.current = { first, frames, rate, fresh, onEnded, onBegun };
  });
  useLayoutEffect(() => {
    at.current = latest.current.fresh.frame;
  }, [key]);

  const change = useCallback((next: Partial<State> | ((now: State) => Partial<State>)) => {
    setState((state) => {
      const now = state.key === latest.current.fresh.key ? state : latest.current.fresh;
      return { ...now, ...(typeof next === "function" ? next(now) : next) };
    });
  }, []);

  const ref = useCallback((element: HTMLVideoElement | null) => {
    video.current = element;
    if (element !== null) setMounted((count) => count + 1);
  }, []);

  const seek = useCallback(
    (to: number) => {
      const target = clampFrame(to, latest.current.frames);
      at.current = target;
      change({ frame: target });
      const element = video.current;
      if (element !== null && element.readyState > 0)
        element.currentTime = seekTime(target, latest.current.rate);
    },
    [change],
  );

  // What is really on screen. While a seek is under way the wanted frame stays, so that stepping quickly counts right.
  useEffect(() => {
    const element = video.current;
    if (element === null) return undefined;
    const report = (_now: number, { mediaTime }: VideoFrameCallbackMetadata) => {
      if (!element.seeking && !element.paused) {
        at.current = clampFrame(frameOfMediaTime(mediaTime, latest.current.rate), latest.current.frames);
        change({ frame: at.current });
      }
      handle = element.requestVideoFrameCallback(report);
    };
    let handle = element.requestVideoFrameCallback(report);
    const ready = () => {
      change({ isReady: true });
      element.currentTime = seekTime(at.current, latest.current.rate);
    };
    const ended = () => {
      // A browser may show the last frame without reporting it.
      at.current = Math.max(0, latest.current.frames - 1);
      change({ frame: at.current, speed: 0 });
      latest.current.onEnded?.();
    };
    element.addEventListener("loadedmetadata", ready);
    element.addEventListener("ended", ended);
    if (element.readyState > 0) ready();
    return () => {
      element.cancelVideoFrameCallback(handle);
      element.removeEventListener("loadedmetadata", ready);
      element.removeEventListener("ended", ended);
    };
  }, [mounted, key, change]);

  useEffect(() => {
    const element = video.current;
    if (element === null || !isReady) return undefined;
    if (speed > 0) {
      element.playbackRate = speed;
      element.play().catch(() => change({ speed: 0 }));
      return undefined;
    }
    if (!element.paused) {
      element.pause();
      // A pause may fall between two frames: settle on the one that the counter names.
      element.currentTime = seekTime(at.current, latest.current.rate);
    }
    if (speed === 0) return undefined;
    const { num, den } = latest.current.rate;
    const timer = setInterval(
      () => {
        if (element.seeking) return;
        const next = at.current + speed;
        seek(Math.max(latest.current.first, next));
        if (next > latest.current.first) return;
        change({ speed: 0 });
        latest.current.onBegun?.();
      },
      (1000 * den) / num,
    );
    return () => clearInterval(timer);
  }, [isReady, speed, seek, change]);

  return useMemo(() => {
    const setSpeed = (next: number) => change({ speed: next });
    const play = () => {
      if (at.current >= latest.current.frames - 1) seek(latest.current.first);
      setSpeed(1);
    };
    const pause = () => setSpeed(0);
    return {
      ref,
      frame,
      frames,
      speed,
      isReady,
      isPlaying: speed !== 0,
      seek: (to: number) => {
        pause();
        seek(to);
      },
      step: (by: number) => {
        pause();
        seek(at.current + by);
      },
      play,
      pause,
      /** Plays from where it stands; a negative speed is backwards. */
      playAt: setSpeed,
      toggle: () => (speed === 0 ? play() : pause()),
      shuttle: (press: "J" | "K" | "L") => change((now) => ({ speed: shuttle(now.speed, press) })),
    };
  }, [ref, frame, frames, speed, isReady, seek, change]);
}

export type Player = ReturnType<typeof usePlayer>;
