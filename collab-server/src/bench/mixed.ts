import * as Y from "yjs";
import { addAsset, assetDescription, readAssets } from "@backlot/shared/documents/assets";
import { addClips, changeClip, readCut } from "@backlot/shared/documents/cut";
import type { DocumentKind } from "@backlot/shared/documents/names";
import { addNote, readThreads, resolveNote } from "@backlot/shared/documents/notes";
import { setProjectTitle } from "@backlot/shared/documents/project";
import { addShots, changeShot, readShots } from "@backlot/shared/documents/shots";
import { median, pause, percentile } from "./figures.ts";
import type { Measure } from "./measure.ts";
import { connectFilm, type RawClient } from "./raw-client.ts";
import { keystroke } from "./scene.ts";
import { bare, ours, startHocuspocus, startOurs, type OurTarget, type Target } from "./targets.ts";
import { importedScript } from "./typed-script.ts";

/** A script of ten pages, so that what grows is the server and not the film. */
const scriptBlocks = 320;

const films = 20;
const people = 5;

/** Somebody types every 60 ms in each film, and each of two runs finishes something four times a second. */
const paceMs = 60;
const commandPaceMs = 250;
const commandWriters = 2;

type Seen = { times: number[]; commands: number[]; rss: number[]; growth: number };

/**
 * P9: films with people in all their documents, for a while, and in ours runs that write beside them. Hocuspocus has
 * nothing that a run could ask, so there the people are by themselves.
 */
export const mixed: Measure = {
  id: "P9",
  title: "mixed work",
  async run({ isFull }) {
    const seconds = isFull ? 600 : 60;
    const raw: Record<string, Seen> = {};
    for (const start of [startHocuspocus, () => startOurs({ films, people })]) {
      const target = await start();
      try {
        raw[target.label] = await work(target, seconds);
      } finally {
        await target.stop();
      }
    }
    const rows = (what: string, of: (seen: Seen) => number) =>
      Object.entries(raw).map(([label, seen]) => ({
        label: `${label}, ${what}`,
        value: of(seen),
        ...(label === bare ? {} : { ratioTo: `${bare}, ${what}` }),
      }));
    const mine = raw[ours] as Seen;
    return [
      {
        id: "P9",
        result: {
          name: `P9 mixed work: ${films} films with ${kinds.length} documents, ${people} people each, ${commandWriters} runs, ${seconds} s`,
          unit: "",
          rows: [
            ...rows("propagation p50, ms", ({ times }) => percentile(times, 0.5)),
            ...rows("propagation p99, ms", ({ times }) => percentile(times, 0.99)),
            ...rows("resident memory at the end, MB", ({ rss }) => rss.at(-1) ?? Number.NaN),
            ...rows("its growth after the first fifth, MB", ({ growth }) => growth),
            { label: `${ours}, command until committed p50, ms`, value: median(mine.commands) },
          ],
        },
        raw,
        goals: [
          { what: "growth of memory in mixed work, MB", figure: mine.growth, atMost: 20 },
          { what: "propagation in mixed work p99, ms", figure: percentile(mine.times, 0.99), atMost: 100 },
        ],
      },
    ];
  },
};

async function work(target: Target | OurTarget, seconds: number): Promise<Seen> {
  const rooms: RawClient[][][] = [];
  for (let film = 0; film < films; film += 1) {
    await target.store(film, importedScript(scriptBlocks));
    rooms.push(
      await Promise.all(
        Array.from({ length: people }, (_, person) => connectFilm(target, { film, person }, kinds)),
      ),
    );
  }
  const end = performance.now() + seconds * 1_000;
  const typing = rooms.map((room) => typeUntil(end, room));
  const running = Array.from({ length: "command" in target ? commandWriters : 0 }, (_, run) =>
    commandUntil(end, target as OurTarget, run),
  );
  const [times, commands, rss] = await Promise.all([
    Promise.all(typing).then((all) => all.flat()),
    Promise.all(running).then((all) => all.flat()),
    memoryUntil(end, target, (seconds * 1_000) / 20),
  ]);
  for (const room of rooms) for (const [document] of room) document?.close();
  // The first fifth fills caches and the heap; from then on nothing may grow.
  const settled = rss.slice(Math.ceil(rss.length / 5));
  return { times, commands, rss, growth: slopeOf(settled) * settled.length };
}

/** What the server holds in memory, MB, now and then. */
async function memoryUntil(end: number, target: Target, everyMs: number): Promise<number[]> {
  const rss: number[] = [];
  while (performance.now() < end) {
    await pause(everyMs);
    rss.push((await target.report()).rss / 1024 / 1024);
  }
  return rss;
}

