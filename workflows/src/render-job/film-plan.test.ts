import { expect, test } from "vitest";
import type { Film } from "@backlot/shared/build/film";
import type { CutClip } from "@backlot/shared/cut/schema";
import type { Shot } from "@backlot/shared/shot/schema";
import { textBlock } from "@backlot/shared/screenplay/block";
import { scenesOf } from "@backlot/shared/screenplay/scenes";
import { captionsOf } from "./activities.ts";
import { planFilm } from "@backlot/shared/cut/film-plan";
import { srtToVtt } from "./web-captions.ts";

const blocks = [
  { ...textBlock("sceneHeading", "INT. CABIN - NIGHT"), id: "scene" },
  { ...textBlock("character", "MARA"), id: "cue" },
  { ...textBlock("dialogue", "He said he would come."), id: "line" },
];

function aShot(id: string, change: Partial<Shot> = {}): Shot {
  return {
    id,
    sceneId: "scene",
    order: id,
    size: "medium",
    angle: "eye",
    movement: "static",
    lensMm: 35,
    aperture: 2.8,
    durationFrames: 100,
    description: "",
    presence: {},
    blockIds: [],
    circled: {},
    origin: "breakdown",
    deletedAt: null,
    createdAt: 0,
    ...change,
  };
}

function aClip(id: string, shotId: string, change: Partial<CutClip> = {}): CutClip {
  const whole = {
    order: id,
    inFrame: 0,
    outFrame: null,
    muted: false,
    origin: "run",
    deletedAt: null,
  } as const;
  return { id, shotId, ...whole, ...change };
}

const film: Film = {
  projectId: "p",
  blocks: new Map(blocks.map((block) => [block.id, block])),
  pages: {},
  scenes: scenesOf(blocks),
  assets: new Map(),
  shots: [aShot("a"), aShot("b", { blockIds: ["line"] }), aShot("c")],
};
const clipOf = new Map([
  ["a", { mediaHash: "hash-a", frames: 100, fps: 24 }],
  ["b", { mediaHash: "hash-b", frames: 100, fps: 24 }],
]);

test("RUN-20: lays clips end to end, trimmed, and places lines at their frame of the film", () => {
  const cut = [aClip("1", "a", { inFrame: 10, outFrame: 40 }), aClip("2", "b")];
  const plan = planFilm({ film, cut, clipOf, fps: 24 });
  expect(plan.segments).toEqual([
    { shotId: "a", mediaHash: "hash-a", inFrame: 10, outFrame: 40, startFrame: 0 },
    { shotId: "b", mediaHash: "hash-b", inFrame: 0, outFrame: 100, startFrame: 30 },
  ]);
  expect(plan.frames).toBe(130);
  expect(plan.lines).toMatchObject([{ character: "MARA", text: "He said he would come.", startFrame: 36 }]);
});

test("RUN-21: a shot without a clip is left out and named", () => {
  const plan = planFilm({ film, cut: [aClip("1", "c"), aClip("2", "a")], clipOf, fps: 24 });
  expect(plan.leftOut).toEqual(["1C"]);
  expect(plan.frames).toBe(100);
});

test("CUT-2: a film has what was filmed, whatever the shot's length has become since", () => {
  const longer = new Map([["a", { mediaHash: "hash-a", frames: 60, fps: 24 }]]);
  const cut = [aClip("1", "a"), aClip("2", "a", { inFrame: 80, outFrame: 90 })];
  const plan = planFilm({ film, cut, clipOf: longer, fps: 24 });
  expect(plan.segments.map(({ inFrame, outFrame }) => [inFrame, outFrame])).toEqual([
    [0, 60],
    [59, 60],
  ]);
  expect(plan.frames).toBe(61);
});

test("a muted clip keeps its picture and says nothing; a line that is trimmed away is not said", () => {
  const muted = planFilm({ film, cut: [aClip("1", "b", { muted: true })], clipOf, fps: 24 });
  expect(muted).toMatchObject({ frames: 100, lines: [] });
  const trimmed = planFilm({ film, cut: [aClip("1", "b", { inFrame: 50 })], clipOf, fps: 24 });
  expect(trimmed.lines).toEqual([]);
});

test("RUN-20: at another rate every place is rounded from its own position", () => {
  const plan = planFilm({ film, cut: [aClip("1", "a"), aClip("2", "b")], clipOf, fps: 25 });
  expect(plan.segments.map((one) => one.outFrame)).toEqual([104, 104]);
  expect(plan.frames).toBe(208);
});

test("a caption stands while its line is heard, and never beyond the film", () => {
  const plan = planFilm({ film, cut: [aClip("1", "b")], clipOf, fps: 24 });
  expect(captionsOf(plan, [{ seconds: 3 }], 24)).toEqual([
    { startFrame: 6, endFrame: 78, text: "He said he would come." },
  ]);
  expect(captionsOf(plan, [{ seconds: 60 }], 24)[0]?.endFrame).toBe(100);
});

test("captions for the browser keep their times and escape what would be markup", () => {
  const srt = "1\n00:00:01,500 --> 00:00:02,000\nA <b> & C, D\n";
  expect(srtToVtt(srt)).toBe("WEBVTT\n\n1\n00:00:01.500 --> 00:00:02.000\nA &lt;b&gt; &amp; C, D\n");
});
