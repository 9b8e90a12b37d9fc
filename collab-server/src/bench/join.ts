import { scriptBody } from "@backlot/shared/documents/script";
import { Rounds, collectGarbage, pause } from "./figures.ts";
import { ratio, rowsOf, type Measure, type Measured } from "./measure.ts";
import { connectRaw } from "./raw-client.ts";
import { feature, fill } from "./scene.ts";
import { openSlowLink, type SlowLink } from "./slow-link.ts";
import { bare, ours, startHocuspocus, startOurs, startYWebsocket, type Target } from "./targets.ts";
import { importedScript, scriptBlocks } from "./typed-script.ts";

const joinsPerRound = 3;
const joinsPerSlowRound = 1;
const overSocket = `${ours}, socket only`;

const here = "same machine";
const far = "10 Mbit/s and 50 ms there and back";

/** What may be slower than bare Hocuspocus, and by how much. */
const bounds: Record<string, number> = {
  [`typed, warm, ${here}`]: 0.8,
  [`typed, cold, ${here}`]: 0.8,
  [`imported, warm, ${here}`]: 1.15,
  [`typed, warm, ${far}`]: 0.6,
  [`typed, cold, ${far}`]: 0.6,
};

type Room = { target: Target; link: SlowLink };

/**
 * P3: from opening the connection until the whole script of 120 pages is there: typed or imported, from a server that
 * has it open for somebody else (warm) or has it in its store (cold), on this machine and over a slow link.
 */
export const join: Measure = {
  id: "P3",
  title: "cold join",
  async run({ rounds }) {
    const coldJoins = (rounds + 1) * (joinsPerRound + joinsPerSlowRound) * 2;
    const measured: Measured[] = [];
    for (const [script, state] of [
      ["typed", feature()],
      ["imported", importedScript()],
    ] as const) {
      const rooms = await Promise.all(
        [startYWebsocket(), startHocuspocus(), startOurs({ films: coldJoins + 1 })].map(async (starting) => {
          const target = await starting;
          return { target, link: await openSlowLink(Number(new URL(target.url(0)).port)) };
        }),
      );
      try {
        for (const { target } of rooms) await fill(target, 0, state);
        const cold = coldScripts(state);
        for (const isFar of [false, true]) {
          measured.push(
            await joined(rooms, rounds, { script, server: "warm", isFar }, () => Promise.resolve(0)),
          );
          measured.push(await joined(rooms, rounds, { script, server: "cold", isFar }, cold));
        }
      } finally {
        for (const { target, link } of rooms) {
          await link.close();
          await target.stop();
        }
      }
    }
    return measured;
  },
};

type Kind = { script: string; server: "warm" | "cold"; isFar: boolean };

/** Puts a script into the store for every join, since a server that has had it open once may keep it for a while. */
function coldScripts(state: Uint8Array): (target: Target) => Promise<number> {
  const next = new Map<Target, number>();
  return async (target) => {
    const film = (next.get(target) ?? 0) + 1;
    next.set(target, film);
    await target.store(film, state);
    return film;
  };
}

async function joined(
  rooms: Room[],
  rounds: number,
  { script, server, isFar }: Kind,
  film: (target: Target) => Promise<number>,
): Promise<Measured> {
  const seen = new Rounds();
  const bytes: Record<string, number> = {};
  const count = isFar ? joinsPerSlowRound : joinsPerRound;
  for (let round = -1; round < rounds; round += 1) {
    const times = new Map<Target, number[]>(rooms.map(({ target }) => [target, []]));
    for (let each = 0; each < count; each += 1) {
      for (const { target, link } of rooms) {
        const one = await oneJoin(target, await film(target), true, isFar ? link.port : undefined);
        times.get(target)?.push(one.time);
        bytes[target.label] = one.bytes;
      }
    }
    if (round < 0) continue;
    for (const [target, of] of times) {
      seen.add(target.label, of);
      if (target.label === ours && !isFar)
        seen.add(overSocket, [(await oneJoin(target, await film(target), false)).time]);
    }
  }
  const what = `${script}, ${server}, ${isFar ? far : here}`;
  const atMost = bounds[what];
  return {
    id: "P3",
    result: { name: `P3 cold join, ${what}`, unit: "ms", rows: rowsOf(seen, [0.5]) },
    raw: { seen, bytes },
    goals:
      atMost === undefined
        ? []
        : [{ what: `join, ${what}, to ${bare}`, figure: ratio(seen, ours, 0.5), atMost }],
  };
}

async function oneJoin(
  target: Target,
  film: number,
  bySnapshot: boolean,
  port?: number,
): Promise<{ time: number; bytes: number }> {
  collectGarbage();
  const start = performance.now();
  const client = await connectRaw(target, { film, bySnapshot, ...(port === undefined ? {} : { port }) });
  const time = performance.now() - start;
  const { length } = scriptBody(client.doc);
  if (length < scriptBlocks)
    throw new Error(`${target.label} gave ${length} of the ${scriptBlocks} blocks of film ${film}.`);
  const bytes = client.received();
  client.close();
  await pause(20);
  return { time, bytes };
}
