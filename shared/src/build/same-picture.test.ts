import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { addAsset, addLook, addPicture } from "../documents/assets.ts";
import { writeScreenplay } from "../documents/script.ts";
import { addShots } from "../documents/shots.ts";
import { textBlock } from "../screenplay/block.ts";
import { shotMovement, shotSize, type Presence } from "../shot/schema.ts";
import { resolveStage } from "../stage/resolve.ts";
import { cameraAt, figureAt } from "../stage/at-frame.ts";
import { filmOf, type Film } from "./film.ts";
import { resolveSlot, slotDigest } from "./resolve.ts";
import { stageInputOf } from "./stage-input.ts";

const options = { provider: "previs", quality: "draft", variation: 0 };
const slots = ["startFrame", "endFrame", "clip"] as const;
const assetIds = ["mara", "jonah", "ines", "cup", "dog"] as const;
const categories = { mara: "character", jonah: "character", ines: "character", cup: "prop", dog: "creature" };

const where = fc.record(
  {
    start: fc.boolean(),
    end: fc.boolean(),
    startLook: fc.constantFrom(null, "wet"),
    endLook: fc.constantFrom(null, "wet"),
  },
  { noNullPrototype: true },
);
const aFilm = {
  before: fc.constantFrom("INT. HALL - NIGHT", "INT. HALL - DAY"),
  heading: fc.constantFrom("INT. KITCHEN - CONTINUOUS", "EXT. HOUSE - GARDEN - DAWN", "INT. HOUSE - KITCHEN"),
  size: fc.constantFrom(...shotSize.options),
  movement: fc.constantFrom(...shotMovement.options),
  durationFrames: fc.constantFrom<number>(12, 20, 48, 96),
  description: fc.constantFrom(
    "",
    "Mara walks to the door.",
    "Jonah sits down. Mara waits.",
    "They embrace.",
    "Ines lifts the cup.",
    "She runs.",
  ),
  presence: fc.dictionary(fc.constantFrom(...assetIds), where, { noNullPrototype: true }),
  lines: fc.array(
    fc.tuple(fc.constantFrom("MARA", "JONAH", "INES", "J"), fc.constantFrom("Yes.", "I would rather not.")),
    { minLength: 3, maxLength: 3 },
  ),
  /** Which of the lines the shot covers. */
  covers: fc.subarray([0, 1, 2]),
  alias: fc.constantFrom("J", "M"),
  dogCategory: fc.constantFrom("creature", "prop", "character"),
  description2: fc.constantFrom("thirty, red coat", "old, bald"),
  hasPicture: fc.boolean(),
};
type Written = {
  [Key in keyof typeof aFilm]: (typeof aFilm)[Key] extends fc.Arbitrary<infer Value> ? Value : never;
};
const written: fc.Arbitrary<Written> = fc.record(aFilm, { noNullPrototype: true });
/** A film, and the same film after one thing was changed. */
const edited = fc
  .tuple(written, written, fc.constantFrom(...(Object.keys(aFilm) as (keyof Written)[])))
  .map(([one, other, field]) => [one, { ...one, [field]: other[field] }] as const);
/** A film, and the same film after one asset was put into other frames of the shot, or out of it. */
const restaged = fc.tuple(written, fc.constantFrom(...assetIds), fc.option(where)).map(([one, id, to]) => {
  const { [id]: _out, ...rest } = one.presence;
  return [one, { ...one, presence: to === null ? rest : { ...rest, [id]: to } }] as const;
});

function filmed(said: Written): Film {
  const [script, assets, shots] = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  const lines = said.lines.flatMap(([cue, line], at) => [
    { ...textBlock("character", cue), id: `cue${at}` },
    { ...textBlock("dialogue", line), id: `line${at}` },
  ]);
  writeScreenplay(script, {
    titlePage: [],
    blocks: [
      { ...textBlock("sceneHeading", said.before), id: "scene0" },
      { ...textBlock("sceneHeading", said.heading), id: "scene1" },
      ...lines,
      { ...textBlock("character", "MARA"), id: "last-cue" },
      { ...textBlock("dialogue", "It is late."), id: "last-line" },
    ],
  });
  for (const id of assetIds) {
    const category = id === "dog" ? said.dogCategory : categories[id];
    const aliases =
      (id === "jonah") === (said.alias === "J") && (id === "jonah" || id === "mara") ? ["J"] : [];
    addAsset(assets, {
      id,
      category: category as "prop",
      name: id.charAt(0).toUpperCase() + id.slice(1),
      aliases,
      description: id === "ines" ? said.description2 : "",
      origin: "person",
      createdAt: 1,
    });
    addLook(assets, id, { id: "wet", name: "Wet", description: "in a blue dress" });
  }
  if (said.hasPicture) {
    addPicture(assets, "cup", { mediaHash: "c".repeat(64), addedAt: 1, addedBy: "ana" });
  }
  addShots(shots, "scene1", [
    {
      id: "shot",
      sceneId: "scene1",
      origin: "person",
      createdAt: 1,
      size: said.size,
      movement: said.movement,
      durationFrames: said.durationFrames,
      description: said.description,
      presence: said.presence as Record<string, Presence>,
      blockIds: said.covers.map((at) => `line${at}`),
    },
  ]);
  return filmOf("p", { script, assets, shots });
}

