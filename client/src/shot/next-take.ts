import type { Take } from "@backlot/shared/generation/artifact";

/** The number of the clip that would be filmed next: what the slate of the live viewfinder says. */
export function nextTake(takes: readonly Pick<Take, "kind" | "number">[]): number {
  const filmed = takes.filter((take) => take.kind === "clip").map((take) => take.number);
  return Math.max(0, ...filmed) + 1;
}
