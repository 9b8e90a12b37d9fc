/** Loaded before a server whose clock is to jump. */
import { setWallClock } from "./shifted-clock.ts";

process.on("message", (message: { type?: string; offsetMs?: number }) => {
  if (message.type === "clock") setWallClock(message.offsetMs ?? 0);
});
