import { describe, expect, test } from "vitest";
import { countingIds } from "../screenplay/block.ts";
import { castOf, breakDown } from "../screenplay/breakdown.ts";
import { dinerScreenplay } from "../screenplay/fixtures/diner.ts";
import { tinyScreenplay } from "../screenplay/fixtures/tiny.ts";
import { unicodeScreenplay } from "../screenplay/fixtures/unicode.ts";
import { parseFountain } from "../screenplay/fountain-parse.ts";
import { sampleScreenplay } from "../screenplay/sample.ts";
import { scenesOf } from "../screenplay/scenes.ts";
import { deriveShotList, deriveShots, type DerivedShot } from "./derive.ts";
import { shotAngle, shotMovement, shotSize } from "./schema.ts";

const read = (source: string) => parseFountain(source, { newId: countingIds() }).blocks;
const scripts = [
  ["the sample", sampleScreenplay],
  ["the tiny script", tinyScreenplay],
  ["the script with Unicode names", unicodeScreenplay],
  ["the diner", dinerScreenplay],
] as const;

describe.each(scripts)("default shots of %s", (_, source) => {
  const blocks = read(source);

  test.each(["lean", "full"] as const)(
    "SCR-20: every line spoken is in exactly one shot, in order (%s)",
    (coverage) => {
      const spoken = deriveShotList(blocks, { coverage, pace: 1 }).flatMap((shot) =>
        shot.dialogue.map((line) => line.blockId),
      );
      expect(spoken).toEqual(blocks.filter((block) => block.type === "dialogue").map((block) => block.id));
    },
  );

  test.each(["lean", "full"] as const)("SCR-20: every paragraph of action is covered (%s)", (coverage) => {
    const covered = new Set(deriveShotList(blocks, { coverage, pace: 1 }).flatMap((shot) => shot.blockIds));
    const action = blocks.filter((block) => block.type === "action").map((block) => block.id);
    expect(action.filter((id) => !covered.has(id))).toEqual([]);
  });

  test("SCR-21: keys are unique and the shots are the same every time", () => {
    const shots = deriveShotList(blocks);
    expect(new Set(shots.map((shot) => shot.key)).size).toBe(shots.length);
    expect(deriveShotList(read(source))).toEqual(shots);
  });

  test("SCR-22: a shot holds what is said in it, and uses the words of the shot list", () => {
    for (const shot of deriveShotList(blocks)) {
      const words = shot.dialogue.reduce((sum, line) => sum + line.text.split(/\s+/).length, 0);
      expect(shot.durationFrames).toBeGreaterThanOrEqual(Math.max(36, Math.floor((words / 2.5) * 24)));
      expect(shot.durationFrames).toBeLessThanOrEqual(24 * 24);
      expect(shotSize.options).toContain(shot.size);
      expect(shotAngle.options).toContain(shot.angle);
      expect(shotMovement.options).toContain(shot.movement);
    }
  });

  test("SCR-23: every name in a shot is a name of the breakdown", () => {
    const names = new Set(breakDown(blocks).map((candidate) => candidate.name));
    for (const shot of deriveShotList(blocks)) {
      expect(Object.keys(shot.presence).filter((name) => !names.has(name))).toEqual([]);
    }
  });
});

describe("amount", () => {
  test("SCR-24: full coverage cuts eight to fifteen times a minute, lean coverage about half as often", () => {
    const blocks = read(sampleScreenplay);
    const perMinute = (coverage: "lean" | "full") => {
      const shots = deriveShotList(blocks, { coverage, pace: 1 });
      return shots.length / (shots.reduce((sum, shot) => sum + shot.durationFrames, 0) / 24 / 60);
    };
    expect(perMinute("full")).toBeGreaterThan(8);
    expect(perMinute("full")).toBeLessThan(15);
    expect(perMinute("lean")).toBeLessThan(perMinute("full") * 0.6);
    expect(deriveShotList(read(tinyScreenplay), { coverage: "lean", pace: 1 }).length).toBeLessThanOrEqual(4);
  });
});

