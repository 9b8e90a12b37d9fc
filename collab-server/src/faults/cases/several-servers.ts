import { redisFixture, type RedisFixture } from "@backlot/infra/system/service-fixture";
import { until } from "../../collab-fixture.ts";
import type { Bed, Site } from "../bed.ts";
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";
import { openLink, type Link } from "../link.ts";
import type { Writer } from "../writer.ts";

type Parts = {
  redis: RedisFixture;
  redisLink: Link;
  redisUrl: string;
  here: Site;
  there: Site;
  ann: Writer;
  bob: Writer;
};

type TwoServers = {
  /** Whether Redis is there from the beginning. */
  isStarted: boolean;
  names?: readonly [string, string];
  /** The second server's own way to the database. */
  databaseLink?: Link;
};

/** Two servers on one Redis with a writer at each; Redis is ended with the case. */
async function withTwoServers(
  bed: Bed,
  { isStarted, names = ["ann", "bob"], databaseLink }: TwoServers,
  run: (parts: Parts) => Promise<void>,
): Promise<void> {
  const redis = await redisFixture({ isStarted });
  const redisLink = await openLink(() => Number(new URL(redis.url).port));
  bed.links.push(redisLink);
  const redisUrl = `redis://127.0.0.1:${redisLink.port}`;
  try {
    const here = await bed.startSite({ redisUrl });
    const there = await bed.startSite({ redisUrl, ...(databaseLink === undefined ? {} : { databaseLink }) });
    const ann = await bed.writer(names[0], { site: here });
    const bob = await bed.writer(names[1], { site: there });
    await run({ redis, redisLink, redisUrl, here, there, ann, bob });
  } finally {
    await redis.stop();
  }
}

function sees(writer: Writer, token: string): boolean {
  return writer.session.documents.script.getXmlFragment("body").toString().includes(token);
}

/** How long Redis stays away, ms. */
const redisAwayMs = { long: 60_000, short: 2_000 };

export const redisDownAtBoot: FaultCase = {
  id: "F8",
  // A minute long.
  seeds: 1,
  title: "Redis is away when two servers start: both serve, and they meet when it comes without a restart",
  rule: "COL-87",
  isFast: false,
  withinMs: 5_000,
  isOnPostgres: true,
  run: (bed) =>
    withTwoServers(bed, { isStarted: false }, async ({ redis, here, there, ann, bob }) => {
      const end = performance.now() + (bed.isLong ? redisAwayMs.long : redisAwayMs.short);
      await until("Redis has been away for long enough", () => {
        if (bed.random.chance(0.1)) ann.act();
        if (bed.random.chance(0.1)) bob.act();
        return performance.now() >= end;
      });
      await until("both are saved", () => [ann, bob].every((writer) => writer.isSaved()));
      const healths = () => Promise.all([here, there].map(({ process: server }) => server.health()));
      if ((await healths()).some(({ bus }) => bus !== "away")) throw new Error("Redis was not away.");
      await redis.start();
      await bed.within(5_000, "both servers have joined", async () =>
        (await healths()).every(({ bus }) => bus === "reachable"),
      );
      await expectInvariants(bed);
      const token = ann.write();
      await until("Bob sees what Ann writes now", () => sees(bob, token));
      await expectInvariants(bed);
    }),
};

export const redisKilled: FaultCase = {
  id: "F9",
  title:
    "Redis is killed, falls silent and answers late while people write at two servers: all meets without another edit",
  rule: "COL-86",
  isFast: false,
  withinMs: 5_000,
  isOnPostgres: true,
  run: (bed) =>
    withTwoServers(bed, { isStarted: true }, async ({ redis, redisLink, ann, bob }) => {
      const faults: { breaks: () => Promise<void> | void; mends: () => Promise<void> | void }[] = [
        { breaks: redis.kill, mends: redis.start },
        { breaks: () => redisLink.set("silent"), mends: () => redisLink.set("open") },
        // Later than a server waits for an answer.
        { breaks: () => redisLink.delay(1_500), mends: () => redisLink.delay(0) },
      ];
      for (const { breaks, mends } of faults) {
        const before = ann.write();
        await until("Bob sees it", () => sees(bob, before));
        await breaks();
        for (let n = 0; n < 20; n += 1) {
          ann.act();
          bob.act();
        }
        await until("both are saved", () => [ann, bob].every((writer) => writer.isSaved()));
        await mends();
        await expectInvariants(bed);
      }
    }),
};

