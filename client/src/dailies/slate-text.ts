import type { Take } from "@backlot/shared/generation/artifact";
import { vocabularyLabel, type Shot } from "@backlot/shared/shot/schema";

/**
 * What the slate of a take says. Scene, shot and take as they are called now; lens and move as the take was filmed, also when the
 * shot has changed since.
 */
export function slateText(label: string, take: Pick<Take, "number" | "stale">, shot: Shot | null): string {
  const filmed = (field: "lensMm" | "movement", now: string) =>
    take.stale.find((cause) => cause.field === field)?.from ?? now;
  const camera =
    shot === null
      ? []
      : [`${filmed("lensMm", String(shot.lensMm))} mm`, vocabularyLabel(filmed("movement", shot.movement))];
  return [`Shot ${label}`, `Take ${take.number}`, ...camera].join("   ");
}
