import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stageInput } from "@backlot/shared/stage/input";
import { resolveStage } from "@backlot/shared/stage/resolve";
import type { Stage } from "@backlot/shared/stage/schema";
import type { BenchResult } from "../../../infra/src/bench-types.ts";
import { createPrevisRenderer, type PrevisRenderer } from "../previs/renderer.ts";

const draft = { width: 640, height: 360 };
const master = { width: 1280, height: 720 };
const durationFrames = 48;
const places = ["KITCHEN", "OFFICE", "CAVE", "BAR"];

/** Two people in a place; what a drama mostly asks for. */
function aShot(location: string, movement: "static" | "push-in"): Stage {
  const person = (id: string) => ({
    assetId: id,
    name: id,
    description: "",
    presence: { start: true, end: true },
    speaks: false,
  });
  return resolveStage(
    stageInput.parse({
      seed: 11,
      heading: { intExt: "INT", location, timeOfDay: "DAY" },
      shot: { size: "medium", angle: "eye", movement, lensMm: 40, durationFrames, description: "" },
      cast: [person("mara"), person("jonah")],
      props: [],
      location: { name: location, description: "" },
      dialogue: [],
    }),
  );
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function timeStills(renderer: PrevisRenderer, size: typeof draft): Promise<number> {
  const taken: number[] = [];
  for (const place of places) {
    const stage = aShot(place, "static");
    taken.push(await seconds(() => renderer.drawStill(stage, { ...size, frame: 0 })));
  }
  return median(taken);
}

/** Drawn frames a second of a moving shot, file included; on twos every second frame is drawn. */
async function timeClip(
  renderer: PrevisRenderer,
  size: typeof draft,
  onTwos: boolean,
  folder: string,
): Promise<number> {
  const stage = aShot("KITCHEN", "push-in");
  const outPath = join(folder, `${size.width}.mp4`);
  const taken = await seconds(() => renderer.drawClip(stage, { ...size, onTwos, outPath }));
  return durationFrames / (onTwos ? 2 : 1) / taken;
}

/** How quickly previs draws: stills of different places one after another, and clips with a push-in. */
export async function bench(): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "backlot-bench-"));
  const renderer = createPrevisRenderer({ cacheFolder: join(folder, "cache") });
  try {
    const first = await seconds(() => renderer.drawStill(aShot("KITCHEN", "static"), { ...draft, frame: 0 }));
    const driver = await renderer.driver();
    return [
      {
        name: "Previs stills",
        unit: "s",
        rows: [
          { label: "first draft still, browser and page included", value: first },
          { label: "draft still 640×360", value: await timeStills(renderer, draft) },
          { label: "master still 1280×720", value: await timeStills(renderer, master) },
        ],
        note: `Median of ${places.length} different places on one warm page. ${driver}`,
      },
      {
        name: "Previs clips",
        unit: "drawn frames/s",
        rows: [
          { label: "draft 640×360 on twos", value: await timeClip(renderer, draft, true, folder) },
          { label: "master 1280×720 on ones", value: await timeClip(renderer, master, false, folder) },
        ],
        note: `Two people and a push-in of ${durationFrames} frames, encoding to MP4 included.`,
      },
    ];
  } finally {
    await renderer.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}
