import type { Attack, AttackReport } from "./attack-process.ts";
import { anAttacker, endsOf, type Attacker } from "./attacker.ts";
import { crookedUpdates, framesOf, honestUpdates } from "./hostile-corpus.ts";
import { mutate } from "./mutate.ts";
import { seeded, type Random } from "./random.ts";
import { isSurelyBad } from "./surely-bad.ts";

/** The attacker's process: does what it is told, reports, and ends. */
process.once("message", (attack: Attack) => {
  void carryOut(attack).then((report) => process.send?.(report, undefined, undefined, () => process.exit(0)));
});

async function carryOut(attack: Attack): Promise<AttackReport> {
  const { document, kind, ticket, seed, messages, floodBytes } = attack;
  const random = seeded(seed);
  const small = crookedUpdates(kind).filter((update) => update.byteLength < 50_000);
  const frames = framesOf(document, [...honestUpdates(kind), ...small], ticket);
  const spoil = spoilerOf(frames, random);
  const report = { spoiled: 0, honest: 0, unheard: 0, bad: 0, badButDurable: 0, durable: 0 };
  const attackers = Array.from({ length: attack.connections }, () => anAttacker(attack));
  const [first] = attackers;
  const stopFlood =
    floodBytes === 0 || first === undefined ? () => {} : flood(first, document, ticket, floodBytes);
  await Promise.all(attackers.map(send));
  stopFlood();
  for (const attacker of attackers) attacker.close();
  return { ...report, ended: endsOf(attackers) };

  async function send(attacker: Attacker): Promise<void> {
    // A server that says nothing any more must not keep this going for ever.
    while (report.spoiled < messages && report.unheard < 10) {
      const isSpoiled = !random.chance(0.1);
      const frame = isSpoiled ? spoil() : random.pick(frames);
      const outcome = await attacker.send(frame);
      if (outcome === "unheard") report.unheard += 1;
      else if (isSpoiled) report.spoiled += 1;
      else report.honest += 1;
      if (outcome === "durable") report.durable += 1;
      if (!isSurelyBad(frame, document, kind)) continue;
      report.bad += 1;
      if (outcome === "durable") report.badButDurable += 1;
    }
  }
}

/** Gives messages that are unlike every honest one: spoiling leaves one as it was now and then, or makes another of it. */
function spoilerOf(frames: readonly Uint8Array[], random: Random): () => Uint8Array {
  const keyOf = (frame: Uint8Array) => Buffer.from(frame).toString("latin1");
  const known = new Set(frames.map(keyOf));
  return () => {
    let frame: Uint8Array;
    do frame = mutate(random.pick(frames), frames, random);
    while (known.has(keyOf(frame)));
    return frame;
  };
}

/** Sends a share of the bytes twenty times a second, as one frame that means nothing. */
function flood(attacker: Attacker, document: string, ticket: string, bytesPerSecond: number): () => void {
  const filler = "x".repeat(bytesPerSecond / 20);
  const frames = framesOf(document, [], ticket);
  const [said] = frames.slice(-1);
  const frame = new Uint8Array([...(said ?? []), 3, ...new TextEncoder().encode(filler)]);
  const timer = setInterval(() => attacker.sendBlindly(frame), 50);
  return () => clearInterval(timer);
}
