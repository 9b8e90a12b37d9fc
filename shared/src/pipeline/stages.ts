import { z } from "zod";

/** The stages of a run in order; each ends in a gate. */
export const stageId = z.enum(["breakdown", "casting", "frames", "clips", "cut", "delivery"]);
export type StageId = z.infer<typeof stageId>;

export const stages: readonly { id: StageId; label: string; sentence: string }[] = [
  { id: "breakdown", label: "Breakdown", sentence: "Finds characters, locations and props in the script." },
  { id: "casting", label: "Casting", sentence: "Matches the assets with the team's library." },
  { id: "frames", label: "Frames", sentence: "Draws the start and end frame of each shot." },
  { id: "clips", label: "Clips", sentence: "Films one clip per shot." },
  { id: "cut", label: "Cut", sentence: "Assembles the clips in script order, with scratch dialogue." },
  { id: "delivery", label: "Delivery", sentence: "Renders the finished film with captions." },
];

export const runStatus = z.enum(["starting", "working", "waiting", "paused", "done", "failed", "cancelled"]);
export type RunStatus = z.infer<typeof runStatus>;

export const itemStatus = z.enum(["queued", "working", "done", "reused", "failed", "cancelled"]);
export type ItemStatus = z.infer<typeof itemStatus>;

export const gateStatus = z.enum(["waiting", "approved", "changes", "withdrawn"]);
export type GateStatus = z.infer<typeof gateStatus>;

export const quality = z.enum(["draft", "master"]);
export type Quality = z.infer<typeof quality>;

/** Delivered picture; the frame rate is an integer for now and rational in `time`. */
export const delivery = z.object({
  width: z.number().int().min(160).max(3840).multipleOf(2).default(1280),
  height: z.number().int().min(90).max(2160).multipleOf(2).default(720),
  fps: z.number().int().min(8).max(60).default(24),
});
export type Delivery = z.infer<typeof delivery>;

/** What a person chooses when a run is started. */
export const runOptions = z.object({
  quality: quality.default("draft"),
  delivery: delivery.default({ width: 1280, height: 720, fps: 24 }),
  /** Most that the run may spend, in micro-credits; previs costs nothing. */
  budgetMicros: z.number().int().min(0).default(0),
  /** `previs`, or `nothing`: a provider that costs no time, for measuring the overhead of a run. */
  provider: z.enum(["previs", "nothing"]).default("previs"),
});
export type RunOptions = z.infer<typeof runOptions>;

/** A decision at a gate. `items` are shot or asset ids to do again; empty with `changes` means the whole stage. */
export const gateDecision = z.discriminatedUnion("decision", [
  z.object({ decision: z.literal("approve"), digest: z.string(), note: z.string().max(4000).default("") }),
  z.object({
    decision: z.literal("changes"),
    digest: z.string(),
    note: z.string().min(1, "Say what should change.").max(4000),
    items: z.array(z.string()).max(2000),
  }),
]);
export type GateDecision = z.infer<typeof gateDecision>;
