import { describe, expect, it } from "vitest";
import { shotAngle, shotMovement, shotSize } from "../shot/schema.ts";
import { cameraAt, figureAt, projectPoint } from "./at-frame.ts";
import type { Direction } from "./direction.ts";
import { stageInput, type StageInput } from "./input.ts";
import { resolveStage } from "./resolve.ts";
import { stage, type Stage } from "./schema.ts";
import { add } from "./vector.ts";

function aTake(
  take: number,
  shot: Partial<StageInput["shot"]> = {},
  { directions = [], people = ["mara", "jonah"] }: { directions?: Direction[]; people?: string[] } = {},
): Stage {
  const input = {
    seed: 7,
    variation: { take, directions },
    heading: { intExt: "INT", location: "KITCHEN", timeOfDay: "NIGHT" },
    shot: {
      size: "medium",
      angle: "eye",
      movement: "static",
      lensMm: 50,
      durationFrames: 48,
      description: "",
      ...shot,
    },
    cast: people.map((id) => ({
      assetId: id,
      name: id,
      description: "",
      presence: { start: true, end: true },
      speaks: false,
    })),
    props: [],
    location: { name: "Kitchen", description: "" },
    dialogue: [],
  };
  return resolveStage(stageInput.parse(input));
}

function headOf(resolved: Stage, id = "mara") {
  const figure = resolved.figures.find(({ assetId }) => assetId === id);
  if (figure === undefined) throw new Error(`${id} is not on stage`);
  const top = add(figureAt(figure, 0).at, [0, figure.body.height * 0.93, 0]);
  return projectPoint(resolved, cameraAt(resolved, 0), top);
}

describe("another take of a shot", () => {
  it("RUN-28: has another camera and another light than each take before it, and is itself every time", () => {
    const takes = [0, 1, 2, 3, 4, 5].map((take) => aTake(take));
    const seen = new Set(takes.map(({ camera, lights }) => JSON.stringify([camera.keys, lights])));
    expect(seen.size).toBe(takes.length);
    expect(aTake(3)).toEqual(aTake(3));
  });

  it("is valid for every size, angle and movement, and keeps lens, roll and the side of the line", () => {
    for (const size of shotSize.options) {
      for (const angle of shotAngle.options) {
        for (const movement of shotMovement.options) {
          for (const take of [1, 2]) {
            const [first, other] = [
              aTake(0, { size, angle, movement }),
              aTake(take, { size, angle, movement }),
            ];
            const where = { size, angle, movement, take };
            expect({ ...where, error: stage.safeParse(other).error }).toEqual(where);
            const [a, b] = [first.camera.keys, other.camera.keys];
            expect(b.map(({ roll }) => roll)).toEqual(a.map(({ roll }) => roll));
            expect(b[0]?.lensMm).toBeCloseTo(a[0]?.lensMm ?? 0);
            // Through eyes, from above, and where the first take is hardly before the line, there is no side.
            const isFree = size === "pov" || angle === "overhead";
            const hasSide = isFree || a.every((key, index) => key.at[2] < 0.6 || (b[index]?.at[2] ?? 0) > 0);
            expect({ ...where, hasSide }).toEqual({ ...where, hasSide: true });
          }
        }
      }
    }
  });

  it("keeps whom the shot is of inside the picture, in about the size that the shot says", () => {
    for (const size of [
      "full",
      "medium-wide",
      "medium",
      "medium-close",
      "close",
      "two-shot",
      "over-the-shoulder",
    ] as const) {
      const first = headOf(aTake(0, { size }));
      for (const take of [1, 2, 3, 4, 5, 6, 7]) {
        const head = headOf(aTake(take, { size }));
        const growth = first.depth / head.depth;
        const isInside = Math.abs(head.x) < 0.9 && Math.abs(head.y) < 1.05;
        expect({ size, take, isInside, isTrue: growth > 0.78 && growth < 1.28 }).toEqual({
          size,
          take,
          isInside: true,
          isTrue: true,
        });
      }
    }
  });

  it("RUN-28: goes the way that the crew asked for", () => {
    const one = (...directions: Direction[]) => aTake(0, {}, { directions, people: ["mara"] });
    const plain = one();
    expect(headOf(one("closer")).depth).toBeLessThan(headOf(plain).depth);
    expect(headOf(one("wider")).depth).toBeGreaterThan(headOf(plain).depth);
    expect(headOf(one("left")).x).toBeLessThan(headOf(plain).x - 0.1);
    expect(headOf(one("right")).x).toBeGreaterThan(headOf(plain).x + 0.1);
    const height = (resolved: Stage) => resolved.camera.keys[0]?.at[1] ?? 0;
    expect(height(one("higher"))).toBeGreaterThan(height(plain));
    expect(height(one("lower"))).toBeLessThan(height(plain));
    expect(one("darker").atmosphere.exposure).toBeLessThan(plain.atmosphere.exposure);
    expect(one("brighter").atmosphere.exposure).toBeGreaterThan(plain.atmosphere.exposure);
  });
});
