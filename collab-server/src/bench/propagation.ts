import * as Y from "yjs";
import { Rounds, pause } from "./figures.ts";
import { ratio, rowsOf, type Measure, type Measured } from "./measure.ts";
import { connectRaw, type RawClient } from "./raw-client.ts";
import { feature, fill, keystroke } from "./scene.ts";
import { ours, startEcho, startHocuspocus, startOurs, startYWebsocket, type Target } from "./targets.ts";

/** Enough of them that the 99th percentile of a round is not its one worst moment. */
const editsPerRound = 300;

/** About the pace of a room in which several people type, ms between two keystrokes. */
const paceMs = 12;

/** P1: from sending one keystroke until the last of N clients has it, in a typed script of 120 pages. */
export const propagation: Measure = {
  id: "P1",
  title: "edit propagation",
  async run({ isFull, rounds }) {
    const state = feature();
    const targets = [
      await startEcho(),
      await startYWebsocket(),
      await startHocuspocus(),
      await startOurs({ films: 1 }),
    ];
    const measured: Measured[] = [];
    try {
      for (const target of targets.slice(1)) await fill(target, 0, state);
      for (const clients of isFull ? [2, 10, 50, 100] : [10, 50]) {
        measured.push(await withClients(targets, clients, rounds, state));
      }
    } finally {
      for (const target of targets) await target.stop();
    }
    return measured;
  },
};

type Room = { target: Target; writer: RawClient; readers: RawClient[] };

async function withClients(
  targets: Target[],
  clients: number,
  rounds: number,
  state: Uint8Array,
): Promise<Measured> {
  const seen = new Rounds();
  const has = Y.encodeStateVectorFromUpdate(state);
  const rooms: Room[] = [];
  for (const target of targets) {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    const readers: RawClient[] = [];
    const writer = await connectRaw(target, { doc });
    for (let index = 1; index < clients; index += 1) readers.push(await connectRaw(target, { has }));
    rooms.push({ target, writer, readers });
  }
  // One round that is not counted: code that has not run yet is slow in every server.
  for (let round = -1; round < rounds; round += 1) {
    const times = new Map(rooms.map((room) => [room, [] as number[]]));
    // Edit by edit in turns: whatever else the machine does meanwhile, it does to all of them.
    for (let edit = 0; edit < editsPerRound; edit += 1) {
      for (const room of rooms) {
        times.get(room)?.push(await oneEdit(room));
        await pause(paceMs / rooms.length);
      }
    }
    if (round >= 0) for (const room of rooms) seen.add(room.target.label, times.get(room) ?? []);
  }
  for (const room of rooms) for (const client of [room.writer, ...room.readers]) client.close();
  const goals =
    clients === 10 || clients === 50
      ? [
          { what: `p50 at ${clients} clients`, figure: ratio(seen, ours, 0.5), atMost: 1.1 },
          { what: `p99 at ${clients} clients`, figure: ratio(seen, ours, 0.99), atMost: 1.2 },
        ]
      : [];
  const name = `P1 edit propagation, 1 writer and ${clients - 1} readers`;
  return { id: "P1", result: { name, unit: "ms", rows: rowsOf(seen, [0.5, 0.99]) }, raw: seen, goals };
}

async function oneEdit({ writer, readers }: Room): Promise<number> {
  const update = keystroke(writer.doc);
  let missing = readers.length;
  const arrived = new Promise<void>((resolve) => {
    for (const reader of readers) {
      reader.onUpdate = () => {
        reader.onUpdate = null;
        missing -= 1;
        if (missing === 0) resolve();
      };
    }
  });
  const start = performance.now();
  writer.sendUpdate(update);
  await arrived;
  return performance.now() - start;
}
