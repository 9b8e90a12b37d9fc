import { closeCodes } from "@backlot/shared/documents/close-codes";
import { documentName } from "@backlot/shared/documents/names";
import { until, versioned } from "../../collab-fixture.ts";
import { socketLimits } from "../../socket-door.ts";
import type { Bed, Site } from "../bed.ts";
import { expectThat, type FaultCase } from "../fault-case.ts";
import { floodFromOutside, type Flood, type FloodReport } from "../flood-process.ts";
import { expectInvariants } from "../invariants.ts";
import { delaysDuring, p99Of } from "../steady-edits.ts";

/** A megabyte a second, in somewhat more messages than a socket may send in the long run. */
const messagesPerSecond = 420;
const bytesPerMessage = Math.ceil((1024 * 1024) / messagesPerSecond);

export const floods: FaultCase = {
  id: "F29",
  title:
    "members flood the script with good edits and with refused ones, a megabyte and 420 messages a second: others are served, and who is faster still is cut off",
  rule: "COL-8",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const [ann, bob] = [await bed.writer("ann"), await bed.writer("bob")];
    await until("all is saved", () => [ann, bob].every((writer) => writer.isSaved()));
    const messages = messagesPerSecond * (bed.isLong ? 20 : 10);

    async function during(what: string, wish: Wish): Promise<FloodReport> {
      const reports: FloodReport[] = [];
      const delays = await delaysDuring(
        ann,
        bob,
        flood(bed, site, wish).then((one) => reports.push(one)),
      );
      const p99 = p99Of(delays);
      bed.timings.push({ what: `p99 from Ann to Bob during ${what}`, tookMs: p99, limitMs: 100 });
      const [report] = reports as [FloodReport];
      const perSecond = (report.sent / report.tookMs) * 1_000;
      bed.note(
        `${what}: ${report.sent} messages, ${perSecond.toFixed(0)} and ${((perSecond * (wish.bytesPerMessage ?? bytesPerMessage)) / 1024).toFixed(0)} KiB a second, ended by code ${JSON.stringify(report.ended)}; p99 of ${delays.length} edits from Ann to Bob ${p99.toFixed(1)} ms`,
      );
      return report;
    }

    const good = await during("good edits", { isGood: true, connections: 1, messages });
    // Within what a socket may send at once: it is heard out, and all that it said is kept.
    expectThat(good.sent === messages && good.durable === 1, "good edits were not kept", good);

    const bad = await during("refused edits", { isGood: false, connections: 24, messages });
    expectThat(bad.durable === 0, "a mark behind a refused edit was called durable", bad);
    expectThat(bad.ended[closeCodes.invalidUpdate.code] === bad.sent, "offenders stayed", bad);
    expectThat(bad.sent > 0 && bad.sent + bad.missed === messages, "not all was tried", bad);

    const hasty = await during("too many edits", {
      isGood: true,
      connections: 1,
      messages: socketLimits.messagesAtOnce * 3,
      messagesPerSecond: socketLimits.messagesPerSecond * 2,
      bytesPerMessage: 200,
    });
    expectThat(hasty.ended[closeCodes.tooMany.code] === 1, "who sent too many stayed", hasty);
    expectThat(hasty.durable === 0, "what came too fast was called durable", hasty);
    await expectInvariants(bed);
  },
};

type Wish = Pick<Flood, "isGood" | "connections" | "messages"> &
  Partial<Pick<Flood, "messagesPerSecond" | "bytesPerMessage">>;

/** Floods the document that the others write into. */
async function flood(bed: Bed, site: Site, wish: Wish): Promise<FloodReport> {
  const { ticket } = await bed.ticket(await bed.person("mallory"));
  return floodFromOutside({
    url: versioned(`ws://127.0.0.1:${site.process.port}/collab`),
    document: documentName({ projectId: bed.projectId, kind: "script" }),
    kind: "script",
    ticket,
    mayWrite: true,
    messagesPerSecond,
    bytesPerMessage,
    ...wish,
  });
}
