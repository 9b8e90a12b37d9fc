import pg from "pg";
import * as Y from "yjs";
import { median, pause } from "./figures.ts";
import type { Measure } from "./measure.ts";
import { connectRaw, type RawClient } from "./raw-client.ts";
import { feature, fill, keystroke } from "./scene.ts";
import { ours, startOurs } from "./targets.ts";

/** Each of them in a row of its own; the log is compacted after 500. */
const edits = 700;
const paceMs = 35;

/** So few that nothing is compacted: how long the thread stands still anyway, on this machine and now. */
const editsBefore = 200;

type Stalls = Record<"stall" | "work" | "stallBefore" | "workBefore", number>;

/**
 * P8: the longest time that the server's thread stands still while a typed script is compacted under edits. There is
 * nothing to compare it with: the other servers keep nothing that could be compacted.
 */
export const compactionStall: Measure = {
  id: "P8",
  title: "stall during compaction",
  async run({ rounds }) {
    const state = feature();
    const seen: Stalls[] = [];
    for (let round = 0; round < Math.min(rounds, 3); round += 1) seen.push(await compacted(state));
    const middle = (what: keyof Stalls) => median(seen.map((one) => one[what]));
    const [before, workBefore] = [`${ours}, before`, `${ours}, before, its own work`];
    return [
      {
        id: "P8",
        result: {
          name: `P8 longest stall of the server during ${edits} edits with compaction`,
          unit: "ms",
          rows: [
            { label: before, value: middle("stallBefore") },
            { label: ours, value: middle("stall"), ratioTo: before },
            { label: workBefore, value: middle("workBefore") },
            { label: `${ours}, its own work`, value: middle("work"), ratioTo: workBefore },
          ],
          note: "Measured with a timer of 5 ms in the server; the collections that the bench asks for are left out. Its own work is the processor time of its thread in between, whatever else the machine does.",
        },
        raw: seen,
        goals: [{ what: "longest stall during compaction, ms", figure: middle("stall"), atMost: 50 }],
      },
    ];
  },
};

async function compacted(state: Uint8Array): Promise<Stalls> {
  const target = await startOurs({ films: 1 });
  try {
    await fill(target, 0, state);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    const client = await connectRaw(target, { doc });
    await pause(300);
    await target.report();
    await write(client, editsBefore);
    const before = await target.report();
    await write(client, edits);
    await pause(1_500);
    const during = await target.report();
    client.close();
    if (!(await isCompacted(target.databaseUrl))) throw new Error("Nothing was compacted.");
    return {
      stall: during.longestStallMs,
      work: during.longestWorkMs,
      stallBefore: before.longestStallMs,
      workBefore: before.longestWorkMs,
    };
  } finally {
    await target.stop();
  }
}

async function write(client: RawClient, count: number): Promise<void> {
  for (let edit = 0; edit < count; edit += 1) {
    client.sendUpdate(keystroke(client.doc, edit % 200));
    await pause(paceMs);
  }
}

async function isCompacted(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rowCount } = await client.query("select 1 from document_snapshot where through_seq > 0");
  await client.end();
  return rowCount === 1;
}
