import * as Y from "yjs";
import { addAsset, assetDescription, readAssets } from "@backlot/shared/documents/assets";
import { addClips, changeClip, readCut } from "@backlot/shared/documents/cut";
import type { DocumentKind } from "@backlot/shared/documents/names";
import { addNote, readThreads, resolveNote } from "@backlot/shared/documents/notes";
import { setProjectTitle } from "@backlot/shared/documents/project";
import { addShots, changeShot, readShots } from "@backlot/shared/documents/shots";
import { Rounds, median, pause } from "./figures.ts";
import type { Measure } from "./measure.ts";
import { connectFilm, type RawClient } from "./raw-client.ts";
import { keystroke } from "./scene.ts";
import { ours, startOurs, type OurTarget } from "./targets.ts";
import { importedScript } from "./typed-script.ts";

/** A script of ten pages, so that what grows is the server and not the film. */
const scriptBlocks = 320;

/** Somebody types every 60 ms in each film, and each of two runs finishes something four times a second. */
const paceMs = 60;
const commandPaceMs = 250;
const commandWriters = 2;

/** P9: films with people in all their documents, and runs that write beside them, for a while. */
export const mixed: Measure = {
  id: "P9",
  title: "mixed work",
  async run({ isFull }) {
    const [films, people, seconds] = isFull ? [20, 5, 600] : [20, 5, 60];
    const target = await startOurs({ films });
    const seen = new Rounds();
    const rss: number[] = [];
    const commands: number[] = [];
    try {
      const rooms: RawClient[][][] = [];
      for (let film = 0; film < films; film += 1) {
        await target.store(film, importedScript(scriptBlocks));
        rooms.push(await Promise.all(Array.from({ length: people }, () => connectFilm(target, film, kinds))));
      }
      const end = performance.now() + seconds * 1_000;
      const typing = rooms.map((room) => typeUntil(end, room));
      const running = Array.from({ length: commandWriters }, (_, run) =>
        commandUntil(end, target, films, run),
      );
      while (performance.now() < end) {
        await pause((seconds * 1_000) / 20);
        rss.push((await target.report()).rss / 1024 / 1024);
      }
      for (const times of await Promise.all(typing)) seen.add(ours, times);
      commands.push(...(await Promise.all(running)).flat());
      for (const room of rooms) for (const [document] of room) document?.close();
    } finally {
      await target.stop();
    }
    // The first fifth fills caches and the heap; from then on nothing may grow.
    const settled = rss.slice(Math.ceil(rss.length / 5));
    const slope = slopeOf(settled) * settled.length;
    return [
      {
        id: "P9",
        result: {
          name: `P9 mixed work: ${films} films with ${kinds.length} documents, ${people} people each, ${commandWriters} runs, ${seconds} s`,
          unit: "",
          rows: [
            { label: "propagation p50, ms", value: seen.at(ours, 0.5) },
            { label: "propagation p99, ms", value: seen.at(ours, 0.99) },
            { label: "command until committed p50, ms", value: median(commands) },
            { label: "resident memory at the end, MB", value: rss.at(-1) ?? Number.NaN },
            { label: "its growth after the first fifth, MB", value: slope },
          ],
        },
        raw: { seen, rss, commands },
        goals: [
          { what: "growth of memory in mixed work, MB", figure: slope, atMost: 20 },
          { what: "propagation in mixed work p99, ms", figure: seen.at(ours, 0.99), atMost: 100 },
        ],
      },
    ];
  },
};

const kinds = ["project", "script", "assets", "shots", "cut", "notes"] as const satisfies DocumentKind[];
type Kind = (typeof kinds)[number];

/** What people do over and over in each document without making it longer. */
const edits: Record<Kind, (doc: Y.Doc, turn: number) => void> = {
  project: (doc, turn) => setProjectTitle(doc, `Bench ${turn % 10}`),
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
    else resolveNote(doc, thread.id, turn % 2 === 0 ? "alice" : null, turn);
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
async function commandUntil(end: number, target: OurTarget, films: number, run: number): Promise<number[]> {
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
