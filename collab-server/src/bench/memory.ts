import * as Y from "yjs";
import { median, pause } from "./figures.ts";
import type { Measure, Measured } from "./measure.ts";
import { connectRaw, type RawClient } from "./raw-client.ts";
import { feature } from "./scene.ts";
import { bare, ours, startHocuspocus, startOurs, startYWebsocket, type Target } from "./targets.ts";
import { importedScript } from "./typed-script.ts";

const megabyte = 1024 * 1024;

/** How long nobody writes before a script may be asleep, ms; five minutes in production. */
const sleepMs = 1_000;

/** As long as nobody waits for it: what a server of ours holds while people write. */
const neverMs = 3_600_000;

const awake = `${ours}, all awake`;

type Seen = { rss: number; heap: number };
type Look = { open: Seen; left: Seen };

/** P4: a server's memory for open scripts, opened all at once, one client each, in which nobody writes. */
export const memory: Measure = {
  id: "P4",
  title: "memory",
  async run({ isFull, rounds: wanted }) {
    const rounds = Math.min(wanted, 3);
    const typed = "typed scripts of 120 pages";
    // Opening takes most of the time, and what each script takes shows with a few of them.
    if (!isFull)
      return [await memoryFor(typed, feature(), 20, [startYWebsocket, startHocuspocus, rested], rounds, 0.6)];
    const all = [startYWebsocket, startHocuspocus, rested, unrested];
    return [
      await memoryFor(typed, feature(), 100, all, rounds, 0.6),
      await memoryFor("imported scripts of 120 pages", importedScript(), 100, all, rounds),
      await memoryFor("scripts of 2 KB", importedScript(30), 100, all, rounds),
    ];
  },
};

type Start = (films: number) => Promise<Target>;

const rested: Start = (films) => startOurs({ films, env: { DOCUMENT_SLEEP_MS: String(sleepMs) } });
const unrested: Start = (films) =>
  startOurs({ label: awake, films, env: { DOCUMENT_SLEEP_MS: String(neverMs) } });

async function memoryFor(
  what: string,
  state: Uint8Array,
  scripts: number,
  starts: Start[],
  rounds: number,
  atMost?: number,
): Promise<Measured> {
  const looks: Record<string, Look[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const start of starts) {
      const target = await start(scripts);
      try {
        (looks[target.label] ??= []).push(await openAndLeave(target, scripts, state));
      } finally {
        await target.stop();
      }
    }
  }
  const middle = (label: string, when: keyof Look) =>
    median((looks[label] ?? []).map((look) => look[when].rss));
  const rows = (["open", "left"] as const).flatMap((when) => {
    const moment = when === "open" ? "open" : "after everybody left";
    return Object.keys(looks).map((label) => ({
      label: `${label}, ${moment}`,
      value: (middle(label, when) / megabyte / scripts) * 100,
      ...(label === bare ? {} : { ratioTo: `${bare}, ${moment}` }),
    }));
  });
  const figure = middle(ours, "open") / middle(bare, "open");
  return {
    id: "P4",
    result: {
      name: `P4 memory for 100 open ${what} (measured with ${scripts}), beyond the empty server`,
      unit: "MB",
      rows,
      note: `Resident memory after a collection. Ours rests scripts after ${sleepMs} ms without edits here (five minutes in production).`,
    },
    raw: looks,
    goals: atMost === undefined ? [] : [{ what: `memory for open ${what}`, figure, atMost }],
  };
}

async function openAndLeave(target: Target, scripts: number, state: Uint8Array): Promise<Look> {
  const has = Y.encodeStateVectorFromUpdate(state);
  const films = Array.from({ length: scripts }, (_, film) => film);
  for (const film of films) await target.store(film, state);
  const empty = await target.report();
  const clients: RawClient[] = await Promise.all(films.map((film) => connectRaw(target, { film, has })));
  await pause(sleepMs * 2);
  const open = beyond(await target.report(), empty);
  for (const client of clients) client.close();
  // Ours keeps what nobody has open a little longer than that, for whoever reloads a page.
  await pause(sleepMs * 2);
  return { open, left: beyond(await target.report(), empty) };
}

function beyond(now: Seen, empty: Seen): Seen {
  return { rss: now.rss - empty.rss, heap: now.heap - empty.heap };
}
