import { IconPlayerPlay } from "@tabler/icons-react";
import { useActions } from "../app/actions.ts";
import type { Player } from "./use-player.ts";

/** The keys of an edit desk, wherever something plays. */
export function useTransportActions(player: Player, group: string, isActive = true): void {
  const isAvailable = () => isActive;
  useActions([
    {
      id: "player.toggle",
      label: "Play or pause",
      group,
      icon: IconPlayerPlay,
      shortcut: "Space",
      isAvailable,
      run: player.toggle,
    },
    {
      id: "player.back",
      label: "Play backwards, faster with each press",
      group,
      shortcut: "J",
      isAvailable,
      run: () => player.shuttle("J"),
    },
    { id: "player.stop", label: "Stop", group, shortcut: "K", isAvailable, run: () => player.shuttle("K") },
    {
      id: "player.forward",
      label: "Play, faster with each press",
      group,
      shortcut: "L",
      isAvailable,
      run: () => player.shuttle("L"),
    },
    {
      id: "player.previous",
      label: "Previous frame",
      group,
      shortcut: ",",
      isAvailable,
      run: () => player.step(-1),
    },
    { id: "player.next", label: "Next frame", group, shortcut: ".", isAvailable, run: () => player.step(1) },
    {
      id: "player.first",
      label: "First frame",
      group,
      shortcut: "Home",
      isAvailable,
      run: () => player.seek(0),
    },
    {
      id: "player.last",
      label: "Last frame",
      group,
      shortcut: "End",
      isAvailable,
      run: () => player.seek(player.frames - 1),
    },
  ]);
}
