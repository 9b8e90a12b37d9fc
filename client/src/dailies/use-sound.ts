import { useEffect, useRef } from "react";
import { framesToSeconds, type Rate } from "@backlot/shared/time/rate";

/** Seconds that picture and sound may be apart before the sound is put right: less is not heard, more often it would stutter. */
const tolerance = 0.12;

/**
 * Plays a sound beside a silent picture, whose first frame it begins with: where the picture is, as fast as it plays, and
 * not at all while it stands or goes backwards. Gives the ref of the `audio` element.
 */
export function useSound(
  url: string | undefined,
  { frame, rate, ...player }: { frame: number; rate: Rate; speed: number; isReady: boolean },
) {
  const ref = useRef<HTMLAudioElement>(null);
  const seconds = framesToSeconds(frame, rate);
  const speed = player.isReady ? player.speed : 0;
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const isOver = Number.isFinite(element.duration) && seconds >= element.duration;
    if (speed <= 0 || isOver) {
      element.pause();
      return;
    }
    element.playbackRate = speed;
    if (Math.abs(element.currentTime - seconds) > tolerance * speed) element.currentTime = seconds;
    // A browser that lets no page sound before somebody has touched it lets it on the next press of Play.
    if (element.paused) element.play().catch(() => undefined);
  }, [url, seconds, speed]);
  return ref;
}
