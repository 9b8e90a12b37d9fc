import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documentKind } from "@backlot/shared/documents/names";
import { verifyTicket } from "@backlot/shared/access/ticket";
import { readBlocks } from "@backlot/shared/documents/script";
import { openTestStudio, type Caller, type TestStudio } from "../testing/studio.ts";

let studio: TestStudio;
let owner: Caller;

beforeAll(async () => {
  studio = await openTestStudio();
  owner = await studio.enterOwner();
});
afterAll(() => studio.close());

type Me = {
  user: { id: string; email: string | null };
  projects: { id: string; title: string; role: string }[];
};

describe("me", () => {
  test("API-1: somebody signed out gets 401 and a sentence", async () => {
    const answer = await studio.stranger.send("GET", "/api/me");
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ error: { code: "signed-out", sentence: "You are signed out." } });
  });

  test("the owner finds the sample project", async () => {
    const { body } = await owner.send<Me>("GET", "/api/me");
    expect(body.user.email).toBe("ana@example.com");
    expect(body.projects).toMatchObject([{ title: "Slack Water", role: "owner", isSample: true }]);
  });
});

describe("projects", () => {
  test("a project is made, also with a title in other scripts", async () => {
    const { status, body } = await owner.send("POST", "/api/projects", { title: "  Żółty 東京 🎬 " });
    expect(status).toBe(201);
    expect(body).toMatchObject({ title: "Żółty 東京 🎬", role: "owner", budgetMicros: 0, spentMicros: 0 });
  });

  test("a screenplay that comes with it is in the live document", async () => {
    const fountain = "INT. KITCHEN - NIGHT\n\nRain.\n";
    const { body } = await owner.send<{ id: string }>("POST", "/api/projects", {
      title: "With text",
      fountain,
    });
    const blocks = readBlocks(studio.documents.document(body.id, "script"));
    expect(blocks.map((block) => block.type)).toEqual(["sceneHeading", "action"]);
  });

  test("API-2: a screenplay that cannot be read makes no project", async () => {
    const before = await countProjects();
    const bad = await owner.send("POST", "/api/projects", { title: "Bad", fountain: "%PDF-1.7" });
    expect(bad.status).toBe(422);
    expect(bad.body).toMatchObject({ error: { code: "bad-file" } });
    studio.documents.isAway = true;
    const away = await owner.send("POST", "/api/projects", {
      title: "Away",
      fountain: "INT. A - DAY\n\nX.\n",
    });
    studio.documents.isAway = false;
    expect(away.status).toBe(503);
    expect(await countProjects()).toBe(before);
  });

  test.each([
    [{}, "title"],
    [{ title: "   " }, "title"],
    [{ title: "x".repeat(201) }, "title"],
    [{ title: 7 }, "title"],
    [{ title: "Fine", fountain: 7 }, "fountain"],
  ])("API-2: %j is refused with its field and changes nothing", async (body, field) => {
    const before = await countProjects();
    const answer = await owner.send<{ error: { field: string; sentence: string } }>(
      "POST",
      "/api/projects",
      body,
    );
    expect(answer.status).toBe(400);
    expect(answer.body.error.field).toBe(field);
    expect(answer.body.error.sentence).toMatch(/\.$/);
    expect(await countProjects()).toBe(before);
  });

  test("a title is changed in the list and in the live document, twice alike", async () => {
    const { body } = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Old" });
    for (const _ of [1, 2]) {
      const changed = await owner.send("PATCH", `/api/projects/${body.id}`, { title: "New" });
      expect(changed).toMatchObject({ status: 200, body: { title: "New" } });
    }
    expect(studio.documents.document(body.id, "project").getMap("meta").get("title")).toBe("New");
    expect(studio.documents.events.at(-1)).toEqual({ projectId: body.id, event: { type: "project" } });
  });

  test("API-7: a budget is set once in the ledger and in the audit log", async () => {
    const { body } = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Money" });
    for (const _ of [1, 2]) {
      const { body: project } = await owner.send("PATCH", `/api/projects/${body.id}`, {
        budgetMicros: 5_000_000,
      });
      expect(project).toMatchObject({ budgetMicros: 5_000_000, spentMicros: 0 });
    }
    const entries = await studio.db
      .selectFrom("budgetEntry")
      .selectAll()
      .where("projectId", "=", body.id)
      .execute();
    expect(entries).toMatchObject([{ kind: "grant", amountMicros: 5_000_000 }]);
    const audit = await studio.db
      .selectFrom("auditEntry")
      .selectAll()
      .where("projectId", "=", body.id)
      .execute();
    expect(audit).toMatchObject([
      { action: "budget.set", userId: owner.id, detail: { from: 0, to: 5_000_000 } },
    ]);
  });

  test("what the ledger settled is what was spent", async () => {
    const { body } = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Spent" });
    for (const [kind, amountMicros] of [
      ["reserve", 900],
      ["settle", 700],
      ["settle", 42],
    ] as const) {
      await studio.db
        .insertInto("budgetEntry")
        .values({ id: crypto.randomUUID(), projectId: body.id, kind, amountMicros })
        .execute();
    }
    expect((await owner.send("GET", `/api/projects/${body.id}`)).body).toMatchObject({ spentMicros: 742 });
  });

  test("a deleted project is gone for its members, and their sockets are closed", async () => {
    const { body } = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Gone" });
    expect((await owner.send("DELETE", `/api/projects/${body.id}`)).status).toBe(204);
    expect((await owner.send("GET", `/api/projects/${body.id}`)).status).toBe(404);
    expect((await owner.send("DELETE", `/api/projects/${body.id}`)).status).toBe(404);
    expect(studio.documents.revoked).toContainEqual({ projectId: body.id, userId: owner.id });
  });

  test("a film that the operator makes belongs to the first person", async () => {
    const { body } = await studio.operator.send<{ id: string }>("POST", "/api/projects", {
      title: "From a terminal",
    });
    expect((await owner.send("GET", `/api/projects/${body.id}`)).body).toMatchObject({ role: "owner" });
  });
});

describe("tickets", () => {
  test("a ticket names its bearer, the role and every document", async () => {
    const project = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Live" });
    const { status, body } = await owner.send<{ ticket: string; expiresAt: number; documents: object }>(
      "POST",
      `/api/projects/${project.body.id}/ticket`,
    );
    expect(status).toBe(200);
    const { claims, expiresAt } = await verifyTicket(body.ticket, studio.deps.ticketSecret);
    expect(claims).toMatchObject({ userId: owner.id, name: "Ana Owner", role: "owner" });
    expect(expiresAt * 1000).toBeGreaterThanOrEqual(body.expiresAt);
    expect(Object.keys(body.documents)).toEqual([...documentKind.options]);
  });
});

async function countProjects(): Promise<number> {
  return (await studio.db.selectFrom("project").select("id").execute()).length;
}