export const lastLeavesElsewhere: FaultCase = {
  id: "F10",
  title:
    "the last person at one server types and closes the tab while the other server is writing: it is there after both let go",
  rule: "COL-88",
  isFast: false,
  isOnPostgres: true,
  async run(bed) {
    await leaveMidWrite(bed, ["ann", "bob", "reader"], "both servers live on");
    await leaveMidWrite(bed, ["cyd", "dee", "visitor"], "the server of who left dies before it has written");
  },
};

/**
 * Bob types and is gone before his edit is written, while Ann's server is in the middle of writing hers. Then Ann leaves
 * too, and both servers let the film go: only the database has it.
 */
async function leaveMidWrite(
  bed: Bed,
  names: readonly [string, string, string],
  end: "both servers live on" | "the server of who left dies before it has written",
) {
  const [name, leaver, reader] = names;
  const bobsDatabase = await openLink(() => bed.database.port);
  bed.links.push(bobsDatabase);
  await withTwoServers(
    bed,
    { isStarted: true, names: [name, leaver], databaseLink: bobsDatabase },
    async (parts) => {
      const { here, there, ann, bob } = parts;
      await until("both are saved", () => [ann, bob].every((writer) => writer.isSaved()));
      bed.databaseLink.delay(500);
      if (end === "both servers live on") bobsDatabase.delay(500);
      else bobsDatabase.set("silent");
      ann.write();
      await until("Ann's server is writing", async () => (await here.process.health()).pendingRows > 0);
      const token = bob.write();
      await until("Ann sees it", () => {
        ann.act();
        return sees(ann, token);
      });
      if (bob.isSaved()) throw new Error("Bob's edit was written before he left.");
      bob.leave();
      if (end !== "both servers live on") await bed.end(there, "SIGKILL");
      for (let n = 0; n < 5; n += 1) ann.act();
      ann.leave();
      bed.databaseLink.delay(0);
      bobsDatabase.delay(0);
      await until("every server has let the film go", async () => {
        const alive = bed.sites.filter(({ process: server }) => server.ended() === null);
        const healths = await Promise.all(alive.map(({ process: server }) => server.health()));
        return healths.every(({ documents, pendingRows }) => documents === 0 && pendingRows === 0);
      });
      if (!(await bed.stored("script")).getXmlFragment("body").toString().includes(token))
        throw new Error(`When ${end}, what Bob wrote last is lost.`);
      await expectInvariants(bed, []);
      const late = await bed.writer(reader, { site: here });
      await expectInvariants(bed, [late]);
      late.leave();
      for (const site of [here, there]) if (site.process.ended() === null) await bed.end(site, "SIGKILL");
    },
  );
}

export const rolledOut: FaultCase = {
  id: "F30",
  title:
    "two servers are replaced one after the other, twice, while four people write everywhere: nobody notices a loss",
  rule: "COL-90",
  isFast: false,
  withinMs: 5_000,
  isOnPostgres: true,
  run: (bed) =>
    withTwoServers(bed, { isStarted: true }, async ({ redisUrl, here, there }) => {
      await bed.writer("cyd", { site: here });
      await bed.writer("dee", { site: there });
      const untrue = new Set<string>();
      for (const { session } of bed.writers)
        session.subscribe(() => {
          const { kind } = session.status;
          if (!passing.has(kind)) untrue.add(kind);
        });
      for (const site of [here, there, here, there]) {
        const enough = bed.oracle.counts.promised + 20;
        await whileWriting(bed, "people have written", () => bed.oracle.counts.promised >= enough);
        let how: number | string | null = null;
        const ended = bed.end(site, "SIGTERM").then((exit) => (how = exit));
        await whileWriting(bed, "the old server has ended", () => how !== null);
        await ended;
        if (how !== 0) throw new Error(`A server ended with ${String(how)}.`);
        await bed.restart(site, { redisUrl });
        await whileWriting(bed, "everybody is back", () =>
          bed.writers.every(({ session }) => session.status.kind !== "offline"),
        );
      }
      if (untrue.size > 0) throw new Error(`Somebody was shown ${[...untrue].join(", ")}.`);
      await expectInvariants(bed);
    }),
};

/** What a session may say while its server is replaced. */
const passing = new Set(["saved", "saving", "offline", "connecting"]);

function whileWriting(bed: Bed, what: string, isSo: () => boolean): Promise<void> {
  return until(what, () => {
    for (const writer of bed.writers) if (bed.random.chance(0.1)) writer.act();
    return isSo();
  });
}
