import { sql } from "kysely";
import { readAssets } from "@backlot/shared/documents/assets";
import { until } from "../../collab-fixture.ts";
import type { Bed, Site } from "../bed.ts";
import { filmKinds } from "../content.ts";
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";
import { aDevice, type Writer } from "../writer.ts";

/** How long the database is away, ms, and how long people write meanwhile. */
const outage = { long: { awayMs: 60_000, writingMs: 30_000 }, short: { awayMs: 1_500, writingMs: 1_000 } };

/** By how much a server may grow while edits wait, bytes: they are small, and 64 MiB is the limit for what waits. */
const growthLimitBytes = 128 * 1024 * 1024;

export const awayAndAllLeave: FaultCase = {
  id: "F5",
  title: "the database is away while people write and leave; everything is written when it is back",
  rule: "COL-3",
  isFast: true,
  // A minute long.
  seeds: 1,
  withinMs: 10_000,
  async run(bed) {
    const { awayMs, writingMs } = bed.isLong ? outage.long : outage.short;
    const site = await bed.startSite();
    const writers = [await bed.writer("ann"), await bed.writer("bob")];
    await until("all is saved", () => writers.every((writer) => writer.isSaved()));
    await until("the server has read all of it", async () => (await site.process.health()).sleeping === 0);
    const { documents } = await site.process.health();
    const before = site.process.memoryBytes();
    const away = atLeast(awayMs);
    bed.databaseLink.set("cut");
    const tokens = writers.map((writer) => writer.write());
    const writing = atLeast(writingMs);
    let edits = 0;
    await until("they have written long enough", () => {
      if (bed.random.chance(0.2)) {
        bed.random.pick(writers).act();
        edits += 1;
      }
      const wrong = writers.find(({ session }) => session.status.kind !== "saving");
      if (wrong !== undefined)
        throw new Error(`I5: with edits pending somebody was shown "${wrong.session.status.kind}".`);
      return writing() && edits >= 60;
    });
    await until("the edits arrived", async () => (await site.process.health()).pendingRows >= 20);
    for (const writer of writers) writer.leave();
    await until("everybody left", async () => (await site.process.health()).connections === 0);
    await until("the time is over", away);
    const growth = (site.process.memoryBytes() ?? 0) - (before ?? 0);
    bed.note(
      `${edits} edits waited for ${awayMs / 1_000} s; the server grew by ${(growth / 1e6).toFixed(0)} MB`,
    );
    if (growth > growthLimitBytes) throw new Error(`The server grew by ${growth} bytes.`);
    const held = await site.process.health();
    if (held.documents !== documents)
      throw new Error(`${documents - held.documents} documents were let go before they were written.`);
    bed.databaseLink.set("open");
    await bed.within(
      10_000,
      "everything is written",
      async () => (await site.process.health()).pendingRows === 0,
    );
    const body = (await bed.stored("script")).getXmlFragment("body").toString();
    const lost = tokens.filter((token) => !body.includes(token));
    if (lost.length > 0) throw new Error(`${lost.join(", ")} were in the server and are lost.`);
    const reader = await bed.writer("reader");
    await expectInvariants(bed, [reader]);
  },
};

function atLeast(milliseconds: number): () => boolean {
  const end = performance.now() + milliseconds;
  return () => performance.now() >= end;
}

/** What a session must not say of a film whose database is away: that it is saved, or that there is no way in. */
const untrue = new Set(["saved", "read-only", "signed-out", "no-access", "too-old", "refused"]);

export const awayAtLoad: FaultCase = {
  id: "F6",
  title: "the database is away when a film is opened: it says so, and opens by itself when it is back",
  rule: "COL-140",
  isFast: true,
  withinMs: 5_000,
  async run(bed) {
    const first = await bed.startSite();
    const before = await bed.writer("ann");
    const olga = await bed.person("olga");
    const device = aDevice();
    const olgasFirst = await bed.writer("olga", { person: olga, device });
    before.act();
    await until("all is saved", () => [before, olgasFirst].every((writer) => writer.isSaved()));
    await olgasFirst.session.flush();
    // Two servers without a bus between them do not see each other's edits: there is only one from here on.
    for (const writer of bed.writers) writer.leave();
    await bed.end(first, "SIGKILL");
    bed.databaseLink.set("cut");
    // A film that this server does not have in memory.
    const elsewhere = await bed.startSite();
    // Somebody else's API has no answer either.
    const unlucky = await bed.person("unlucky", { api: "busy" });
    const told: Record<string, Set<string>> = { late: new Set(), unlucky: new Set() };
    let refusal: unknown = null;
    let opened: Writer[] | null = null;
    Promise.all(
      Object.entries(told).map(([name, troubles]) =>
        bed.writer(name, {
          site: elsewhere,
          ...(name === "unlucky" ? { person: unlucky } : {}),
          onTrouble: (trouble) => void troubles.add(String(trouble)),
        }),
      ),
    ).then(
      (writers) => (opened = writers),
      (error: unknown) => (refusal = error),
    );
    await bed.within(5_000, "both are told that it is temporarily unavailable", () =>
      Object.values(told).every((troubles) => troubles.has("unavailable")),
    );
    // Somebody who has the film on their device opens that.
    const there = await bed.writer("olgaback", { person: olga, device, site: elsewhere });
    const unsaved = there.write();
    const shown = new Set<string>();
    there.session.subscribe(() => shown.add(there.session.status.kind));
    shown.add(there.session.status.kind);
    if (bed.isLong) {
      // Each attempt is for all documents of the film.
      const refused = refusedLoads(elsewhere);
      await until("it was tried again", () => refusedLoads(elsewhere) >= refused + filmKinds.length);
      await until("some time has passed", atLeast(5_000));
    }
    const wrong = [...shown].filter((kind) => untrue.has(kind));
    if (wrong.length > 0)
      throw new Error(`While the database was away somebody was shown ${wrong.join(", ")}.`);
    if (opened !== null) throw new Error("The film was open without a database.");
    bed.databaseLink.set("open");
    unlucky.api = "answers";
    await bed.within(5_000, "the film is open", () => opened !== null || refusal !== null);
    if (refusal !== null) throw new Error(`It was refused: ${String(refusal)}`);
    await expectInvariants(bed, [there, ...(opened as unknown as Writer[])]);
    if (!(await bed.stored("script")).getXmlFragment("body").toString().includes(unsaved))
      throw new Error("What was written meanwhile did not arrive.");
  },
};