function pictureOf(film: Film, slot: (typeof slots)[number]) {
  const shot = film.shots[0]!;
  // The slate names the shot's place in the film, which is no part of the picture (BLD-6).
  const { slate: _slate, ...stage } = resolveStage(stageInputOf(film, shot, 0, slot));
  return stage;
}

function check(one: Written, other: Written): number {
  const [before, after] = [filmed(one), filmed(other)];
  let same = 0;
  for (const slot of slots) {
    const digests = [before, after].map((film) => slotDigest(resolveSlot(film, "shot", slot, options)));
    if (digests[0] !== digests[1]) continue;
    same += 1;
    expect({ slot, stage: pictureOf(after, slot) }).toEqual({ slot, stage: pictureOf(before, slot) });
  }
  return same;
}

describe("a digest stands for one picture", () => {
  it("BLD-13: equal digests are equal stages, whatever one thing was changed", () => {
    let compared = 0;
    fc.assert(
      fc.property(edited, ([one, other]) => {
        compared += check(one, other);
      }),
      { numRuns: 250 },
    );
    expect(compared).toBeGreaterThan(60);
  });

  it("BLD-13: equal digests are equal stages, whoever comes into the shot and leaves it", () => {
    let compared = 0;
    fc.assert(
      fc.property(restaged, ([one, other]) => {
        compared += check(one, other);
      }),
      { numRuns: 250 },
    );
    expect(compared).toBeGreaterThan(60);
  });

  it("BLD-4: whoever walks in changes nothing of the start frame, and whoever has left nothing of the end frame", () => {
    const both = { start: true, end: true, startLook: null, endLook: null };
    const said = fc.sample(written, { numRuns: 60, seed: 7 });
    for (const one of said) {
      const alone = filmed({ ...one, presence: { mara: both } });
      const comes = filmed({
        ...one,
        presence: { mara: both, dog: { ...both, start: false }, jonah: { ...both, start: false } },
      });
      const leaves = filmed({
        ...one,
        presence: { mara: both, dog: { ...both, end: false }, jonah: { ...both, end: false } },
      });
      expect(pictureOf(comes, "startFrame")).toEqual(pictureOf(alone, "startFrame"));
      expect(pictureOf(leaves, "endFrame")).toEqual(pictureOf(alone, "endFrame"));
    }
  });

  it("BLD-8: a line given to somebody else who is in the frame changes the frames, a rewritten line does not", () => {
    const both = { start: true, end: true, startLook: null, endLook: null };
    const [one] = fc.sample(written, { numRuns: 1, seed: 5 });
    const presence = { mara: both, jonah: both };
    const plain: Written = { ...one!, presence, description: "", size: "medium", covers: [0], alias: "M" };
    const lines = (first: Written["lines"][number][1]): Written["lines"] => [
      ["MARA", first],
      ["JONAH", "Yes."],
      ["MARA", "Yes."],
    ];
    const hers = filmed({ ...plain, lines: lines("Yes.") });
    const rewritten = filmed({ ...plain, lines: lines("I would rather not.") });
    const his = filmed({ ...plain, lines: lines("Yes."), covers: [1] });
    const digest = (film: Film) => slotDigest(resolveSlot(film, "shot", "startFrame", options));
    expect(digest(rewritten)).toBe(digest(hers));
    expect(digest(his)).not.toBe(digest(hers));
    expect(pictureOf(his, "startFrame")).not.toEqual(pictureOf(hers, "startFrame"));
  });

  it("BLD-14: where nobody comes or goes, the clip begins on its start frame and ends on its end frame", () => {
    const both = { start: true, end: true, startLook: null, endLook: null };
    for (const one of fc.sample(written, { numRuns: 60, seed: 11 })) {
      const film = filmed({
        ...one,
        durationFrames: 72,
        movement: one.movement === "handheld" ? "static" : one.movement,
        presence: { mara: both, jonah: both, cup: both },
      });
      const clip = resolveStage(stageInputOf(film, film.shots[0]!, 0, "clip"));
      for (const [slot, frame] of [
        ["startFrame", 0],
        ["endFrame", 71],
      ] as const) {
        const still = resolveStage(stageInputOf(film, film.shots[0]!, 0, slot));
        expect(cameraAt(still, frame)).toEqual(cameraAt(clip, frame));
        expect(still.figures.map((figure) => figureAt(figure, frame))).toEqual(
          clip.figures.map((figure) => figureAt(figure, frame)),
        );
      }
    }
  });
});
