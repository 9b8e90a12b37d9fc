import { describe, expect, it } from "vitest";
import { shotAngle, shotMovement, shotSize } from "../shot/schema.ts";
import {
  cameraAt,
  changesAt,
  figureAt,
  idleAt,
  isMoving,
  isShown,
  lookAt,
  projectPoint,
} from "./at-frame.ts";
import { stageInput, type StageInput } from "./input.ts";
import { chooseKit, kits } from "./kits/choose.ts";
import { resolveStage } from "./resolve.ts";
import { stage, type Stage } from "./schema.ts";
import { add } from "./vector.ts";

function aShot(
  more: { shot?: Partial<StageInput["shot"]>; cast?: StageInput["cast"] } & Partial<
    Omit<StageInput, "shot" | "cast">
  > = {},
): StageInput {
  return stageInput.parse({
    seed: 7,
    heading: { intExt: "INT", location: "KITCHEN", timeOfDay: "NIGHT" },
    cast: [aPerson("mara"), aPerson("jonah")],
    props: [],
    location: { name: "Kitchen", description: "" },
    dialogue: [],
    ...more,
    shot: {
      size: "medium",
      angle: "eye",
      movement: "static",
      lensMm: 50,
      durationFrames: 48,
      description: "",
      ...more.shot,
    },
  });
}

function aPerson(id: string, more: Partial<StageInput["cast"][number]> = {}): StageInput["cast"][number] {
  return {
    assetId: id,
    name: id.toUpperCase(),
    description: "",
    presence: { start: true, end: true },
    speaks: false,
    ...more,
  };
}

function headOnScreen(resolved: Stage, id: string, frame: number) {
  const figure = resolved.figures.find(({ assetId }) => assetId === id);
  if (!figure) throw new Error(`${id} is not on stage`);
  return projectPoint(
    resolved,
    cameraAt(resolved, frame),
    add(figureAt(figure, frame).at, [0, figure.body.height * 0.93, 0]),
  );
}

