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
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";
import type { Writer } from "../writer.ts";

const messages = 10_000;

/** So many more go to another server on the same machine, to see what the attackers alone take from everybody. */
const messagesElsewhere = 2_000;

export const hostileMessages: FaultCase = {
  id: "F16",
  title:
    "ten thousand spoiled messages from members with good tickets: nothing bad is kept, others are served",
  rule: "COL-7",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const [ann, bob] = [await bed.writer("ann"), await bed.writer("bob")];
    await until("all is saved", () => [ann, bob].every((writer) => writer.isSaved()));
    const quiet = p99Of(await delaysDuring(ann, bob, attackElsewhere(bed)));
    let reports: AttackReport[] = [];
    const delays = await delaysDuring(
      ann,
      bob,
      attackAll(bed, site, messages).then((all) => (reports = all)),
    );
    const looked = reports.reduce((sum, one) => sum + one.looked, 0);
    const p99 = p99Of(delays);
    bed.note(
      `${looked} messages looked at; meanwhile p99 of ${delays.length} edits from Ann to Bob: ${p99.toFixed(1)} ms, and ${quiet.toFixed(1)} ms while another server was attacked`,
    );
    bed.timings.push({ what: "p99 from Ann to Bob", tookMs: p99, limitMs: 100 });
    // For what it says, or for how often it asks: a fast machine asks too often before it says anything bad.
    const endedFor = ({ code }: { code: number }) => reports.map(({ ended }) => ended[code] ?? 0);
    const [invalid, tooMany] = [endedFor(closeCodes.invalidUpdate), endedFor(closeCodes.tooMany)];
    const refused = invalid.map((count, index) => count + tooMany[index]!);
    bed.note(`connections ended for what was sent on them: ${refused.join(", ")}`);
    const writers = [0, 1];
    if (writers.some((index) => refused[index]! < 100 || invalid[index] === 0))
      throw new Error(`Offenders were not cut off: ${invalid.join(", ")} and ${tooMany.join(", ")} times.`);
    if (looked < messages * 0.9) throw new Error(`Only ${looked} messages were looked at.`);
    await expectInvariants(bed);
    await expectReadable(bed);
    await bed.end(site, "SIGKILL");
    await bed.restart(site);
    await expectInvariants(bed);
  },
};

/** Members of the crew, who may write what they attack, and a reviewer, who may write none of it. */
function attackAll(bed: Bed, site: Site, count: number): Promise<AttackReport[]> {
  return Promise.all([
    attack(bed, site, { name: "mallory", kind: "cut", messages: count / 4, floodBytes: 1024 * 1024 }),
    attack(bed, site, { name: "sue", kind: "script", messages: count / 2, floodBytes: 0 }),
    attack(bed, site, {
      name: "rosa",
      kind: "assets",
      messages: count / 4,
      floodBytes: 0,
      role: "reviewer",
    }),
  ]);
}

/** The same attack on a server and a film of its own. */
async function attackElsewhere(bed: Bed): Promise<void> {
  const elsewhere = await openBed(bed.database, bed.seed);
  try {
    await attackAll(elsewhere, await elsewhere.startSite(), messagesElsewhere);
  } finally {
    await elsewhere.close();
  }
}

/** How long each edit of one takes to the other until something is over, ms. */
async function delaysDuring(from: Writer, to: Writer, something: Promise<unknown>): Promise<number[]> {
  const delays: number[] = [];
  let isOver = false;
  const over = something.finally(() => (isOver = true));
  over.catch(() => {});
  while (!isOver) {
    const token = from.write();
    const began = performance.now();
    const hasArrived = () => to.session.documents.script.getXmlFragment("body").toString().includes(token);
    await until("the other sees what was written", hasArrived);
    delays.push(performance.now() - began);
    await until("it is saved", () => from.isSaved());
  }
  await over;
  return delays;
}

function p99Of(delays: number[]): number {
  const sorted = delays.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
}

type Wish = Pick<Attack, "kind" | "messages" | "floodBytes"> & { name: string; role?: Role };

async function attack(bed: Bed, site: Site, { name, role = "crew", ...wish }: Wish): Promise<AttackReport> {
  const { ticket } = await bed.ticket(await bed.person(name, { role }));
  return attackFromOutside({
    ...wish,
    url: versioned(`ws://127.0.0.1:${site.process.port}/collab`),
    document: documentName({ projectId: bed.projectId, kind: wish.kind }),
    ticket,
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
