import * as Y from "yjs";
import { Rounds, median, pause } from "./figures.ts";
import { ratio, rowsOf, type Measure, type Measured } from "./measure.ts";
import { connectRaw, type RawClient } from "./raw-client.ts";
import { feature, fill, keystroke } from "./scene.ts";
import { bare, ours, startHocuspocus, startOurs, startYWebsocket, type Target } from "./targets.ts";
import { scriptBlocks } from "./typed-script.ts";

const writtenAfterMs = 300;

/** It takes some tens of milliseconds, so that a busy moment of the machine is soon half of it: more rounds are needed. */
const roundsMore = 3;

/** P6: from reconnecting until both sides have everything, after edits on both while the client was away. */
export const reconnect: Measure = {
  id: "P6",
  title: "reconnect",
  async run({ isFull, rounds }) {
    const state = feature();
    const targets = [await startYWebsocket(), await startHocuspocus(), await startOurs({ films: 1 })];
    const measured: Measured[] = [];
    try {
      for (const target of targets) await fill(target, 0, state);
      for (const edits of isFull ? [0, 100, 1_000, 10_000] : [0, 100, 1_000]) {
        measured.push(...(await after(targets, edits, rounds * roundsMore)));
      }
    } finally {
      for (const target of targets) await target.stop();
    }
    return measured;
  },
};

async function after(targets: Target[], edits: number, rounds: number): Promise<Measured[]> {
  const seen = new Rounds();
  const carried: Record<string, number[]> = {};
  for (let round = -1; round < rounds; round += 1) {
    for (const target of targets) {
      const { time, bytes } = await once(target, edits);
      if (round < 0) continue;
      seen.add(target.label, [time]);
      (carried[target.label] ??= []).push(bytes);
    }
  }
  const goals =
    edits === 1_000
      ? [{ what: "reconnect after 1,000 edits on both sides", figure: ratio(seen, ours, 0.5), atMost: 1 }]
      : [];
  const name = `P6 reconnect after ${edits} edits on both sides`;
  return [
    { id: "P6", result: { name, unit: "ms", rows: rowsOf(seen, [0.5]) }, raw: seen, goals },
    {
      id: "P6",
      result: {
        name: `${name}: what was sent and received`,
        unit: "KB",
        rows: Object.entries(carried).map(([label, bytes]) => ({
          label,
          value: median(bytes) / 1_024,
          ...(label === bare ? {} : { ratioTo: bare }),
        })),
      },
      raw: carried,
      goals: [],
    },
  ];
}

async function once(target: Target, edits: number): Promise<{ time: number; bytes: number }> {
  const stayed = await connectRaw(target);
  const away = new Y.Doc();
  Y.applyUpdate(away, Y.encodeStateAsUpdate(stayed.doc));
  const theirs = typing(stayed.doc, edits, 11);
  for (const update of theirs) stayed.sendUpdate(update);
  typing(away, edits, 12);
  // Whoever joins now has what was sent before: the server has taken all of it.
  for (let isThere = false; !isThere;) {
    const other = await connectRaw(target);
    isThere = same(other, stayed);
    other.close();
  }
  // Whoever was away comes back to a server that is done with writing down what the others did meanwhile.
  await pause(writtenAfterMs);
  const start = performance.now();
  const back = await connectRaw(target, { doc: away });
  await until(stayed, () => same(back, stayed));
  const time = performance.now() - start;
  const bytes = back.received() + back.sent();
  back.close();
  stayed.close();
  return { time, bytes };
}

function typing(doc: Y.Doc, edits: number, step: number): Uint8Array[] {
  return Array.from({ length: edits }, (_, edit) => keystroke(doc, (edit * step) % scriptBlocks));
}

function same(a: RawClient, b: RawClient): boolean {
  return Buffer.compare(Y.encodeStateVector(a.doc), Y.encodeStateVector(b.doc)) === 0;
}

function until(client: RawClient, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    client.onUpdate = () => {
      if (isSo()) resolve();
    };
    client.onUpdate();
  });
}