describe("resolving a shot to a stage", () => {
  it("gives a valid stage for every size, angle and movement", () => {
    for (const size of shotSize.options) {
      for (const angle of shotAngle.options) {
        for (const movement of shotMovement.options) {
          const resolved = resolveStage(aShot({ shot: { size, angle, movement } }));
          expect({ size, angle, movement, error: stage.safeParse(resolved).error }).toEqual({
            size,
            angle,
            movement,
          });
        }
      }
    }
  });

  it("is the same for the same input, and dresses a location the same in every shot", () => {
    expect(resolveStage(aShot())).toEqual(resolveStage(aShot()));
    const wide = resolveStage(aShot({ shot: { size: "wide" } }));
    expect(wide.set.palette).toEqual(resolveStage(aShot({ seed: 99, shot: { size: "insert" } })).set.palette);
  });

  it("has a kit for at least sixteen kinds of place and finds the nearest one", () => {
    expect(new Set(kits.map(({ id }) => id)).size).toBeGreaterThanOrEqual(16);
    const kitOf = (intExt: string, location: string) => chooseKit({ intExt, location }, "").id;
    expect(kitOf("INT", "MARA'S HOUSE - KITCHEN")).toBe("kitchen");
    expect(kitOf("EXT", "HARBOUR - PIER")).toBe("ship");
    expect(kitOf("EXT", "BREAKWATER")).toBe("breakwater");
    expect(kitOf("INT", "CLOCK WORKSHOP")).toBe("clockmaker");
    expect(kitOf("EXT", "OLD HOUSE")).toBe("garden");
    expect(kitOf("INT", "SOMEWHERE")).toBe("living-room");
    expect(kitOf("EXT", "NOWHERE")).toBe("street");
  });

  it("flies a wall that the camera is outside of with everything on it", () => {
    const clocks = (size: "wide" | "close") =>
      resolveStage(
        aShot({
          heading: { intExt: "INT", location: "CLOCK WORKSHOP", timeOfDay: "DAY" },
          shot: { size, lensMm: 24 },
        }),
      ).set.pieces.filter(({ kind, at }) => kind === "wall-clock" && at[2] > 2.6);
    expect(clocks("close").length).toBeGreaterThan(0);
    expect(clocks("wide")).toEqual([]);
  });

  it("stands an animal on the ground in its own shape, whatever there is to lie on", () => {
    const dog = { assetId: "dog", name: "Old Biscuit", description: "a yellow mongrel", isAnimal: true };
    const gulls = { assetId: "gulls", name: "Gulls", description: "", isAnimal: true };
    const { props, figures } = resolveStage(aShot({ props: [dog, gulls], shot: { size: "full" } }));
    expect(props.map(({ shape }) => shape)).toEqual(["dog", "bird"]);
    expect(props[0]?.where).toMatchObject({ at: [expect.any(Number), 0, expect.any(Number)] });
    expect(figures).toHaveLength(2);
  });

  it("fills the frame by size: the head grows from wide to close", () => {
    const heads = (
      ["wide", "full", "medium-wide", "medium", "medium-close", "close", "extreme-close"] as const
    ).map((size) => {
      const resolved = resolveStage(aShot({ cast: [aPerson("mara")], shot: { size } }));
      return 0.23 / projectPoint(resolved, cameraAt(resolved, 0), [0, 1.6, 0]).depth;
    });
    expect(heads).toEqual(heads.toSorted((a, b) => a - b));
  });

  it("keeps everyone of both frames inside the picture", () => {
    for (const size of [
      "wide",
      "full",
      "medium-wide",
      "medium",
      "medium-close",
      "two-shot",
      "over-the-shoulder",
    ] as const) {
      const resolved = resolveStage(aShot({ shot: { size } }));
      const main = headOnScreen(resolved, "mara", 0);
      expect({ size, inside: Math.abs(main.x) < 0.9 && Math.abs(main.y) < 1.05 }).toEqual({
        size,
        inside: true,
      });
    }
  });

  it("walks in who is only in the end frame and lets leave who is only in the start frame", () => {
    const enters = resolveStage(
      aShot({ cast: [aPerson("mara"), aPerson("jonah", { presence: { start: false, end: true } })] }),
    );
    expect(Math.abs(headOnScreen(enters, "jonah", 0).x)).toBeGreaterThan(1);
    expect(Math.abs(headOnScreen(enters, "jonah", 47).x)).toBeLessThan(1);
    const leaves = resolveStage(
      aShot({ cast: [aPerson("mara"), aPerson("jonah", { presence: { start: true, end: false } })] }),
    );
    expect(Math.abs(headOnScreen(leaves, "jonah", 0).x)).toBeLessThan(1);
    expect(Math.abs(headOnScreen(leaves, "jonah", 47).x)).toBeGreaterThan(1);
  });

  it("keeps each person on one side of the line from shot to shot", () => {
    const sceneCast = ["mara", "jonah"];
    const facing = (cast: StageInput["cast"]) =>
      resolveStage(aShot({ sceneCast, cast, shot: { size: "close" } })).figures[0]?.keys[0]?.facing ?? 0;
    expect(Math.sign(facing([aPerson("mara")]))).toBe(1);
    expect(Math.sign(facing([aPerson("jonah")]))).toBe(-1);
  });

  it("changes a look inside the shot and wears what the words say", () => {
    const cast = [
      aPerson("mara", {
        description: "A woman in a red coat and black trousers",
        lookAtEnd: "in a blue dress",
      }),
    ];
    const [figure] = resolveStage(aShot({ cast })).figures;
    if (!figure) throw new Error("nobody");
    expect(lookAt(figure, 0)).toMatchObject({ top: "#b3292e", topKind: "coat", bottom: "#1d1d21" });
    expect(lookAt(figure, 47)).toMatchObject({ top: "#32599b", topKind: "dress" });
  });

  it("BLD-4: a thing of the end frame comes in the middle of the clip, and its picture changes there", () => {
    const cup = { assetId: "cup", name: "Cup", description: "", presence: { start: false, end: true } };
    const resolved = resolveStage(aShot({ props: [cup], cast: [] }));
    expect([0, 23, 24, 47].map((frame) => isShown(resolved.props[0]!, frame))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect([23, 24, 25].map((frame) => changesAt(resolved, frame))).toEqual([false, true, false]);
  });

  it("knows a held shot from a moving one: people breathe now and then, things are still", () => {
    const empty = resolveStage(aShot({ cast: [] }));
    expect(isMoving(empty, { start: 0, end: 48 })).toBe(false);
    expect(
      isMoving(resolveStage(aShot({ cast: [], shot: { movement: "push-in" } })), { start: 0, end: 48 }),
    ).toBe(true);
    const silent = resolveStage(aShot());
    const drawn = Array.from({ length: 24 }, (_, frame) => changesAt(silent, frame)).filter(Boolean);
    expect(drawn).toHaveLength(6);
    const spoken = resolveStage(aShot({ dialogue: [{ assetId: "mara", startFrame: 10, endFrame: 20 }] }));
    expect(changesAt(spoken, 5)).toBe(false);
    expect(changesAt(spoken, 13)).toBe(true);
  });

  it("lets nobody breathe in step with another, and little enough not to be noticed", () => {
    const [a, b] = [idleAt(24, 3), idleAt(24, 40)];
    expect(a).not.toEqual(b);
    for (let frame = 0; frame < 240; frame += 1) {
      const { breath, turn, lean } = idleAt(frame, 7);
      expect(Math.abs(breath)).toBeLessThanOrEqual(1);
      expect(Math.abs(turn) + Math.abs(lean)).toBeLessThan(0.06);
    }
  });

  it("seats people on something and puts a table between them", () => {
    const resolved = resolveStage(
      aShot({
        shot: { size: "two-shot", description: "Mara sits at the table. Jonah sits across from her." },
      }),
    );
    expect(resolved.figures.every(({ keys }) => keys.at(-1)?.pose === "sit")).toBe(true);
    expect(resolved.set.pieces.filter(({ kind }) => kind === "chair")).toHaveLength(2);
    expect(resolved.set.pieces.some(({ kind }) => kind === "table")).toBe(true);
  });
});