/** How often a server had to say that it cannot open something now. */
function refusedLoads({ process: server }: Site): number {
  return [...server.output().matchAll(/a document could not be loaded|membership could not be checked/g)]
    .length;
}

export const unknownOutcome: FaultCase = {
  id: "F7",
  title:
    "the database commits and no answer comes, refuses at the commit, and has rows twice: nothing is lost or twice",
  rule: "COL-42",
  isFast: true,
  isOnPostgres: true,
  async run(bed) {
    const site = await bed.startSite();
    const writers = [await bed.writer("ann"), await bed.writer("bob")];
    for (const writer of writers) writer.write();
    await until("all is saved", () => writers.every((writer) => writer.isSaved()));
    for (let round = 0; round < 3; round += 1) {
      const before = await rowsOf(bed);
      bed.databaseLink.set("mute");
      for (const writer of writers) writer.write();
      await until("the rows are there", async () => (await rowsOf(bed)) > before);
      bed.databaseLink.set("open");
      for (const writer of writers) writer.act();
      await until("all is saved", () => writers.every((writer) => writer.isSaved()));
    }
    await expectInvariants(bed);

    const refused = await refuseCommits(bed, 4);
    for (const writer of writers) writer.write();
    const command = bed.internal(site, "commands", {
      key: `breakdown-${bed.projectId}`,
      projectId: bed.projectId,
      actor: { id: "run:1", name: "Run 1" },
      command: {
        type: "applyBreakdown",
        found: [{ category: "prop", name: "Lantern", aliases: [], description: "", evidence: [] }],
      },
    });
    await until("all is saved", () => writers.every((writer) => writer.isSaved()));
    await command;
    await refused.end();
    await expectInvariants(bed);
    const lanterns = readAssets(await bed.stored("assets")).filter(({ name }) => name === "Lantern");
    if (lanterns.length !== 1) throw new Error(`There are ${lanterns.length} lanterns.`);

    await repeatRows(bed);
    await bed.end(site, "SIGKILL");
    await bed.restart(site);
    await expectInvariants(bed);
  },
};

function ofFilm(bed: Bed): string {
  return `p/${bed.projectId}/%`;
}

async function rowsOf(bed: Bed): Promise<number> {
  const { count } = await bed.database.db
    .selectFrom("documentUpdate")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("document", "like", ofFilm(bed))
    .executeTakeFirstOrThrow();
  return count;
}

/** Every row once more, as after a write that was thought to be lost. */
async function repeatRows(bed: Bed): Promise<void> {
  const before = await rowsOf(bed);
  await sql`
    insert into document_update (document, payload, user_id)
    select document, payload, user_id from document_update where document like ${ofFilm(bed)}`.execute(
    bed.database.db,
  );
  if (before === 0 || (await rowsOf(bed)) < 2 * before) throw new Error("The rows are not there twice.");
}

/** The next `times` transactions that write rows of this film fail in their commit, after every statement went well. */
async function refuseCommits(bed: Bed, times: number): Promise<{ end: () => Promise<void> }> {
  const { db } = bed.database;
  const name = `refuse_${bed.projectId.replaceAll("-", "_")}`;
  const [id, film] = [sql.id(name), sql.lit(ofFilm(bed))];
  await sql`create sequence ${id}`.execute(db);
  await sql`
    create function ${id}() returns trigger language plpgsql as ${sql.raw("$$")} begin
      if nextval(${sql.lit(name)}) <= ${sql.lit(times)} then
        raise exception 'refused on purpose' using errcode = '40001';
      end if;
      return null;
    end ${sql.raw("$$")}`.execute(db);
  // Deferred to the commit; what a sequence has counted is not taken back with the transaction.
  await sql`
    create constraint trigger ${id} after insert on document_update deferrable initially deferred
    for each row when (new.document like ${film}) execute function ${id}()`.execute(db);
  return {
    async end() {
      const { rows } = await sql<{ count: number }>`select last_value as count from ${id}`.execute(db);
      await sql`drop trigger ${id} on document_update`.execute(db);
      await sql`drop function ${id}`.execute(db);
      await sql`drop sequence ${id}`.execute(db);
      if ((rows[0]?.count ?? 0) <= times) throw new Error("Not enough commits were refused.");
    },
  };
}
