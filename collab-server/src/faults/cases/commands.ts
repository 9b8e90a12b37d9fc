import { readAssets } from "@backlot/shared/documents/assets";
import { readBlocks } from "@backlot/shared/documents/script";
import { readShots } from "@backlot/shared/documents/shots";
import { until } from "../../collab-fixture.ts";
import type { Bed, Site } from "../bed.ts";
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";
import { openLink } from "../link.ts";
import type { Writer } from "../writer.ts";

export const retriedCommand: FaultCase = {
  id: "F21",
  title:
    "a run's commands time out after they were committed, or cannot be committed, and are sent again: done once",
  rule: "COL-20",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const ann = await bed.writer("ann");
    await until("all is saved", () => ann.isSaved());
    const shot = {
      id: "shot-1",
      size: "medium",
      angle: "eye",
      movement: "static",
      lensMm: 35,
      description: "The barn.",
      durationFrames: 72,
      presence: {},
      blockIds: [],
    };
    const found = (name: string) => [{ category: "prop", name, aliases: [], description: "", evidence: [] }];
    await timedOut(bed, site, { type: "applyBreakdown", found: found("Lantern") });
    await timedOut(bed, site, { type: "addDefaultShots", scenes: [{ sceneId: "scene-1", shots: [shot] }] });
    await timedOut(bed, site, { type: "circleTake", shotId: shot.id, slot: "clip", artifactId: "take-1" });
    const { assets, shots } = ann.session.documents;
    const named = (name: string) => readAssets(assets).filter((one) => one.name === name).length;
    const circled = () => readShots(shots).map((one) => one.circled.clip?.artifactId ?? "none");
    await until("Ann has all of it", () => named("Lantern") > 0 && circled().join() === "take-1");

    bed.databaseLink.set("cut");
    const command = requestFor(bed, {
      type: "applyBreakdown",
      found: [...found("Lantern"), ...found("Rope")],
    });
    const answer = await bed.internal(site, "commands", command).then(
      () => "success",
      (error: unknown) => String(error),
    );
    if (!answer.includes("answered 503")) throw new Error(`Without a database it was answered: ${answer}`);
    if (named("Rope") > 0) throw new Error("Somebody has what was not committed.");
    bed.databaseLink.set("open");
    await bed.internal(site, "commands", command);
    await until("Ann has the rope", () => named("Rope") > 0);
    await expectInvariants(bed);
    if (named("Lantern") !== 1 || named("Rope") !== 1 || circled().join() !== "take-1")
      throw new Error(`Not once: ${named("Lantern")}, ${named("Rope")} and takes ${circled().join()}.`);
    await expectWrittenOnce(bed);
  },
};

let commands = 0;

function requestFor(bed: Bed, command: { type: string } & Record<string, unknown>) {
  commands += 1;
  const key = `${command.type}-${commands}-${bed.projectId}`;
  return { key, projectId: bed.projectId, actor: { id: "run:1", name: "Run 1" }, command };
}

/** The server is killed between the commit and its answer; whoever sent the command sends it again, and again. */
async function timedOut(bed: Bed, site: Site, command: Parameters<typeof requestFor>[1]): Promise<void> {
  const request = requestFor(bed, command);
  const isCommitted = async () =>
    (await bed.database.db
      .selectFrom("documentCommand")
      .select("key")
      .where("key", "=", request.key)
      .executeTakeFirst()) !== undefined;
  const send = () => bed.internal(site, "commands", request);
  bed.databaseLink.delay(80);
  send().catch(() => {});
  await until("it is committed", isCommitted);
  bed.databaseLink.delay(0);
  await bed.end(site, "SIGKILL");
  await bed.restart(site);
  const answers = await Promise.all([send(), send()]);
  answers.push(await send());
  if (new Set(answers.map((answer) => JSON.stringify(answer))).size !== 1)
    throw new Error(`The same command was answered differently: ${JSON.stringify(answers)}`);
}

/** One row of the log for each command that was committed: applied twice, some would look as if they were not. */
async function expectWrittenOnce(bed: Bed): Promise<void> {
  const count = async (table: "documentUpdate" | "documentCommand") => {
    let query = bed.database.db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as("count"));
    query = query.where("document", "like", `p/${bed.projectId}/%`);
    if (table === "documentUpdate") query = query.where("userId", "=", "run:1");
    return (await query.executeTakeFirstOrThrow()).count;
  };
  const [rows, keys] = [await count("documentUpdate"), await count("documentCommand")];
  if (rows !== keys) throw new Error(`${keys} commands wrote ${rows} rows.`);
}

export const restoredVersion: FaultCase = {
  id: "F24",
  title:
    "a version is restored while people write and one is offline: new words stay, removed ones do not come back",
  rule: "COL-51",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const olgasLink = await openLink(() => site.process.port);
    bed.links.push(olgasLink);
    const ann = await bed.writer("ann");
    const olga = await bed.writer("olga", { site: { ...site, link: olgasLink } });
    const kept = [ann.write(), olga.write()];
    await until("all is saved", () => [ann, olga].every((writer) => writer.isSaved()));
    await until("both have both", () => [ann, olga].every((writer) => hasAll(writer, kept)));
    const version = { titlePage: [], blocks: readBlocks(await bed.stored("script")) };
    const later = [ann.write(), ann.write(), olga.write()];
    await until("all is saved", () => [ann, olga].every((writer) => writer.isSaved()));
    await until("both have all", () => [ann, olga].every((writer) => hasAll(writer, later)));
    olgasLink.set("cut");
    await until("Olga is offline", () => olga.session.status.kind === "offline");
    const offline = olga.write();
    bed.databaseLink.delay(100);
    const restored = bed.internal(site, "commands", {
      key: `restore-${bed.projectId}`,
      projectId: bed.projectId,
      actor: { id: "ann", name: "Ann" },
      command: { type: "restoreScript", screenplay: version },
    });
    bed.oracle.taken("script", later);
    let isAnswered = false;
    const answered = restored.then(() => (isAnswered = true));
    // The server has looked at the script, and is about to write what has to change.
    await until("the script as it was is kept", async () => (await keptBefore(bed)) > 0);
    const between: string[] = [];
    await until("Ann has written meanwhile", () => between.push(ann.write()) >= 5);
    if (isAnswered) throw new Error("The restore was over before anybody wrote.");
    bed.databaseLink.delay(0);
    await answered;
    await until("Ann sees the version", () => !hasAny(ann, later));
    const after = ann.write();
    olgasLink.set("open");
    await expectInvariants(bed);
    if (!hasAll(olga, [...kept, ...between, offline, after]))
      throw new Error("The restore or the return lost new words.");
  },
};

/** How many versions were kept because a restore was about to replace the script. */
async function keptBefore(bed: Bed): Promise<number> {
  const { count } = await bed.database.db
    .selectFrom("documentVersion")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("projectId", "=", bed.projectId)
    .where("reason", "=", "restore")
    .executeTakeFirstOrThrow();
  return count;
}

function scriptOf(writer: Writer): string {
  return writer.session.documents.script.getXmlFragment("body").toString();
}

function hasAll(writer: Writer, tokens: readonly string[]): boolean {
  const text = scriptOf(writer);
  return tokens.every((token) => text.includes(token));
}

function hasAny(writer: Writer, tokens: readonly string[]): boolean {
  const text = scriptOf(writer);
  return tokens.some((token) => text.includes(token));
}
