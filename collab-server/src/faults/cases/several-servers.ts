import { redisFixture, type RedisFixture } from "@backlot/infra/system/service-fixture";
import { until } from "../../collab-fixture.ts";
import type { Bed } from "../bed.ts";
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";
import { openLink, type Link } from "../link.ts";
import type { Writer } from "../writer.ts";

/** Two servers on one Redis with a writer at each; Redis is ended with the case. */
async function withTwoServers(
  bed: Bed,
  { isStarted }: { isStarted: boolean },
  run: (parts: { redis: RedisFixture; redisLink: Link; ann: Writer; bob: Writer }) => Promise<void>,
): Promise<void> {
  const redis = await redisFixture({ isStarted });
  const redisLink = await openLink(() => Number(new URL(redis.url).port));
  bed.links.push(redisLink);
  const redisUrl = `redis://127.0.0.1:${redisLink.port}`;
  try {
    const here = await bed.startSite({ redisUrl });
    const there = await bed.startSite({ redisUrl });
    const ann = await bed.writer("ann", { site: here });
    const bob = await bed.writer("bob", { site: there });
    await run({ redis, redisLink, ann, bob });
  } finally {
    await redis.stop();
  }
}

function sees(writer: Writer, token: string): boolean {
  return writer.session.documents.script.getXmlFragment("body").toString().includes(token);
}

export const redisDownAtBoot: FaultCase = {
  id: "F8",
  title: "Redis is away when two servers start: both serve, and they meet when it comes without a restart",
  rule: "COL-87",
  isFast: false,
  withinMs: 5_000,
  run: (bed) =>
    withTwoServers(bed, { isStarted: false }, async ({ redis, ann, bob }) => {
      for (let n = 0; n < 20; n += 1) {
        ann.act();
        bob.act();
      }
      await until("both are saved", () => [ann, bob].every((writer) => writer.isSaved()));
      await redis.start();
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
  title: "the last person at one server types and leaves while somebody writes at the other",
  rule: "COL-88",
  isFast: false,
  run: (bed) =>
    withTwoServers(bed, { isStarted: true }, async ({ ann, bob }) => {
      await until("both are saved", () => [ann, bob].every((writer) => writer.isSaved()));
      for (let n = 0; n < 20; n += 1) ann.act();
      const token = bob.write();
      await until("Bob is saved", () => bob.isSaved());
      bob.leave();
      for (let n = 0; n < 10; n += 1) ann.act();
      await until("Ann sees it", () => sees(ann, token));
      await expectInvariants(bed, [ann]);
      for (const site of bed.sites) await bed.end(site, "SIGKILL");
      await expectInvariants(bed, []);
    }),
};
