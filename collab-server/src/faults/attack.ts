import type { Attack, AttackReport } from "./attack-process.ts";
import { anAttacker, type Attacker } from "./attacker.ts";
import { crookedUpdates, framesOf, honestUpdates, openingFrames } from "./hostile-corpus.ts";
import { mutate } from "./mutate.ts";
import { seeded } from "./random.ts";

/** The attacker's process: does what it is told, reports, and ends. */
process.once("message", (attack: Attack) => {
  void carryOut(attack).then((report) => process.send?.(report, undefined, undefined, () => process.exit(0)));
});

async function carryOut({
  url,
  document,
  kind,
  ticket,
  seed,
  messages,
  floodBytes,
}: Attack): Promise<AttackReport> {
  const random = seeded(seed);
  const small = crookedUpdates(kind).filter((update) => update.byteLength < 50_000);
  const frames = framesOf(document, [...honestUpdates(kind), ...small], ticket);
  const attacker = anAttacker(url, openingFrames(document, ticket));
  const stopFlood = floodBytes === 0 ? () => {} : flood(attacker, document, ticket, floodBytes);
  let looked = 0;
  for (let sent = 0; sent < messages; sent += 1) {
    const frame = random.pick(frames);
    looked += await attacker.send([random.chance(0.1) ? frame : mutate(frame, frames, random)]);
  }
  stopFlood();
  attacker.close();
  return { looked, ended: Object.fromEntries(attacker.ended), durable: attacker.durable() };
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
