import { readdirSync } from "node:fs";
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
  // One takes about four seconds.
  seeds: 60,
  isOnPostgres: true,
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
  isOnPostgres: true,
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
  title: "the server is stopped during edits while the database is slow: all is written before it ends",
  rule: "COL-11",
  isFast: true,
  withinMs: 5_000,
  async run(bed) {
    const site = await bed.startSite();
    await busy(bed, crew.slice(0, 3));
    const [ann, bob, cyd] = bed.writers as [Writer, Writer, Writer];
    // Half of the time that each answer takes. In the long form a write takes longer than people wait for their socket.
    bed.databaseLink.delay(bed.isLong ? 2_500 : 1_500);
    const codes = [ann, cyd].map(({ session }) => {
      const socket = session.providers.project.configuration.websocketProvider;
      return new Promise<number>((resolve) => {
        socket.on("close", ({ event }: { event: { code: number } }) => resolve(event.code));
      });
    });
    ann.act();
    // Only the server has this one: Bob is gone before it is written.
    const token = bob.write();
    await until("Bob's edit has arrived", () => sees(ann, token));
    bob.leave();
    cyd.act();
    let how: number | string | null = null;
    const ended = bed.end(site, "SIGTERM").then((exit) => (how = exit));
    await bed.within(20_000, "the server has ended", () => how !== null);
    await ended;
    const closed = await Promise.all(codes);
    if (closed.some((code) => code !== 1012)) throw new Error(`Sockets were closed with ${closed.join()}.`);
    if (how !== 0) throw new Error(`The server ended with ${String(how)}.\n${site.process.output()}`);
    bed.databaseLink.delay(0);
    if (spilled(bed).length > 0) throw new Error("What was written was left in a file as well.");
    if (!(await storedScript(bed)).includes(token))
      throw new Error(`${token} was in the server and is lost.`);
    await bed.restart(site);
    await expectInvariants(bed, [ann, cyd]);
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
    let how: number | string | null = null;
    const ended = bed.end(site, "SIGTERM").then((exit) => (how = exit));
    await bed.within(20_000, "the server has ended", () => how !== null);
    await ended;
    if (how !== 1) throw new Error(`The server ended with ${String(how)}, not as one that left something.`);
    if (spilled(bed).length !== 1) throw new Error(`It left these files: ${spilled(bed).join()}.`);
    bed.databaseLink.set("open");
    await bed.restart(site);
    const reader = await bed.writer("reader");
    const body = reader.session.documents.script.getXmlFragment("body").toString();
    const lost = tokens.filter((token) => !body.includes(token));
    if (lost.length > 0) throw new Error(`The file did not bring back ${lost.join(", ")}.`);
    if (spilled(bed).length > 0) throw new Error("The file is still there after it was played back.");
    await expectInvariants(bed, [reader]);
  },
};

/** The files of edits that servers have left, or have not finished to leave. */
function spilled(bed: Bed): string[] {
  return readdirSync(bed.spillDir);
}

async function storedScript(bed: Bed): Promise<string> {
  return (await bed.stored("script")).getXmlFragment("body").toString();
}
