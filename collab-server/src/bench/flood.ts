import * as Y from "yjs";
import { socketLimits } from "../socket-door.ts";
import { Rounds, median, pause } from "./figures.ts";
import type { Measure, Measured } from "./measure.ts";
import { connectRaw, type RawClient } from "./raw-client.ts";
import { bare, ours, startHocuspocus, startOurs, startYWebsocket, type Target } from "./targets.ts";

const writersInBurst = 10;
const editsEach = 1_000;

/** How many write, and into how many documents. */
type Shape = { writers: number; films: number };

/** The slowest of a hundred keystrokes may take this long, ms. */
const boundMs = 100;

/** Offered operations a second: doubled from the first on until the bound is passed, then narrowed down. */
const firstRate = 1_000;
const highestRate = 64_000;
const narrowings = 3;
const secondsEach = 2;

/** What one socket may send in a step before ours ends it as a flood, less what opening a document takes. */
const mostOfOne = socketLimits.messagesAtOnce + socketLimits.messagesPerSecond * secondsEach - 50;

/** No rate is offered at which ours would end a writer's socket: typing is a hundred times slower. */
function highestOf({ writers }: Shape): number {
  return Math.min(highestRate, Math.floor((mostOfOne * writers) / secondsEach));
}

const tickMs = 5;

/** A server that opens a document within this, ms, has nothing of the last step left to do. */
const quickMs = 50;

/** After so long without any, ms, those that are missing are lost. */
const patienceMs = 10_000;

/** More than a search can take: seven rates to double through, the narrowings, and a second try where one fails. */
const stepsPerSearch = 14;

/**
 * P5: keystrokes a second that a server takes and passes on: as many as can be sent without the slowest of a hundred
 * taking longer than 100 ms, and in a burst, when ten people's machines send as fast as they can. An echo would say
 * nothing here: it sends everything one by one, and whoever measures would be what is slow.
 */
export const flood: Measure = {
  id: "P5",
  title: "sustained operations",
  async run({ isFull, rounds }) {
    const shapes: Shape[] = [
      { writers: 10, films: 1 },
      { writers: 50, films: 20 },
      ...(isFull
        ? [
            { writers: 50, films: 1 },
            { writers: 10, films: 10 },
          ]
        : []),
    ];
    const searches = isFull ? rounds : Math.min(rounds, 3);
    const needed = shapes.reduce((sum, { films }) => sum + films * searches * stepsPerSearch, rounds + 1);
    const mostInOneFilm = Math.max(
      writersInBurst,
      ...shapes.map(({ writers, films }) => Math.ceil(writers / films)),
    );
    const targets = [
      await startYWebsocket(),
      await startHocuspocus(),
      await startOurs({ films: needed, people: mostInOneFilm }),
    ];
    const measured: Measured[] = [];
    try {
      measured.push(await bursts(targets, rounds));
      // Every step in films of its own: what an earlier one left behind must not slow the next.
      let nextFilm = rounds + 1;
      for (const shape of shapes) {
        const seen: Record<string, number[]> = {};
        for (let search = 0; search < searches; search += 1) {
          const from = nextFilm;
          for (const target of targets)
            (seen[target.label] ??= []).push(await sustained(target, from, shape));
          nextFilm += stepsPerSearch * shape.films;
        }
        measured.push(told(shape, seen));
      }
    } finally {
      for (const target of targets) await target.stop();
    }
    return measured;
  },
};

function told(shape: Shape, seen: Record<string, number[]>): Measured {
  const what = `${shape.writers} writers on ${shape.films} documents`;
  const figure = median(seen[ours] ?? []) / median(seen[bare] ?? []);
  return {
    id: "P5",
    result: {
      name: `P5 sustained operations, ${what}`,
      unit: "ops/s",
      rows: Object.entries(seen).map(([label, rates]) => ({
        label,
        value: median(rates),
        ...(label === bare ? {} : { ratioTo: bare }),
      })),
      note: `The most at which p99 from one writer to a reader stays within ${boundMs} ms, looked for up to ${highestOf(shape)}.`,
    },
    raw: seen,
    goals: [{ what: `sustained operations, ${what}`, figure, atLeast: 1 }],
  };
}

async function sustained(target: Target, firstFilm: number, shape: Shape): Promise<number> {
  let film = firstFilm;
  const holds = async (rate: number): Promise<boolean> => {
    // Twice, since a busy moment of the machine spoils a step and none makes it better.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const isHeld = await areInTime(target, film, shape, rate);
      film += shape.films;
      if (isHeld) return true;
    }
    return false;
  };
  const highest = highestOf(shape);
  let good = 0;
  let bad = firstRate;
  while (await holds(bad)) {
    good = bad;
    if (good === highest) return good;
    bad = Math.min(highest, bad * 2);
  }
  if (good === 0) return good;
  for (let each = 0; each < narrowings; each += 1) {
    const between = Math.round((good + bad) / 2);
    if (await holds(between)) good = between;
    else bad = between;
  }
  return good;
}

/**
 * Sends so many keystrokes a second, by the clock and not by what comes back, and says whether all but one of a hundred
 * arrive in time. Ends as soon as they cannot any more: at a rate that is far too high, it takes minutes until the last
 * has arrived.
 */
