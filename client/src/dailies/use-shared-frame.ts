import { useEffect, useRef } from "react";
import { usePlace } from "../app/search.ts";
import { usePublishFrame } from "../session/hooks.ts";
import type { Player } from "./use-player.ts";

/** Tells followers the frame at which a player stands still, and goes where the address asks while it is open. */
export function useSharedFrame(player: Pick<Player, "frame" | "isPlaying" | "seek">): void {
  const { frame } = usePlace().search;
  usePublishFrame(player.isPlaying ? undefined : player.frame);
  const latest = useRef(player);
  useEffect(() => {
    latest.current = player;
  });
  const asked = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (frame !== undefined && frame !== asked.current) latest.current.seek(frame);
    asked.current = frame;
  }, [frame]);
}
