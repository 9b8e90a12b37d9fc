import * as Y from "yjs";
import type { Role } from "@backlot/shared/access/roles";
import { closeCodes } from "@backlot/shared/documents/close-codes";
import { readCut } from "@backlot/shared/documents/cut";
import { documentName, documentRoots } from "@backlot/shared/documents/names";
import { readBlocks } from "@backlot/shared/documents/script";
import { until, versioned } from "../../collab-fixture.ts";
import { checkUpdate, updateLimits } from "../../update-check.ts";
import { attackFromOutside, type Attack, type AttackReport } from "../attack-process.ts";
import { openBed, type Bed, type Site } from "../bed.ts";
import { contentOf } from "../content.ts";
import { expectThat, type FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";
import { delaysDuring, p99Of } from "../steady-edits.ts";

/** So many spoiled messages are handled by the server, from people who may write what they spoil. */
const messages = 10_000;

/** So many more are a reviewer's, who may write none of it. */
const messagesOfReader = 1_000;

/** So many go to another server on the same machine, to see what the attackers alone take from everybody. */
const messagesElsewhere = 2_000;

export const hostileMessages: FaultCase = {
  id: "F16",
  title:
    "ten thousand spoiled messages from members who may write: each is handled, nothing bad is kept, others are served",
  rule: "COL-7",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const [ann, bob] = [await bed.writer("ann"), await bed.writer("bob")];
    await until("all is saved", () => [ann, bob].every((writer) => writer.isSaved()));
    const quiet = p99Of(await delaysDuring(ann, bob, attackElsewhere(bed)));
    const reports: AttackReport[] = [];
    const delays = await delaysDuring(
      ann,
      bob,
      attackAll(bed, site, messages, messagesOfReader).then((all) => reports.push(...all)),
    );
    const p99 = p99Of(delays);
    bed.timings.push({ what: "p99 from Ann to Bob", tookMs: p99, limitMs: 100 });
    const [mallory, sue, reader] = reports as [AttackReport, AttackReport, AttackReport];
    const sum = (read: (report: AttackReport) => number) => read(mallory) + read(sue);
    bed.note(
      `${sum(({ spoiled }) => spoiled)} spoiled messages handled and ${reader.spoiled} of a reviewer; meanwhile p99 of ${delays.length} edits from Ann to Bob: ${p99.toFixed(1)} ms, and ${quiet.toFixed(1)} ms while another server was attacked`,
    );
    bed.note(
      `ended for what was sent, by code: ${reports.map(({ ended }) => JSON.stringify(ended)).join(" ")}`,
    );
    expectThat(sum(({ spoiled }) => spoiled) >= messages, "too few spoiled messages were handled", reports);
    expectThat(
      reports.every(({ unheard }) => unheard === 0),
      "the server said nothing about some messages",
      reports,
    );
    for (const report of [mallory, sue]) {
      expectThat(report.bad > messages / 20, "too little was surely bad", reports);
      expectThat(report.badButDurable === 0, "a mark behind something bad was called durable", reports);
      expectThat(report.durable > 0, "no mark at all was called durable", reports);
      expectThat((report.ended[closeCodes.invalidUpdate.code] ?? 0) > 0, "offenders stayed", reports);
    }
    expectThat(reader.durable === 0, "a reader's mark was called durable", reports);
    await expectInvariants(bed);
    await expectReadable(bed);
    await bed.end(site, "SIGKILL");
    await bed.restart(site);
    await expectInvariants(bed);
  },
};

/** Members of the crew, who may write what they attack, and a reviewer. */
function attackAll(bed: Bed, site: Site, count: number, countOfReader: number): Promise<AttackReport[]> {
  const crew = { messages: count / 2, connections: 8 };
  return Promise.all([
    attack(bed, site, { name: "mallory", kind: "cut", floodBytes: 1024 * 1024, ...crew }),
    attack(bed, site, { name: "sue", kind: "script", floodBytes: 0, ...crew }),
    attack(bed, site, {
      name: "rosa",
      kind: "assets",
      messages: countOfReader,
      connections: 1,
      floodBytes: 0,
      role: "reviewer",
    }),
  ]);
}

/** The same attack on a server and a film of its own. */
async function attackElsewhere(bed: Bed): Promise<void> {
  const elsewhere = await openBed(bed.database, bed.seed);
  try {
    await attackAll(elsewhere, await elsewhere.startSite(), messagesElsewhere, messagesOfReader);
  } finally {
    await elsewhere.close();
  }
}

type Wish = Pick<Attack, "kind" | "messages" | "connections" | "floodBytes"> & { name: string; role?: Role };

async function attack(bed: Bed, site: Site, { name, role = "crew", ...wish }: Wish): Promise<AttackReport> {
  const { ticket } = await bed.ticket(await bed.person(name, { role }));
  return attackFromOutside({
    ...wish,
    url: versioned(`ws://127.0.0.1:${site.process.port}/collab`),
    document: documentName({ projectId: bed.projectId, kind: wish.kind }),
    ticket,
    mayWrite: role === "crew",
    seed: bed.seed * 1_000 + name.length * 10 + wish.kind.length,
  });
}

/** What the attack left in the database is a document like any other. */
async function expectReadable(bed: Bed): Promise<void> {
  for (const kind of ["cut", "script", "assets"] as const) {
    const stored = await bed.stored(kind);
    const problem = checkUpdate(Y.encodeStateAsUpdate(stored), kind, new Y.Doc(), updateLimits.catchUp);
    if (problem !== null) throw new Error(`Something bad was stored in ${kind}: ${problem}.`);
    const roots = [...stored.share.keys()].filter((root) => !documentRoots[kind].includes(root));
    if (roots.length > 0) throw new Error(`Roots that do not exist were stored: ${roots.join(", ")}.`);
    contentOf(kind, stored);
    if (kind === "cut") readCut(stored);
    if (kind === "script") readBlocks(stored);
  }
}
