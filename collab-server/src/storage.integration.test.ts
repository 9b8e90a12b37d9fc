import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Kysely } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { postgresFixture } from "@backlot/infra/system/service-fixture";
import { readAssets } from "@backlot/shared/documents/assets";
import { toDocument } from "@backlot/shared/documents/client";
import { documentName } from "@backlot/shared/documents/names";
import { readBlocks, scriptBody, toElement } from "@backlot/shared/documents/script";
import { textBlock } from "@backlot/shared/screenplay/block";
import { openDatabase } from "@backlot/shared/server/database";
import type { Database } from "@backlot/shared/server/database-schema";
import { silentLog } from "@backlot/shared/server/logging";
import { keepVersion, listVersions, readVersion } from "@backlot/shared/server/versions";
import { aProject, openTestDatabase, until } from "./collab-fixture.ts";
import { Compaction } from "./compaction.ts";
import { applyStored, loadStored, readStored } from "./load.ts";
import { upsertAuthors } from "./log-statements.ts";
import { createCollab, type Collab } from "./server.ts";
import { openSpill } from "./spill.ts";
import { UpdateLog } from "./update-log.ts";

type Opened = { db: Kysely<Database>; close: () => Promise<void> };

/** What the collab-server relies on, the same for every database that it runs on. */
const databases: [name: string, open: () => Promise<Opened>][] = [
  ["PGlite", openTestDatabase],
  [
    "Postgres",
    async () => {
      const postgres = await postgresFixture();
      const { db, close } = openDatabase({ url: postgres.url, log: silentLog() });
      return { db, close: () => close().then(postgres.stop) };
    },
  ],
];

