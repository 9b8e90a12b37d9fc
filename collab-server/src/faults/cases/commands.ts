import { readAssets } from "@backlot/shared/documents/assets";
import { readBlocks } from "@backlot/shared/documents/script";
import { until } from "../../collab-fixture.ts";
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";
import { openLink } from "../link.ts";
import type { Writer } from "../writer.ts";

export const retriedCommand: FaultCase = {
  id: "F21",
  title:
    "a run's command times out after it was committed and is sent again, across a killed server: done once",
  rule: "COL-20",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const ann = await bed.writer("ann");
    await until("all is saved", () => ann.isSaved());
    const request = {
      key: `breakdown-${bed.projectId}`,
      projectId: bed.projectId,
      actor: { id: "run:1", name: "Run 1" },
      command: {
        type: "applyBreakdown",
        found: [{ category: "prop", name: "Lantern", aliases: [], description: "", evidence: [] }],
      },
    };
    const isCommitted = async () =>
      (await bed.database.db
        .selectFrom("documentCommand")
        .select("key")
        .where("key", "=", request.key)
        .executeTakeFirst()) !== undefined;
    const send = () => bed.internal(site, "commands", request);
    bed.databaseLink.delay(80);
    const first = send();
    first.catch(() => {});
    await until("it is committed", isCommitted);
    bed.databaseLink.delay(0);
    await bed.end(site, "SIGKILL");
    await bed.restart(site);
    const answers = await Promise.all([send(), send()]);
    answers.push(await send());
    if (new Set(answers.map((answer) => JSON.stringify(answer))).size !== 1)
      throw new Error(`The same command was answered differently: ${JSON.stringify(answers)}`);
    const lanterns = () =>
      readAssets(ann.session.documents.assets).filter(({ name }) => name === "Lantern").length;
    await until("Ann has the lantern", () => lanterns() > 0);
    await expectInvariants(bed);
    if (lanterns() !== 1) throw new Error(`There are ${lanterns()} lanterns.`);
  },
};

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
    const restored = bed.internal(site, "commands", {
      key: `restore-${bed.projectId}`,
      projectId: bed.projectId,
      actor: { id: "ann", name: "Ann" },
      command: { type: "restoreScript", screenplay: version },
    });
    bed.oracle.taken("script", later);
    await restored;
    await until("Ann sees the version", () => !hasAny(ann, later));
    const after = ann.write();
    olgasLink.set("open");
    await expectInvariants(bed);
    if (!hasAll(olga, [...kept, offline, after]))
      throw new Error("The restore or the return lost new words.");
  },
};

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
