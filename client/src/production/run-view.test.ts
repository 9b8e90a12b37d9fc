import { describe, expect, it } from "vitest";
import type { RunItem } from "@backlot/shared/pipeline/contract";
import {
  choices,
  credits,
  stagesOf,
  summaryFacts,
  waitingGate,
  type Gate,
  type RunInFull,
} from "./run-view.ts";

function aRun(fields: Partial<RunInFull> = {}): RunInFull {
  return {
    id: "r1",
    number: 1,
    status: "working",
    stage: "frames",
    options: {
      quality: "draft",
      delivery: { width: 1280, height: 720, fps: 24 },
      budgetMicros: 0,
      provider: "previs",
    },
    error: null,
    startedByName: "Ana",
    createdAt: 0,
    endedAt: null,
    etaSeconds: null,
    budget: { limit: 0, reserved: 0, spent: 0 },
    ...fields,
  };
}

function anItem(key: string, fields: Partial<RunItem> = {}): RunItem {
  return {
    key,
    stage: "frames",
    label: key,
    status: "queued",
    progress: 0,
    attempt: 1,
    error: null,
    artifactId: null,
    shotId: null,
    slot: null,
    ...fields,
  };
}

function aGate(fields: Partial<Gate>): Gate {
  return {
    id: "g1",
    stage: "breakdown",
    iteration: 1,
    status: "approved",
    digest: "d",
    summary: {},
    openedAt: 0,
    decidedAt: null,
    decidedByName: null,
    note: "",
    items: [],
    ...fields,
  };
}

describe("a run on screen", () => {
  it("shows what is behind, under way and ahead", () => {
    const items = [anItem("a", { status: "done" }), anItem("b", { status: "working", progress: 0.5 })];
    const view = stagesOf({ run: aRun(), items, gates: [aGate({})] });
    expect(view.map((stage) => stage.state)).toEqual(["done", "done", "working", "ahead", "ahead", "ahead"]);
    expect(view[2]).toMatchObject({ finished: 1, progress: 0.75 });
  });

  it("shows the newest gate of a stage, and that it waits", () => {
    const gates = [
      aGate({ id: "g1", stage: "frames", status: "changes" }),
      aGate({ id: "g2", stage: "frames", iteration: 2, status: "waiting" }),
    ];
    const view = stagesOf({ run: aRun({ status: "waiting" }), items: [], gates });
    expect(view[2]).toMatchObject({ state: "waiting", gate: { id: "g2" } });
    expect(waitingGate(gates)?.id).toBe("g2");
  });

  it("shows a finished run as finished, every stage of it", () => {
    const view = stagesOf({ run: aRun({ status: "done", stage: "delivery" }), items: [], gates: [] });
    expect(new Set(view.map((stage) => stage.state))).toEqual(new Set(["done"]));
  });

  it("RUN-11: says where a run is paused, also between two stages", () => {
    const states = (fields: Partial<RunInFull>, gates: Gate[]) =>
      stagesOf({ run: aRun({ status: "paused", ...fields }), items: [], gates }).map((stage) => stage.state);
    const [breakdown, casting] = [aGate({}), aGate({ id: "g2", stage: "casting" })];
    expect(states({}, [breakdown, casting])[2]).toBe("paused");
    expect(states({ stage: "breakdown" }, [breakdown])).toEqual([
      ...["done", "paused"],
      ...["ahead", "ahead", "ahead", "ahead"],
    ]);
    expect(states({ stage: "breakdown" }, [aGate({ status: "waiting" })])[0]).toBe("waiting");
  });

  it("RUN-10: shows where a run was cancelled, and works on nothing", () => {
    const gates = [aGate({}), aGate({ id: "g2", stage: "casting", status: "withdrawn" })];
    const view = stagesOf({ run: aRun({ status: "cancelled", stage: "casting" }), items: [], gates });
    expect(view.map((stage) => stage.state)).toEqual([
      ...["done", "cancelled"],
      ...["ahead", "ahead", "ahead", "ahead"],
    ]);
  });

  it("says a gate's numbers in words", () => {
    expect(summaryFacts({ scenes: 4, counts: { character: 3, prop: 1 }, failed: 2, reused: 0 })).toEqual([
      "4 scenes",
      "3 characters",
      "1 prop",
      "2 failed",
    ]);
    const item = (status: string, artifactId: string | null) => ({ key: "k", status, artifactId });
    expect(summaryFacts({ items: [item("done", "a"), item("reused", "b"), item("done", null)] })).toEqual([
      "1 made",
    ]);
    expect(summaryFacts({ assets: 5, matches: [{ assetId: "a" }] })).toEqual([
      "5 assets",
      "1 match in the library",
    ]);
  });

  it("sends a shot's frames back together", () => {
    const items = [
      anItem("f1", { label: "1A start frame", shotId: "s1" }),
      anItem("f2", { label: "1A end frame", shotId: "s1" }),
      anItem("x", { label: "Film" }),
    ];
    expect(choices(items).map(({ id, label }) => [id, label])).toEqual([
      ["s1", "1A"],
      ["x", "Film"],
    ]);
  });

  it("reads micro-credits as money", () => {
    expect([credits(0), credits(1_000_000), credits(250_000), credits(12_340_000)]).toEqual([
      "0 credits",
      "1 credit",
      "0.25 credits",
      "12.34 credits",
    ]);
  });
});