describe.each(databases)("on %s", (_name, open) => {
  const log = silentLog();
  let opened: Opened;
  let db: Kysely<Database>;
  let projectId: string;
  let document: string;
  beforeAll(async () => {
    opened = await open();
    ({ db } = opened);
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    projectId = await aProject(db, [{ id: "alice", name: "Alice", role: "owner" }]);
    document = documentName({ projectId, kind: "script" });
  });

  /** An update that sets one key; each comes from another client. */
  function setting(key: string, value: string): Uint8Array {
    const doc = new Y.Doc();
    doc.getMap("titlePage").set(key, value);
    return Y.encodeStateAsUpdate(doc);
  }

  async function stored(): Promise<Record<string, unknown>> {
    const doc = new Y.Doc();
    applyStored(doc, await readStored(db, document));
    return doc.getMap("titlePage").toJSON();
  }

  test("COL-91: rows come back in order and whole, with their author, whatever their size", async () => {
    const updateLog = new UpdateLog({ db, log, gatherMs: 1 });
    const large = "x".repeat(700_000);
    updateLog.append(document, setting("a", "1"), "alice");
    updateLog.append(document, setting("b", large), "bob");
    await updateLog.settled();
    expect(await stored()).toEqual({ a: "1", b: large });
    const { rows } = await readStored(db, document);
    expect(rows.map((row) => row.seq)).toEqual(rows.map((row) => row.seq).toSorted((a, b) => a - b));
    const authors = await db
      .selectFrom("documentUpdate")
      .select("userId")
      .where("document", "=", document)
      .orderBy("seq")
      .execute();
    expect(authors.map((row) => row.userId)).toEqual(["alice", "bob"]);
  });

  test("COL-91: several servers that load a new document at once seed it once", async () => {
    const loaded = await Promise.all(Array.from({ length: 6 }, () => loadStored(db, document)));
    for (const one of loaded) {
      const doc = new Y.Doc();
      applyStored(doc, one);
      expect(readBlocks(doc)).toHaveLength(1);
    }
    expect(new Set(loaded.map((one) => Buffer.from(one.snapshot ?? []).toString("hex"))).size).toBe(1);
  });

  test("COL-91: two servers that compact one document at the same time lose none of its rows", async () => {
    await loadStored(db, document);
    const updateLog = new UpdateLog({ db, log, gatherMs: 1 });
    const servers = [new Compaction({ db, log }), new Compaction({ db, log })];
    const expected: Record<string, string> = {};
    for (let n = 0; n < 12; n += 1) {
      expected[`key${n}`] = String(n);
      updateLog.append(document, setting(`key${n}`, String(n)), "alice");
      await updateLog.settled();
      if (n % 3 === 2) await Promise.all(servers.map((one) => one.compact(document)));
    }
    expect(await stored()).toEqual(expected);
    expect((await readStored(db, document)).throughSeq).toBeGreaterThan(0);
    await Promise.all(servers.map((one) => one.stop()));
  });

  test("COL-91: a snapshot that was replaced meanwhile is not overwritten with less", async () => {
    await loadStored(db, document);
    const updateLog = new UpdateLog({ db, log, gatherMs: 1 });
    isReading = false;
    const [slow, quick] = [new Compaction({ db: late(db), log }), new Compaction({ db, log })];
    updateLog.append(document, setting("a", "1"), "alice");
    await updateLog.settled();
    const first = slow.compact(document);
    await until("the slow one has read", () => isReading);
    updateLog.append(document, setting("b", "2"), "alice");
    await updateLog.settled();
    expect(await quick.compact(document)).toBe(true);
    release?.();
    expect(await first).toBe(false);
    expect(await stored()).toEqual({ a: "1", b: "2" });
    await Promise.all([slow.stop(), quick.stop()]);
  });

  let isReading = false;
  let release: (() => void) | null = null;
  /** The same database, whose transactions wait until they are let go. */
  function late(real: Kysely<Database>): Kysely<Database> {
    const held = new Promise<void>((resolve) => (release = resolve));
    const transaction = () => ({
      execute: async (work: Parameters<ReturnType<typeof real.transaction>["execute"]>[0]) => {
        isReading = true;
        await held;
        return real.transaction().execute(work);
      },
    });
    return { selectFrom: real.selectFrom.bind(real), transaction } as unknown as Kysely<Database>;
  }

  test("COL-91: a command's edit and its answer are stored together, once for each key", async () => {
    const collab = createCollab({ db, ticketSecret: "x", serviceToken: "y", log });
    const request = {
      key: `import-${projectId}`,
      projectId,
      actor: { id: "run:1", name: "Run 1" },
      command: { type: "importScript" as const, fountain: "INT. BARN - NIGHT\n\nA lantern burns." },
    };
    expect(await collab.commands.run(request)).toEqual({ blocks: 2 });
    expect(await collab.commands.run(request)).toEqual({ blocks: 2 });
    expect(readBlocks(toDocument(await collab.read(projectId, "script")))).toHaveLength(2);
    const rows = await db
      .selectFrom("documentUpdate")
      .select("userId")
      .where("document", "=", document)
      .execute();
    expect(rows).toEqual([{ userId: "run:1" }]);
    await collab.close();
  });

  test("COL-91: the last of several people who moved a field is kept, and a bad attribution costs no edit", async () => {
    const row = (userName: string) => ({
      projectId,
      object: "shot:1",
      field: "size",
      userId: userName.toLowerCase(),
      userName,
      at: new Date(),
    });
    await upsertAuthors(db, [row("Alice"), row("Bob")]);
    await upsertAuthors(db, [row("Cara")]);
    const authors = await db
      .selectFrom("fieldAuthor")
      .select("userName")
      .where("projectId", "=", projectId)
      .execute();
    expect(authors).toEqual([{ userName: "Cara" }]);
    const updateLog = new UpdateLog({ db, log, gatherMs: 1 });
    updateLog.append(document, setting("a", "1"), "alice");
    updateLog.attribute({ ...row("Alice"), object: "shot:\0" });
    await updateLog.settled();
    expect(await stored()).toEqual({ a: "1" });
  });

  test("COL-91: a write whose answer was lost is written again, and what it says is there once", async () => {
    let lost = 0;
    const forgetful = db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: ({ result }) => {
        if (lost >= 2) return Promise.resolve(result);
        lost += 1;
        return Promise.reject(new Error("the answer was lost"));
      },
    });
    const updateLog = new UpdateLog({ db: forgetful, log, gatherMs: 1, maxBackoffMs: 5 });
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => updateLog.append(document, update, "alice"));
    doc.getText("titlePage-text").insert(0, "Night ");
    doc.getText("titlePage-text").insert(6, "Train");
    await updateLog.settled();
    const { rows } = await readStored(db, document);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    const read = new Y.Doc();
    applyStored(read, await readStored(db, document));
    expect(read.getText("titlePage-text").toJSON()).toBe("Night Train");
  });

  test("COL-91: edits that a server had to leave are written by the next, twice over without harm", async () => {
    const dir = mkdtempSync(join(tmpdir(), "backlot-storage-"));
    const writer = { document, clientId: 7, userId: "alice", userName: "Alice", isLive: true };
    const author = { projectId, object: "shot:1", field: "size", userId: "alice", userName: "Alice" };
    const left = {
      rows: [setting("a", "1"), setting("b", "2")].map((payload) => ({ document, payload, userId: "alice" })),
      authors: [{ ...author, at: new Date(1_000) }],
      writers: [writer],
    };
    for (let time = 0; time < 2; time += 1) {
      openSpill({ dir, db, log }).keep(left);
      await openSpill({ dir, db, log }).played();
    }
    expect(await stored()).toEqual({ a: "1", b: "2" });
    const [authors, writers] = await Promise.all([
      db.selectFrom("fieldAuthor").selectAll().where("projectId", "=", projectId).execute(),
      db.selectFrom("documentWriter").selectAll().where("document", "=", document).execute(),
    ]);
    expect(authors).toEqual([left.authors[0]]);
    expect(writers).toMatchObject([writer]);
    expect(readdirSync(dir)).toEqual([]);
    rmSync(dir, { recursive: true });
  });

  test("COL-91: versions that several servers keep at once have numbers of their own and come back whole", async () => {
    const drafts = Array.from({ length: 5 }, (_, n) => {
      const doc = new Y.Doc();
      scriptBody(doc).push([
        toElement(textBlock("action", `Draft ${n} ${"of the night train ".repeat(500)}`)),
      ]);
      return Y.encodeStateAsUpdate(doc);
    });
    const by = { id: "alice", name: "Alice" };
    await Promise.all(drafts.map((state) => keepVersion(db, { projectId, state, reason: "pause", by })));
    const versions = await listVersions(db, projectId);
    expect(versions.map((one) => one.number)).toEqual([5, 4, 3, 2, 1]);
    const kept = await Promise.all(versions.map(({ id }) => readVersion(db, projectId, id)));
    const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("hex");
    expect(new Set(kept.map((one) => hex(one?.state)))).toEqual(new Set(drafts.map(hex)));
  });

  test("COL-91: two servers that get one command at the same moment apply it once and answer alike", async () => {
    const servers = [0, 1].map(() => createCollab({ db, ticketSecret: "x", serviceToken: "y", log }));
    for (let round = 0; round < 5; round += 1) {
      const request = {
        key: `breakdown-${round}-${projectId}`,
        projectId,
        actor: { id: `run:${round}`, name: "Run" },
        command: {
          type: "applyBreakdown" as const,
          found: [
            { category: "prop" as const, name: `Prop ${round}`, aliases: [], description: "", evidence: [] },
          ],
          isPartial: true,
        },
      };
      const answers = await Promise.all(servers.map((one) => one.commands.run(request)));
      expect(answers[0]).toEqual(answers[1]);
      const rows = await db
        .selectFrom("documentUpdate")
        .select("userId")
        .where("document", "=", documentName({ projectId, kind: "assets" }))
        .where("userId", "=", `run:${round}`)
        .execute();
      expect(rows).toHaveLength(1);
    }
    const assets = readAssets(toDocument(await (servers[0] as Collab).read(projectId, "assets")));
    expect(assets.map((one) => one.name).toSorted()).toEqual([0, 1, 2, 3, 4].map((n) => `Prop ${n}`));
    await Promise.all(servers.map((one) => one.close()));
  });
});