async function areInTime(target: Target, firstFilm: number, shape: Shape, rate: number): Promise<boolean> {
  const count = Math.ceil((rate * secondsEach) / shape.writers);
  const rooms = await Promise.all(
    Array.from({ length: shape.films }, (_, index) => connectRaw(target, { film: firstFilm + index })),
  );
  const writers = await Promise.all(
    Array.from({ length: shape.writers }, async (_, index) => {
      const room = rooms[index % shape.films] as RawClient;
      const client = await connectRaw(target, {
        film: firstFilm + (index % shape.films),
        person: Math.floor(index / shape.films),
        has: new Uint8Array([0]),
      });
      return { client, room, updates: typed(client.doc.clientID, count), sentAt: [] as number[], arrived: 0 };
    }),
  );
  const all = count * shape.writers;
  const mayBeLate = Math.floor(all / 100);
  let arrived = 0;
  let late = 0;
  let lastArrival = performance.now();
  for (const room of rooms) {
    const here = writers.filter((writer) => writer.room === room);
    room.onUpdate = () => {
      const now = performance.now();
      lastArrival = now;
      for (const writer of here) {
        const letters = textOf(room.doc, writer.client)?.length ?? 0;
        for (; writer.arrived < letters; writer.arrived += 1) {
          arrived += 1;
          if (now - (writer.sentAt[writer.arrived] ?? now) > boundMs) late += 1;
        }
      }
    };
  }
  // Those that are under way for too long already are late, whenever they arrive.
  const areTooManyLate = (): boolean => {
    if (late > mayBeLate) return true;
    const overdueBefore = performance.now() - boundMs;
    let overdue = late;
    for (const { sentAt, arrived: have } of writers) {
      let due = have;
      while (due < sentAt.length && (sentAt[due] ?? 0) < overdueBefore) due += 1;
      overdue += due - have;
    }
    return overdue > mayBeLate;
  };
  // The text itself, which is no keystroke.
  for (const { client, updates } of writers) client.sendUpdate(updates[0] as Uint8Array);
  const start = performance.now();
  for (let sent = 0; arrived < all && !areTooManyLate();) {
    // From the moment at which it was due: a sender that is held up is held up like its reader.
    const due = Math.min(all, ((performance.now() - start) * rate) / 1_000);
    for (; sent < due; sent += 1) {
      const writer = writers[sent % writers.length];
      const at = Math.floor(sent / writers.length);
      writer?.sentAt.push(start + (sent * 1_000) / rate);
      writer?.client.sendUpdate(writer.updates[at + 1] as Uint8Array);
    }
    await pause(tickMs);
    if (performance.now() - lastArrival > patienceMs)
      throw new Error(`${target.label} lost ${sent - arrived} of ${sent} keystrokes at ${rate} a second.`);
  }
  for (const client of [...rooms, ...writers.map((writer) => writer.client)]) client.close();
  // What is still under way must not slow the next step.
  if (arrived < all) await untilQuick(target, firstFilm);
  return late <= mayBeLate && arrived >= all;
}

/** Waits until the server answers at once again. */
async function untilQuick(target: Target, film: number): Promise<void> {
  for (let isQuick = false; !isQuick;) {
    const began = performance.now();
    const client = await connectRaw(target, { film });
    isQuick = performance.now() - began < quickMs;
    client.close();
    await pause(tickMs);
  }
}

async function bursts(targets: Target[], rounds: number): Promise<Measured> {
  const seen = new Rounds();
  for (let round = 0; round <= rounds; round += 1) {
    for (const target of targets) {
      const rate = await oneBurst(target, round);
      if (round > 0) seen.add(target.label, [rate]);
    }
  }
  return {
    id: "P5",
    result: {
      name: `P5 operations in a burst, ${writersInBurst} writers, ${editsEach} keystrokes each`,
      unit: "ops/s",
      rows: seen.labels.map((label) => ({
        label,
        value: seen.at(label, 0.5),
        ...(label === bare ? {} : { ratioTo: bare }),
      })),
    },
    raw: seen,
    goals: [{ what: "operations in a burst", figure: seen.at(ours, 0.5) / seen.at(bare, 0.5), atLeast: 1 }],
  };
}

async function oneBurst(target: Target, film: number): Promise<number> {
  const reader = await connectRaw(target, { film });
  const clients = await Promise.all(
    Array.from({ length: writersInBurst }, (_, person) => connectRaw(target, { film, person })),
  );
  const updates = clients.map((client) => typed(client.doc.clientID, editsEach));
  const all = writersInBurst * editsEach;
  const arrived = new Promise<void>((resolve) => {
    reader.onUpdate = () => {
      let letters = 0;
      for (const client of clients) letters += textOf(reader.doc, client)?.length ?? 0;
      if (letters >= all) resolve();
    };
  });
  const start = performance.now();
  for (let edit = 0; edit <= editsEach; edit += 1) {
    for (const [index, client] of clients.entries()) client.sendUpdate(updates[index]?.[edit] as Uint8Array);
  }
  await arrived;
  const seconds = (performance.now() - start) / 1_000;
  for (const client of [reader, ...clients]) client.close();
  return all / seconds;
}

/** Updates of which the first makes a text, and each other one types a letter into it. */
function typed(clientId: number, count: number): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = new Y.Text();
  doc.getMap<unknown>("titlePage").set(`writer ${clientId}`, text);
  for (let edit = 0; edit < count; edit += 1) text.insert(edit, "x");
  return updates;
}

function textOf(doc: Y.Doc, writer: RawClient): Y.Text | undefined {
  return doc.getMap<Y.Text>("titlePage").get(`writer ${writer.doc.clientID}`);
}
