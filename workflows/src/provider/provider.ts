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

/** Whoever makes pictures, motion and sound. A failure is an `AppError`; the same request gives the same result. */
export type Provider = {
  name: string;
  /** Most that the request can cost, in micro-credits. */
  estimate: (request: Pick<MakeRequest, "slot" | "shot" | "quality">) => number;
  make: (request: MakeRequest) => Promise<MadeMedia>;
  /** Whether it would make more of the same inputs now than when it noted this: it has a voice where it had none. */
  isOutdone?: (meta: Record<string, unknown>) => boolean;
};
