import { setTimeout as pass } from "node:timers/promises";
import { until } from "../../collab-fixture.ts";
import type { Bed } from "../bed.ts";
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";
import type { Writer } from "../writer.ts";

const crew = ["ann", "bob", "cyd", "dee", "eve"];

function sees({ session }: Writer, token: string): boolean {
  return session.documents.script.getXmlFragment("body").toString().includes(token);
}

/** Opens writers and lets them write until the oracle holds some promises and some edits are under way. */
async function busy(bed: Bed, names: readonly string[]): Promise<void> {
  const writers = await Promise.all(names.map((name) => bed.writer(name)));
  const enough = 20 + bed.random.below(30);
  while (bed.oracle.counts.promised < enough) {
    for (const writer of writers) if (bed.random.chance(0.5)) writer.act();
    await pass(bed.random.below(12));
  }
  for (const writer of writers) writer.act();
}

export const killedMidEdit: FaultCase = {
  id: "F1",
  title: "the server is killed while five people write, and they carry on",
  rule: "COL-12",
  isFast: true,
  withinMs: 15_000,
  async run(bed) {
    const site = await bed.startSite();
    await busy(bed, crew);
    await bed.end(site, "SIGKILL");
    for (const writer of bed.writers) writer.act();
    await bed.restart(site);
    await expectInvariants(bed);
  },
};

export const killedAndAllGone: FaultCase = {
  id: "F2",
  title: "the server is killed and every tab is closed at the same moment",
  rule: "COL-12",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    await busy(bed, crew.slice(0, 3));
    const killed = bed.end(site, "SIGKILL");
    for (const writer of bed.writers) writer.leave();
    await killed;
    await expectInvariants(bed, []);
    await bed.restart(site);
    await bed.writer("late");
    await expectInvariants(bed, bed.writers.slice(-1));
  },
};

export const stoppedSlowDatabase: FaultCase = {
  id: "F3",
  title: "the server is stopped during edits while the database takes five seconds to answer",
  rule: "COL-11",
  isFast: true,
  withinMs: 5_000,
  async run(bed) {
    const site = await bed.startSite();
    await busy(bed, crew.slice(0, 2));
    const [ann, bob] = bed.writers as [Writer, Writer];
    // Five seconds for every answer: longer than a server that stops may wait.
    bed.databaseLink.delay(2_500);
    const socket = ann.session.providers.project.configuration.websocketProvider;
    const firstCode = new Promise<number>((resolve) => {
      socket.on("close", ({ event }: { event: { code: number } }) => resolve(event.code));
    });
    ann.act();
    // Only the server has this one: Bob is gone before it is written.
    const token = bob.write();
    await until("Bob's edit has arrived", () => sees(ann, token));
    bob.leave();
    let how: number | string | null = null;
    const ended = bed.end(site, "SIGTERM").then((exit) => (how = exit));
    await bed.within(20_000, "the server has ended", () => how !== null);
    await ended;
    const code = await firstCode;
    if (code !== 1012) throw new Error(`Ann's socket was closed with ${code}.`);
    bed.databaseLink.delay(0);
    await bed.restart(site);
    await expectInvariants(bed, [ann]);
    if (!sees(ann, token) || !(await bed.stored("script")).getXmlFragment("body").toString().includes(token))
      throw new Error(`${token} was in the server, which ended with ${String(how)}, and is lost.`);
    bed.note(`the server ended with ${String(how)}`);
  },
};

export const stoppedWithoutDatabase: FaultCase = {
  id: "F4",
  title:
    "the server is stopped while the database is away: what it held is in a file that the next one writes",
  rule: "COL-41",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    await busy(bed, crew.slice(0, 2));
    await until("all is saved", () => bed.writers.every((writer) => writer.isSaved()));
    bed.databaseLink.set("cut");
    const tokens = bed.writers.map((writer) => writer.write());
    await until("the edits arrived", async () => (await site.process.health()).pendingRows > 0);
    for (const writer of bed.writers) writer.leave();
    const how = await bed.end(site, "SIGTERM");
    if (how === 0) throw new Error("The server ended as if it had written everything.");
    bed.databaseLink.set("open");
    await bed.restart(site);
    const reader = await bed.writer("reader");
    const body = reader.session.documents.script.getXmlFragment("body").toString();
    const lost = tokens.filter((token) => !body.includes(token));
    if (lost.length > 0) throw new Error(`The file did not bring back ${lost.join(", ")}.`);
    await expectInvariants(bed, [reader]);
  },
};
