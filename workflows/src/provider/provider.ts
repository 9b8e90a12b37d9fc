import { AppError } from "@backlot/shared/errors/app-error";
import type { SlotInputs } from "@backlot/shared/build/inputs";
import type { Film } from "@backlot/shared/build/film";
import type { Quality } from "@backlot/shared/pipeline/stages";
import type { Shot, Slot } from "@backlot/shared/shot/schema";
import type { Direction } from "@backlot/shared/stage/direction";

/** One slot to make, resolved: everything that a provider may look at. */
export type MakeRequest = {
  film: Film;
  shot: Shot;
  slot: Slot;
  inputs: SlotInputs;
  quality: Quality;
  variation: number;
  directions: readonly Direction[];
  /** An empty folder of this job; deleted afterwards. */
  workDir: string;
  /** 0..1, as often as it likes. */
  onProgress: (progress: number) => void;
  signal: AbortSignal;
};

/** A finished file with what is known about it. */
export type MadeMedia = {
  path: string;
  mime: string;
  width: number | null;
  height: number | null;
  frames: number | null;
  fps: number | null;
  meta?: Record<string, unknown>;
};

/** Whoever makes pictures and motion. A failure is an `AppError`; the same request gives the same result. */
export type Provider = {
  name: string;
  /** Throws `preflight-failed` for what it cannot make, before anything is spent. */
  validate: (request: Pick<MakeRequest, "slot" | "quality">) => void;
  /** Most that the request can cost, in micro-credits. */
  estimate: (request: Pick<MakeRequest, "slot" | "shot" | "quality">) => number;
  make: (request: MakeRequest) => Promise<MadeMedia>;
};

/** For providers of pictures: dialogue is spoken when the film is rendered. */
export function refuseSound({ slot }: { slot: Slot }): void {
  if (slot !== "dialogue") return;
  throw new AppError("preflight-failed", {
    sentence: "Dialogue has no takes of its own yet: it is spoken when the film is rendered.",
    nextStep: "Render the film to hear it.",
    field: "slot",
  });
}
