import { until } from "../collab-fixture.ts";
import type { Bed } from "./bed.ts";
import { difference, filmKinds, tokensOf, vectorOf } from "./content.ts";

/** When a film that does not come together at all is given up, ms; how soon it has to is the case's `withinMs`. */
const patienceMs = 90_000;

/**
 * What holds after every case, whatever broke:
 * - I1 what a client was told is durable is in the database, and what it was told is deleted is not;
 * - I2 all open replicas, every living server and the database have the same content and state in all documents of the
 *   film, and nothing waits for something missing;
 * - I3 nothing is there twice;
 * - I4 the servers that were not ended on purpose live;
 * - I5 nobody was shown "saved" for an edit that was pending (writers promise only what sessions promised);
 * - I6 all of it by itself, in bounded time.
 *
 * Throws with a sentence for each violation. The time until the film was together is noted against the case's limit.
 */
export async function expectInvariants(bed: Bed, open = bed.writers): Promise<void> {
  const began = performance.now();
  const restless = () => open.filter((writer) => !writer.isSaved());
  await until(
    "I6: every open session is saved",
    () => restless().length === 0,
    patienceMs,
    () => JSON.stringify(restless().map((writer) => writer.session.status)),
  );
  let apart: string | null = null;
  await until(
    "I2: all replicas are equal",
    async () => (apart = await findDifference(bed, open)) === null,
    patienceMs,
    () => apart ?? "",
  );
  if (bed.withinMs !== undefined)
    bed.timings.push({
      what: "the film is together",
      tookMs: performance.now() - began,
      limitMs: bed.withinMs,
    });
  const problems: string[] = [];
  // Tokens taken away by somebody who was never told that it is durable may be there or not.
  const maybeTaken = new Set(bed.writers.flatMap((writer) => writer.unsettledTakes()));
  for (const kind of filmKinds)
    problems.push(...bed.oracle.check(kind, tokensOf(kind, await bed.stored(kind)), maybeTaken));
  for (const { process: server } of bed.sites) {
    if (/unhandled/i.test(server.output()))
      problems.push(`I4: a rejection was left unhandled\n${server.output()}`);
    const how = server.ended();
    if (how !== null && !bed.endedOnPurpose.has(server))
      problems.push(`I4: a server ended with ${how}\n${server.output()}`);
  }
  if (problems.length > 0)
    throw new Error(`${problems.length} violations:\n${problems.slice(0, 20).join("\n")}`);
}

/** How the database differs from what people have open, or from what a server has in memory; null when nothing does. */
async function findDifference(bed: Bed, open: Bed["writers"]): Promise<string | null> {
  for (const kind of filmKinds) {
    const stored = await bed.stored(kind);
    // A document that nobody has opened is not there yet.
    if (open.length === 0 && vectorOf(stored) === "[]") continue;
    for (const { session } of open) {
      const found = difference(kind, session.documents[kind], stored);
      if (found !== null) return found;
    }
    for (const site of bed.sites) {
      if (site.process.ended() !== null) continue;
      const found = difference(kind, await bed.held(site, kind), stored);
      if (found !== null) return `in a server's memory, ${found}`;
    }
  }
  return null;
}