describe("who is in which frame", () => {
  const shotsOf = (source: string) => deriveShotList(read(source));

  test("SCR-25: who walks in is in the end frame only; who leaves is in the start frame only", () => {
    const [, entrance] = shotsOf(tinyScreenplay);
    expect(entrance!.presence["Ben"]).toMatchObject({ start: false, end: true });
    expect(entrance!.presence["Ana"]).toMatchObject({ start: true, end: true });
    const exit = shotsOf(unicodeScreenplay).findLast((shot) => shot.presence["Юрий"])!;
    expect(exit.presence["Юрий"]).toMatchObject({ start: true, end: false });
  });

  test("SCR-26: a change of clothes swaps the look for the end frame, and the look stays on", () => {
    const shots = shotsOf(sampleScreenplay);
    const change = shots.findIndex((shot) => shot.presence["Ingrid"]?.endLook === "yellow raincoat");
    expect(shots[change]!.presence["Ingrid"]).toMatchObject({ startLook: null, endLook: "yellow raincoat" });
    const next = shots.slice(change + 1).find((shot) => shot.presence["Ingrid"])!;
    expect(next.presence["Ingrid"]).toMatchObject({
      startLook: "yellow raincoat",
      endLook: "yellow raincoat",
    });
  });

  test("SCR-26: clothes said to be worn are on from the start, and the first ones are no look of their own", () => {
    const shots = shotsOf(sampleScreenplay);
    const sweater = shots.find((shot) => shot.presence["Tomas"]?.startLook === "fisherman's sweater");
    expect(sweater).toBeDefined();
    expect(shots.at(-1)!.presence["Tomas"]).toMatchObject({ startLook: null, endLook: null });
  });

  test("a voice over puts nobody in the frame", () => {
    for (const shot of shotsOf(dinerScreenplay)) expect(shot.presence).not.toHaveProperty("Radio Voice");
  });
});