const kinds = ["project", "script", "assets", "shots", "cut", "notes"] as const satisfies DocumentKind[];
type Kind = (typeof kinds)[number];

/** What people do over and over in each document without making it longer. */
const edits: Record<Kind, (doc: Y.Doc, turn: number) => void> = {
  project: (doc, turn) => setProjectTitle(doc, `Typed ${turn % 10}`),
  script: (doc, turn) => void keystroke(doc, turn % scriptBlocks),
  assets(doc, turn) {
    const [asset] = readAssets(doc);
    if (asset === undefined)
      addAsset(doc, { category: "prop", name: "Rope", origin: "person", createdAt: 1 });
    else type(assetDescription(doc, asset.id), turn);
  },
  shots(doc, turn) {
    const [shot] = readShots(doc);
    if (shot === undefined) addShots(doc, "scene", [{ sceneId: "scene", origin: "person", createdAt: 1 }]);
    else changeShot(doc, shot.id, { lensMm: 20 + (turn % 80) });
  },
  cut(doc, turn) {
    const [clip] = readCut(doc);
    if (clip === undefined) addClips(doc, [{ shotId: "shot", origin: "person" }], 0);
    else changeClip(doc, clip.id, { inFrame: turn % 10, outFrame: 20 });
  },
  notes(doc, turn) {
    const [thread] = readThreads(doc);
    const author = { id: "alice", name: "Alice" };
    if (thread === undefined)
      addNote(doc, {
        shotId: "shot",
        artifactId: null,
        frame: 1,
        drawing: [],
        author,
        text: "Closer.",
        at: 1,
      });
    else resolveNote(doc, thread.id, turn % 2 === 1 ? "alice" : null, turn);
  },
};

/** One letter, which goes again with the next turn. */
function type(text: Y.Text, turn: number): void {
  if (turn % 2 === 1 && text.length > 0) text.delete(0, 1);
  else text.insert(0, "x");
}

async function typeUntil(end: number, room: RawClient[][]): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; performance.now() < end; turn += 1) {
    const kind = turn % kinds.length;
    const everybody = room.map((documents) => documents[kind] as RawClient);
    times.push(await oneEdit(everybody, Math.floor(turn / kinds.length), kinds[kind] as Kind));
    await pause(paceMs);
  }
  return times;
}

async function oneEdit(everybody: RawClient[], turn: number, kind: Kind): Promise<number> {
  const writer = everybody[turn % everybody.length] as RawClient;
  const updates: Uint8Array[] = [];
  const keep = (update: Uint8Array): void => void updates.push(update);
  writer.doc.on("update", keep);
  edits[kind](writer.doc, turn);
  writer.doc.off("update", keep);
  // Nobody would ever hear of it.
  if (updates.length === 0) throw new Error(`Turn ${turn} changed nothing in the ${kind} document.`);
  // Somebody has it when they have everything that the writer had, whatever else arrives meanwhile.
  const wanted = Y.decodeStateVector(Y.encodeStateVector(writer.doc)).get(writer.doc.clientID) ?? 0;
  const arrived = everybody
    .filter((one) => one !== writer)
    .map(
      (other) =>
        new Promise<void>((resolve) => {
          other.onUpdate = () => {
            if (Y.getState(other.doc.store, writer.doc.clientID) < wanted) return;
            other.onUpdate = null;
            resolve();
          };
        }),
    );
  const start = performance.now();
  for (const update of updates) writer.sendUpdate(update);
  await Promise.all(arrived);
  return performance.now() - start;
}

/** The same breakdown again and again, with other evidence each time, one film after the other. */
async function commandUntil(end: number, target: OurTarget, run: number): Promise<number[]> {
  const times: number[] = [];
  for (let turn = run; performance.now() < end; turn += 1) {
    const start = performance.now();
    await target.command(turn % films, {
      type: "applyBreakdown",
      found: Array.from({ length: 12 }, (_, index) => ({
        category: "prop" as const,
        name: `Prop ${index}`,
        aliases: [],
        description: "",
        evidence: [],
      })),
    });
    await target.command(turn % films, { type: "setTitle", title: `Bench ${turn % 7}` });
    times.push((performance.now() - start) / 2);
    await pause(commandPaceMs);
  }
  return times;
}

/** By how much a series rises from one value to the next (least squares). */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let over = 0;
  let under = 0;
  for (const [index, value] of values.entries()) {
    over += (index - middle) * (value - mean);
    under += (index - middle) ** 2;
  }
  return under === 0 ? Number.NaN : over / under;
}
