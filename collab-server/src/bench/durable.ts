import * as Y from "yjs";
import { postgresFixture } from "@backlot/infra/system/service-fixture";
import { Rounds, pause } from "./figures.ts";
import type { Measure } from "./measure.ts";
import { connectRaw, type RawClient } from "./raw-client.ts";
import { deletion, feature, fill, keystroke } from "./scene.ts";
import { addFilms, bare, ours, startHocuspocus, startOurs, type Target } from "./targets.ts";

const writers = 50;
const editsEach = 12;

const inPostgres = `${ours}, Postgres`;
const inMemory = `${bare}, in memory only`;

/**
 * P2: from sending a keystroke until its mark is answered, which is after the commit; 50 people write at once. Bare
 * Hocuspocus says only that an edit is in its memory, which is the least that an answer can take.
 */
export const durable: Measure = {
  id: "P2",
  title: "durable acknowledgement",
  async run({ rounds }) {
    const state = feature();
    const postgres = await postgresFixture();
    await addFilms(postgres.url, 1, writers);
    const options = { films: 1, people: writers };
    const seen = new Rounds();
    try {
      // One after the other: 50 people's copies of a script take the memory of a small machine.
      for (const [label, start] of [
        [inMemory, () => startHocuspocus()],
        [ours, () => startOurs(options)],
        [inPostgres, () => startOurs({ ...options, label: inPostgres, databaseUrl: postgres.url })],
      ] as const)
        await measure(label, await start(), { state, rounds, seen });
    } finally {
      await postgres.stop();
    }
    return [
      {
        id: "P2",
        result: {
          name: `P2 durable acknowledgement, ${writers} writers`,
          unit: "ms",
          rows: [0.5, 0.99].flatMap((share) =>
            seen.labels.map((label) => ({
              label: `${label} p${share * 100}`,
              value: seen.at(label, share),
              ...(label === inMemory ? {} : { ratioTo: `${inMemory} p${share * 100}` }),
            })),
          ),
          note: "Four edits a second and writer, each third one a deletion, each with a mark; the embedded database in a process of its own.",
        },
        raw: seen,
        goals: [ours, inPostgres].flatMap((label) => [
          { what: `durable p50, ${label}, ms`, figure: seen.at(label, 0.5), atMost: 60 },
          { what: `durable p99, ${label}, ms`, figure: seen.at(label, 0.99), atMost: 150 },
        ]),
      },
    ];
  },
};

type Course = { state: Uint8Array; rounds: number; seen: Rounds };

async function measure(label: string, target: Target, { state, rounds, seen }: Course): Promise<void> {
  try {
    await fill(target, 0, state);
    const has = Y.encodeStateVectorFromUpdate(state);
    const clients: RawClient[] = [];
    // A person each, so that the log has rows and a writer's stamp for every one of them.
    for (let person = 0; person < writers; person += 1)
      clients.push(await connectRaw(target, { person, has }));
    const docs = clients.map(() => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, state);
      return doc;
    });
    for (let round = -1; round < rounds; round += 1) {
      const times = await Promise.all(
        clients.map((client, index) => write(label, client, docs[index] as Y.Doc, index, round)),
      );
      if (round >= 0) seen.add(label, times.flat());
    }
    for (const client of clients) client.close();
  } finally {
    await target.stop();
  }
}

async function write(
  label: string,
  client: RawClient,
  doc: Y.Doc,
  index: number,
  round: number,
): Promise<number[]> {
  const times: number[] = [];
  await pause((index * 250) / writers);
  for (let edit = 0; edit < editsEach; edit += 1) {
    const mark = (round + 1) * editsEach + edit + 1;
    // Deletions move no state vector: only a mark can say that one is safe.
    const update = edit % 3 === 2 ? deletion(doc, index * 8) : keystroke(doc, index * 8);
    const answered = new Promise<void>((resolve) => {
      if (label === inMemory) client.onTaken = resolve;
      else
        client.onDurable = (n) => {
          if (n >= mark) resolve();
        };
    });
    const start = performance.now();
    client.sendUpdate(update);
    client.sendMark(mark);
    await answered;
    times.push(performance.now() - start);
    await pause(Math.max(0, 250 - (performance.now() - start)));
  }
  return times;
}
