import { Redis } from "ioredis";
import * as Y from "yjs";
import { postgresFixture, redisFixture } from "@backlot/infra/system/service-fixture";
import { Rounds, pause } from "./figures.ts";
import type { Measure } from "./measure.ts";
import { connectRaw } from "./raw-client.ts";
import { feature, fill, keystroke } from "./scene.ts";
import { addFilms, ours, startOurs } from "./targets.ts";

const editsPerRound = 80;
const together = "both at one server";
const apart = "one at each of two servers";

/** P10: two servers with Redis and Postgres; a keystroke at one until it is at the other. */
export const across: Measure = {
  id: "P10",
  title: "across servers",
  async run({ rounds }) {
    const state = feature();
    const redis = await redisFixture();
    const postgres = await postgresFixture();
    await addFilms(postgres.url, 1);
    const options = { films: 1, databaseUrl: postgres.url, env: { REDIS_URL: redis.url } };
    const [first, second] = [
      await startOurs({ ...options, label: `${ours} 1` }),
      await startOurs({ ...options, label: `${ours} 2` }),
    ];
    const seen = new Rounds();
    const counter = new Redis(redis.url);
    let edits = 0;
    let published = 0;
    try {
      await fill(first, 0, state);
      const has = Y.encodeStateVectorFromUpdate(state);
      const doc = new Y.Doc();
      Y.applyUpdate(doc, state);
      const writer = await connectRaw(first, { doc });
      const readers = [
        [together, await connectRaw(first, { has })],
        [apart, await connectRaw(second, { has })],
      ] as const;
      await pause(500);
      published = -(await publishes(counter));
      for (let round = -1; round < rounds; round += 1) {
        for (const [label, reader] of readers) {
          const times: number[] = [];
          for (let edit = 0; edit < editsPerRound; edit += 1) {
            const update = keystroke(doc);
            const arrived = Promise.all(
              readers.map(
                ([name, one]) =>
                  new Promise<void>((resolve) => {
                    one.onUpdate = () => {
                      if (name === label) times.push(performance.now() - start);
                      one.onUpdate = null;
                      resolve();
                    };
                  }),
              ),
            );
            const start = performance.now();
            writer.sendUpdate(update);
            edits += 1;
            await arrived;
            await pause(4);
          }
          if (round >= 0) seen.add(label, times);
          reader.onUpdate = null;
        }
      }
      published += await publishes(counter);
      for (const client of [writer, ...readers.map(([, one]) => one)]) client.close();
    } finally {
      counter.disconnect();
      await first.stop();
      await second.stop();
      await postgres.stop();
      await redis.stop();
    }
    return [
      {
        id: "P10",
        result: {
          name: "P10 edit propagation with two servers, Redis and Postgres",
          unit: "ms",
          rows: [0.5, 0.99].flatMap((share) =>
            seen.labels.map((label) => ({ label: `${label} p${share * 100}`, value: seen.at(label, share) })),
          ),
        },
        raw: seen,
        goals: [{ what: "across servers p50, ms", figure: seen.at(apart, 0.5), atMost: 10 }],
      },
      {
        id: "P10",
        result: {
          name: "P10 messages through Redis",
          unit: "an edit",
          rows: [{ label: ours, value: published / edits }],
          note: "The extension of Hocuspocus takes three or more: what I have, what you lack, what I lack.",
        },
        raw: { published, edits },
        goals: [{ what: "messages through Redis, an edit", figure: published / edits, atMost: 1.5 }],
      },
    ];
  },
};

/** How many messages Redis was given so far. */
async function publishes(redis: Redis): Promise<number> {
  const found = /cmdstat_publish:calls=(\d+)/.exec(await redis.info("commandstats"));
  return Number(found?.[1] ?? 0);
}
