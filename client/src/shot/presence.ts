import type { Presence } from "@backlot/shared/shot/schema";

export type FrameSide = "start" | "end";

const absent: Presence = { start: false, end: false, startLook: null, endLook: null };

/** Puts an asset into a frame of a shot, or takes it out; null when it is then in neither. */
export function togglePresence(now: Presence | undefined, side: FrameSide): Presence | null {
  const next = { ...(now ?? absent), [side]: !(now?.[side] ?? false) };
  return next.start || next.end ? next : null;
}

/** Chooses the look of one frame. The end frame follows the start frame until it has a look of its own. */
export function withLook(now: Presence, side: FrameSide, look: string | null): Presence {
  if (side === "end") return { ...now, endLook: look };
  return { ...now, startLook: look, endLook: now.endLook === now.startLook ? look : now.endLook };
}

/** What the trade would say: "in the shot", "walks in", "leaves". */
export function presenceWords(now: Presence | undefined): string {
  if (now === undefined || (!now.start && !now.end)) return "not in the shot";
  if (now.start && now.end) return "in the shot throughout";
  return now.start ? "leaves during the shot" : "enters during the shot";
}
