import type { InferResponseType } from "hono/client";
import type { RunItem } from "@backlot/shared/pipeline/contract";
import type { RunStatus, StageId } from "@backlot/shared/pipeline/stages";
import { stages } from "@backlot/shared/pipeline/stages";
import { z } from "zod";
import type { api } from "../app/api.ts";
import { counted } from "../app/words.ts";

type Runs = (typeof api.projects)[":projectId"]["runs"];

/** A run with what is known only of one: its items and gates, time to the next gate, money in micro-credits. */
export type RunDetail = InferResponseType<Runs[":runId"]["$get"]>;
export type RunInFull = RunDetail["run"];
/** A gate as the API answers it; moments in epoch milliseconds. */
export type Gate = RunDetail["gates"][number];
/** A run as the API lists it; moments in epoch milliseconds. */
export type Run = InferResponseType<Runs["$get"]>["runs"][number];

/** How one stage of a run stands. */
export type StageView = {
  id: StageId;
  label: string;
  sentence: string;
  state: "ahead" | "working" | "waiting" | "paused" | "done" | "failed" | "changes" | "cancelled";
  items: RunItem[];
  finished: number;
  failed: number;
  /** 0..1, of all items, counting those under way by their own progress. */
  progress: number;
  /** The newest gate of the stage. */
  gate: Gate | null;
};

const isFinished = (item: RunItem) => item.status === "done" || item.status === "reused";

/** The six stages with their items and gates, from what the API says. */
export function stagesOf({ run, items, gates }: RunDetail): StageView[] {
  const at = currentStage(run, gates);
  return stages.map((stage, index) => {
    const own = items.filter((item) => item.stage === stage.id);
    const gate =
      gates
        .filter((one) => one.stage === stage.id)
        .toSorted((a, b) => a.iteration - b.iteration)
        .at(-1) ?? null;
    const failed = own.filter((item) => item.status === "failed").length;
    const done = own.reduce((sum, item) => sum + (isFinished(item) ? 1 : item.progress), 0);
    const isApproved = gate?.status === "approved";
    return {
      ...stage,
      items: own,
      finished: own.filter(isFinished).length,
      failed,
      progress: isApproved ? 1 : own.length === 0 ? 0 : done / own.length,
      gate,
      state: stateOf(run, gate, failed, index - at),
    };
  });
}

/** Index of the stage that the run works on or would work on next: an approved stage is behind it. */
function currentStage(run: Run, gates: readonly Gate[]): number {
  const at = stages.findIndex((stage) => stage.id === run.stage);
  const isApproved = gates.some((gate) => gate.stage === run.stage && gate.status === "approved");
  return isApproved ? at + 1 : at;
}

function stateOf(run: Run, gate: Gate | null, failed: number, ahead: number): StageView["state"] {
  if (gate?.status === "approved" || run.status === "done" || ahead < 0) return "done";
  if (gate?.status === "waiting") return "waiting";
  if (ahead > 0) return "ahead";
  if (run.status === "failed" || run.status === "cancelled" || run.status === "paused") return run.status;
  if (gate?.status === "changes") return "changes";
  return failed > 0 && run.status !== "working" ? "failed" : "working";
}

/** The gate that waits for a decision, if one does. */
export function waitingGate(gates: readonly Gate[]): Gate | null {
  return gates.find((gate) => gate.status === "waiting") ?? null;
}

/** Whether a run can still do something. */
export function isOpenRun(status: RunStatus): boolean {
  return status === "starting" || status === "working" || status === "waiting" || status === "paused";
}

/** The facts of a gate's summary that are numbers a person understands, as "4 scenes", "2 failed". */
export function summaryFacts(summary: Record<string, unknown>): string[] {
  const facts: string[] = [];
  const count = (key: string, one: string, many = `${one}s`) => {
    const value = summary[key];
    if (typeof value === "number" && value > 0) facts.push(`${value} ${value === 1 ? one : many}`);
  };
  count("scenes", "scene");
  const counts = summary["counts"];
  if (typeof counts === "object" && counts !== null) {
    for (const [category, value] of Object.entries(counts)) {
      if (typeof value === "number") facts.push(`${value} ${category}${value === 1 ? "" : "s"}`);
    }
  }
  count("shots", "shot");
  count("assets", "asset");
  count("linked", "linked to the library", "linked to the library");
  count("spokenLines", "line spoken", "lines spoken");
  count("silentLines", "line without a voice", "lines without a voice");
  const made = madeIn(summary["items"]);
  if (made > 0) facts.push(`${made} made`);
  count("reused", "answered from the store", "answered from the store");
  count("alternates", "alternate");
  count("failed", "failed", "failed");
  const matches = summary["matches"];
  if (Array.isArray(matches) && matches.length > 0)
    facts.push(`${counted(matches.length, "match", "matches")} in the library`);
  const removals = summary["proposedRemovals"];
  if (Array.isArray(removals) && removals.length > 0) facts.push(`${removals.length} proposed for removal`);
  return facts;
}

/** How many pictures, clips and films came out; a stage that writes into documents makes none. */
function madeIn(items: unknown): number {
  const known = summaryItems.safeParse(items);
  return (known.data ?? []).filter((item) => item.status === "done" && item.artifactId !== null).length;
}

const summaryItems = z.array(z.object({ status: z.string(), artifactId: z.string().nullable() }));

/** Items of a gate that can be sent back one by one: by shot where they have one, each once. */
export function choices(items: readonly RunItem[]): { id: string; label: string; items: RunItem[] }[] {
  const byId = Map.groupBy(items, (item) => item.shotId ?? item.key);
  return [...byId].map(([id, own]) => ({ id, label: commonLabel(own), items: own }));
}

function commonLabel(items: readonly RunItem[]): string {
  const first = items[0]?.label ?? "";
  if (items.length === 1) return first;
  const words = first.split(" ");
  while (words.length > 1 && !items.every((item) => item.label.startsWith(words.join(" ")))) words.pop();
  return words.join(" ").replace(/[\s·:,–-]+$/, "");
}

/** "0.25 credits": micro-credits as a person reads them. */
export function credits(micros: number): string {
  const value = micros / 1e6;
  const digits = value !== 0 && value < 1 ? 2 : value % 1 === 0 ? 0 : 2;
  return `${value.toFixed(digits)} ${value === 1 ? "credit" : "credits"}`;
}

export const statusWords: Record<RunStatus, string> = {
  starting: "Starting",
  working: "Working",
  waiting: "Waiting for approval",
  paused: "Paused",
  done: "Finished",
  failed: "Failed",
  cancelled: "Cancelled",
};