describe("the ten steps", () => {
  const full = (source: string) => deriveShotList(read(source), { coverage: "full", pace: 1 });
  const talk = (turns: number) =>
    Array.from({ length: turns }, (_, i) => `${i % 2 ? "BEN" : "ANA"}\nThis is speech number ${i}.\n`).join(
      "\n",
    );

  test("SCR-180: a room is established once, a place outdoors each time that the film comes back", () => {
    const isEstablishing = full(
      "INT. A - DAY\n\nDust.\n\nEXT. B - DAY\n\nSnow.\n\nINT. A - DAY\n\nDust.\n\nEXT. B - DAY\n\nSnow.\n",
    ).map((shot) => shot.key.endsWith(":establishing"));
    expect(isEstablishing).toEqual([true, true, false, true]);
  });

  test("SCR-180: two short speeches are a two-shot, a long talk gets singles that come closer towards its end", () => {
    const short = full(`INT. A - DAY\n\nANA, 30, and BEN, 40, wait.\n\n${talk(2)}`);
    expect(short.filter((shot) => shot.dialogue.length > 0).map((shot) => shot.size)).toEqual(["two-shot"]);
    const speech = (name: string) => `${name}\n${"word ".repeat(30)}.\n`;
    const long = full(
      `INT. A - DAY\n\nANA, 30, and BEN, 40, wait.\n\n${Array.from({ length: 12 }, (_, i) => speech(i % 2 ? "BEN" : "ANA")).join("\n")}`,
    ).filter((shot) => shot.dialogue.length > 0);
    expect(long.map((shot) => shot.size)).toContain("medium-close");
    expect(long.slice(-4).map((shot) => shot.size)).toContain("close");
    expect(long.slice(0, 4).map((shot) => shot.size)).not.toContain("close");
  });

  const spoken = (shots: readonly DerivedShot[]) => shots.filter((shot) => shot.dialogue.length > 0);

  test("SCR-180: two people are seen over each other's shoulder, from the third exchange on alone", () => {
    const shots = spoken(full(`INT. A - DAY\n\nANA, 30, and BEN, 40, wait.\n\n${talk(12)}`));
    expect(shots.map((shot) => shot.size)).toEqual([
      ...Array<string>(4).fill("over-the-shoulder"),
      ...Array<string>(4).fill("medium-close"),
      ...Array<string>(4).fill("close"),
    ]);
    expect(shots.map((shot) => Object.keys(shot.presence).length)).toEqual([2, 2, 2, 2, ...Array(8).fill(1)]);
    expect(shots.every((shot) => shot.durationFrames <= 12 * 24)).toBe(true);
  });

  test("SCR-180: of a group the three who say most are seen alone, after all of them, and one listens", () => {
    const names = ["ANA", "BEN", "CARA", "ANA", "BEN", "CARA", "ANA", "DAN", "BEN", "CARA"];
    const talking = names.map((name, i) => `${name}\nThis is speech number ${i}.\n`).join("\n");
    const shots = full(`INT. A - DAY\n\nANA, BEN, CARA and DAN sit at the table.\n\n${talking}`);
    const [group, ...rest] = spoken(shots);
    expect(Object.keys(group!.presence)).toHaveLength(4);
    const alone = rest.filter((shot) => Object.keys(shot.presence).length === 1);
    expect(new Set(alone.flatMap((shot) => Object.keys(shot.presence)))).toEqual(
      new Set(["Ana", "Ben", "Cara"]),
    );
    const reactions = shots.filter((shot) => shot.key.endsWith(":reaction"));
    expect(reactions).toHaveLength(1);
    expect(reactions[0]).toMatchObject({ size: "close", dialogue: [], durationFrames: 36 });
    // The line itself is in one shot, whoever is seen meanwhile.
    const spokenIn = shots.filter((shot) => shot.blockIds.includes(rest[1]!.dialogue[0]!.blockId));
    expect(spokenIn).toHaveLength(1);
  });

  test("SCR-180: between two places everybody is seen alone", () => {
    const shots = spoken(
      full(`INT. A - DAY\n\nANA, 30, and BEN, 40, hold telephones. INTERCUT WITH BEN'S FLAT.\n\n${talk(4)}`),
    );
    expect(shots.map((shot) => shot.size)).toEqual(Array(4).fill("medium-close"));
    expect(shots.every((shot) => Object.keys(shot.presence).length === 1)).toBe(true);
  });

  test("SCR-180: what somebody looks at is seen once a scene as they see it", () => {
    const shots = full(
      "INT. A - DAY\n\nANA, 30, holds a lantern.\n\nBen sleeps on the floor of the shed.\n\nAna looks at the lantern.\n\nAna stares at the lantern.\n",
    );
    const views = shots.filter((shot) => shot.size === "pov");
    expect(views).toHaveLength(1);
    expect(Object.keys(views[0]!.presence)).toEqual(["Lantern"]);
  });

  test("SCR-180: a long paragraph is several shots of 2.5 seconds or more, a montage one a sentence", () => {
    const long =
      "ANA, 30, counts the money on the table twice and puts it into the tin. BEN, 40, watches the road from the window with his hat in his hands. A dog barks.";
    const shots = full(`INT. A - DAY\n\nDust.\n\n${long}\n`);
    expect(shots.map((shot) => Object.keys(shot.presence))).toEqual(
      expect.arrayContaining([expect.arrayContaining(["Ana"]), expect.arrayContaining(["Ben"])]),
    );
    expect(new Set(shots.map((shot) => shot.key)).size).toBe(shots.length);
    const montage = full("INT. A - DAY\n\nMONTAGE: Ana packs. Ana runs. Ana sleeps.\n");
    expect(montage.length).toBeGreaterThanOrEqual(3);
  });

  test("SCR-180: two who speak at once are in one frame", () => {
    const shots = full(
      "INT. A - DAY\n\nANA, 30, and BEN, 40, wait.\n\nANA\nNo, wait.\n\nBEN ^\nYes, go.\n\nANA\nWell.\n",
    );
    expect(shots.find((shot) => shot.dialogue.length > 1)?.size).toBe("two-shot");
  });

  test("SCR-180: a camera word, a slug in the scene and each line of a montage begin a shot", () => {
    const shots = full(
      "INT. A - DAY\n\nANA, 30, waits.\n\nCLOSE ON her hands.\n\nTHE WINDOW\n\nRain.\n\n-- Ana packs.\n\n-- Ana leaves a note.\n",
    );
    const starts = shots.map((shot) => shot.description.split(" ").slice(0, 2).join(" "));
    expect(starts).toEqual(expect.arrayContaining(["CLOSE ON", "THE WINDOW", "-- Ana"]));
    expect(starts.filter((start) => start === "-- Ana")).toHaveLength(2);
    expect(shots.find((shot) => shot.description.startsWith("CLOSE ON"))?.size).toBe("close");
  });

  test("SCR-180: HOLD ON gives two seconds more, and a cut without words lasts at most twelve", () => {
    const lasts = (words: string) =>
      full(`INT. A - DAY\n\nANA, 30, waits.\n\n${words}\n`).at(-1)!.durationFrames;
    expect(lasts("HOLD ON the door.")).toBeGreaterThanOrEqual(lasts("CLOSE ON the door.") + 40);
    expect(lasts(`Ana ${"packs and ".repeat(200)} goes.`)).toBeLessThanOrEqual(12 * 24);
  });

  test("SCR-180: an edit elsewhere in the scene leaves the keys of the other shots as they are", () => {
    const source = `INT. A - DAY\n\nANA, 30, waits by the door.\n\n${talk(8)}\nAna runs down the stairs and into the street.\n`;
    const before = read(source);
    const after = before.map((block) =>
      block.type === "action" && block === before[1]
        ? { ...block, runs: [{ text: "ANA, 30, waits by the window, alone." }] }
        : block,
    );
    const keys = (blocks: typeof before) =>
      deriveShotList(blocks, { coverage: "full", pace: 1 }).map((shot) => shot.key);
    expect(keys(after)).toEqual(keys(before));
  });
});

describe("odd scenes", () => {
  test("a heading alone gives one establishing shot", () => {
    const blocks = read("INT. A - DAY\n");
    expect(deriveShotList(blocks)).toHaveLength(1);
    expect(deriveShotList([])).toEqual([]);
  });

  test("words about the camera win", () => {
    const blocks = read("INT. A - DAY\n\nSnow.\n\nANA, 30, waits.\n\nANA\nHm.\n\nCLOSE ON Ana, TILT UP.\n");
    const [scene] = scenesOf(blocks);
    const shots = deriveShots(scene!, {
      cast: castOf(blocks),
      candidates: breakDown(blocks),
      eighths: 2,
      coverage: "full",
    });
    expect(shots.some((shot) => shot.size === "close" && shot.movement === "tilt-up")).toBe(true);
  });
});
