import * as Y from "yjs";
import { Rounds, pause } from "./figures.ts";
import type { Measure } from "./measure.ts";
import { connectRaw, type RawClient } from "./raw-client.ts";
import { deletion, feature, fill, keystroke } from "./scene.ts";
import { ours, startOurs } from "./targets.ts";

const writers = 50;
const editsEach = 12;

/** P2: from sending a keystroke until its mark is answered, which is after the commit; 50 people write at once. */
export const durable: Measure = {
  id: "P2",
  title: "durable acknowledgement",
  async run({ rounds }) {
    const state = feature();
    const target = await startOurs({ films: 1 });
    const seen = new Rounds();
    try {
      await fill(target, 0, state);
      const has = Y.encodeStateVectorFromUpdate(state);
      const clients: RawClient[] = [];
      for (let index = 0; index < writers; index += 1) clients.push(await connectRaw(target, { has }));
      // A person each, so that the server keeps a writer's stamp for every one of them.
      const docs = clients.map(() => {
        const doc = new Y.Doc();
        Y.applyUpdate(doc, state);
        return doc;
      });
      for (let round = -1; round < rounds; round += 1) {
        const times = (
          await Promise.all(clients.map((client, index) => write(client, docs[index] as Y.Doc, index, round)))
        ).flat();
        if (round >= 0) seen.add(ours, times);
      }
      for (const client of clients) client.close();
    } finally {
      await target.stop();
    }
    const [p50, p99] = [seen.at(ours, 0.5), seen.at(ours, 0.99)];
    return [
      {
        id: "P2",
        result: {
          name: `P2 durable acknowledgement, ${writers} writers`,
          unit: "ms",
          rows: [
            { label: "p50", value: p50 },
            { label: "p99", value: p99 },
          ],
          note: "Four edits a second and writer, each third one a deletion, each with a mark; the embedded database in a process of its own.",
        },
        raw: seen,
        goals: [
          { what: "durable p50, ms", figure: p50, atMost: 60 },
          { what: "durable p99, ms", figure: p99, atMost: 150 },
        ],
      },
    ];
  },
};

async function write(client: RawClient, doc: Y.Doc, index: number, round: number): Promise<number[]> {
  const times: number[] = [];
  await pause((index * 250) / writers);
  for (let edit = 0; edit < editsEach; edit += 1) {
    const mark = (round + 1) * editsEach + edit + 1;
    // Deletions move no state vector: only a mark can say that one is safe.
    const update = edit % 3 === 2 ? deletion(doc, index * 8) : keystroke(doc, index * 8);
    const answered = new Promise<void>((resolve) => {
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
