import * as Y from "yjs";
import { anAttacker, editFrame, endsOf, type Attacker } from "./attacker.ts";
import type { Flood, FloodReport } from "./flood-process.ts";

/** The process of somebody who floods: does what it is told, reports, and ends. */
process.once("message", (flood: Flood) => {
  void carryOut(flood).then((report) => process.send?.(report, undefined, undefined, () => process.exit(0)));
});

async function carryOut(flood: Flood): Promise<FloodReport> {
  const attackers = Array.from({ length: flood.connections }, () => anAttacker(flood));
  await Promise.all(attackers.map((attacker) => attacker.join()));
  const began = performance.now();
  const counts = await (flood.isGood ? pour(flood, attackers) : provoke(flood, attackers));
  const tookMs = performance.now() - began;
  for (const attacker of attackers) attacker.close();
  return { ...counts, tookMs, ended: endsOf(attackers) };
}

type Counts = Pick<FloodReport, "sent" | "missed" | "durable">;

/** Good edits, one behind the other, until all are sent or everybody is cut off; then whether they are durable. */
async function pour(flood: Flood, attackers: readonly Attacker[]): Promise<Counts> {
  const edits = editsOf(flood);
  const counts = { sent: 0, missed: 0, durable: 0 };
  await inTime(flood, () => {
    const isSent = attackers[counts.sent % attackers.length]?.sendBlindly(edits()) ?? false;
    if (isSent) counts.sent += 1;
    else counts.missed += 1;
    return isSent;
  });
  // Who was cut off hears why.
  if (counts.missed > 0) await Promise.race(attackers.map((attacker) => attacker.gone()));
  else
    for (const attacker of attackers) if ((await attacker.send(edits())) === "durable") counts.durable += 1;
  return counts;
}

/** Edits that are refused, each on a connection that stands, because none is looked at behind one that was refused. */
async function provoke(flood: Flood, attackers: readonly Attacker[]): Promise<Counts> {
  const edits = editsOf(flood, (update) => update.slice(0, -3));
  const counts = { sent: 0, missed: 0, durable: 0 };
  const ready = [...attackers];
  const underWay = new Set<Promise<void>>();
  await inTime(flood, () => {
    const attacker = ready.shift();
    if (attacker === undefined) {
      counts.missed += 1;
      return true;
    }
    counts.sent += 1;
    const done = refusedBy(attacker, edits()).finally(() => underWay.delete(done));
    underWay.add(done);
    return true;
  });
  await Promise.all(underWay);
  return counts;

  async function refusedBy(attacker: Attacker, frame: Uint8Array): Promise<void> {
    if ((await attacker.send(frame)) === "durable") counts.durable += 1;
    await attacker.join();
    ready.push(attacker);
  }
}

/** Lets something happen as often as it is due by the clock, whatever became of the time before; until it says no. */
function inTime({ messages, messagesPerSecond }: Flood, next: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const began = performance.now();
    let count = 0;
    const timer = setInterval(() => {
      const due = Math.min(messages, ((performance.now() - began) / 1_000) * messagesPerSecond);
      let goesOn = true;
      for (; goesOn && count < due; count += 1) goesOn = next();
      if (goesOn && count < messages) return;
      clearInterval(timer);
      resolve();
    }, 5);
  });
}

/** Frames of edits that overwrite one field again and again, so that the film does not grow without end. */
function editsOf(
  { document, bytesPerMessage }: Flood,
  spoil = (update: Uint8Array) => update,
): () => Uint8Array {
  const doc = new Y.Doc();
  let update = new Uint8Array();
  doc.on("update", (made: Uint8Array) => (update = new Uint8Array(made)));
  let count = 0;
  return () => {
    count += 1;
    doc.getMap("meta").set("flood", `${count} `.padEnd(bytesPerMessage, "x"));
    return editFrame(document, spoil(update));
  };
}
