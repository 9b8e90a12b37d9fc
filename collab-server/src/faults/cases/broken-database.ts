import { until } from "../../collab-fixture.ts";
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";

export const awayAndAllLeave: FaultCase = {
  id: "F5",
  title: "the database is away while people write and leave; everything is written when it is back",
  rule: "COL-3",
  isFast: true,
  withinMs: 10_000,
  async run(bed) {
    const site = await bed.startSite();
    const writers = [await bed.writer("ann"), await bed.writer("bob")];
    await until("all is saved", () => writers.every((writer) => writer.isSaved()));
    await until("the server has read all of it", async () => (await site.process.health()).sleeping === 0);
    bed.databaseLink.set("cut");
    const tokens = writers.map((writer) => writer.write());
    for (let n = 0; n < 60; n += 1) bed.random.pick(writers).act();
    await until("the edits arrived", async () => (await site.process.health()).pendingRows >= 20);
    if (writers.some(({ session }) => session.status.kind !== "saving"))
      throw new Error("I5: somebody was not shown that edits are pending.");
    for (const writer of writers) writer.leave();
    await until("everybody left", async () => (await site.process.health()).connections === 0);
    bed.databaseLink.set("open");
    await until("everything is written", async () => (await site.process.health()).pendingRows === 0);
    const body = (await bed.stored("script")).getXmlFragment("body").toString();
    const lost = tokens.filter((token) => !body.includes(token));
    if (lost.length > 0) throw new Error(`${lost.join(", ")} were in the server and are lost.`);
    const reader = await bed.writer("reader");
    await expectInvariants(bed, [reader]);
  },
};

export const awayAtLoad: FaultCase = {
  id: "F6",
  title: "the database is away when a film is opened: it says so, and opens by itself when it is back",
  rule: "COL-4",
  isFast: true,
  withinMs: 5_000,
  async run(bed) {
    await bed.startSite();
    const before = await bed.writer("ann");
    before.act();
    await until("all is saved", () => before.isSaved());
    const late = await bed.person("late");
    bed.databaseLink.set("cut");
    const refusals = new Set<string>();
    // A film that this server does not have in memory.
    const elsewhere = await bed.startSite();
    const opening = bed.writer("late", { person: late, site: elsewhere });
    opening.catch((error: unknown) => refusals.add(String(error)));
    await until("the server was asked", async () => (await elsewhere.process.health()).connections > 0);
    bed.databaseLink.set("open");
    const writer = await opening;
    writer.act();
    if (refusals.size > 0) throw new Error(`It was refused: ${[...refusals].join()}`);
    // Two servers without a bus between them do not see each other's edits: the first one's people leave.
    before.leave();
    await expectInvariants(bed, [writer]);
  },
};

export const unknownOutcome: FaultCase = {
  id: "F7",
  title:
    "the database commits and the answer is lost: the rows are written again, and nothing is there twice",
  rule: "COL-42",
  isFast: true,
  async run(bed) {
    await bed.startSite();
    const writers = [await bed.writer("ann"), await bed.writer("bob")];
    // Somebody's first edit is written in a transaction; the ones after it are single statements, which is what is wanted.
    for (const writer of writers) writer.write();
    await until("all is saved", () => writers.every((writer) => writer.isSaved()));
    const rows = () =>
      bed.database.db
        .selectFrom("documentUpdate")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("document", "like", `p/${bed.projectId}/%`)
        .executeTakeFirstOrThrow();
    for (let round = 0; round < 3; round += 1) {
      const before = (await rows()).count;
      bed.databaseLink.set("mute");
      for (const writer of writers) writer.write();
      await until("the rows are there", async () => (await rows()).count > before);
      bed.databaseLink.set("open");
      for (const writer of writers) writer.act();
      await until("all is saved", () => writers.every((writer) => writer.isSaved()));
    }
    await expectInvariants(bed);
  },
};
