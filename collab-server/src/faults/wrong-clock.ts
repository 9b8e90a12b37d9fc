/** Loaded before a server whose clock is to jump. */
import { setWallClock, takeOverClock } from "./shifted-clock.ts";

takeOverClock();
process.on("message", (message: { type?: string; offsetMs?: number }) => {
  if (message.type === "clock") setWallClock(message.offsetMs ?? 0);
});
