import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownerLink } from "../access/owner-link.ts";
import { openTestStudio, tokenOf, type Caller, type TestStudio } from "../testing/studio.ts";

let studio: TestStudio;
let owner: Caller;
let producer: Caller;
let crew: Caller;
let reviewer: Caller;
let projectId: string;
let base: string;

beforeAll(async () => {
  studio = await openTestStudio();
  owner = await studio.enterOwner();
  projectId = (await owner.send<{ id: string }>("POST", "/api/projects", { title: "Crewed" })).body.id;
  base = `/api/projects/${projectId}`;
  [producer, crew, reviewer] = [
    await studio.invite(owner, projectId, "producer"),
    await studio.invite(owner, projectId, "crew", "Łukasz 東"),
    await studio.invite(owner, projectId, "reviewer"),
  ];
});
afterAll(() => studio.close());

type Members = {
  members: { userId: string; role: string; email: string | null }[];
  invitations: { id: string }[];
};
const invitation = (role: string) =>
  owner.send<{ id: string; url: string }>("POST", `${base}/invitations`, { role });

describe("access", () => {
  const doors: [string, string, object | undefined, ("owner" | "producer" | "crew" | "reviewer")[]][] = [
    ["GET", "", undefined, ["owner", "producer", "crew", "reviewer"]],
    ["PATCH", "", { title: "Crewed" }, ["owner", "producer", "crew"]],
    ["PATCH", "", { budgetMicros: 1 }, ["owner", "producer"]],
    ["POST", "/ticket", undefined, ["owner", "producer", "crew", "reviewer"]],
    ["GET", "/members", undefined, ["owner", "producer", "crew", "reviewer"]],
    ["POST", "/invitations", { role: "reviewer" }, ["owner", "producer"]],
    ["GET", "/script.fountain", undefined, ["owner", "producer", "crew", "reviewer"]],
    ["POST", "/script/import", { fountain: "INT. A - DAY\n\nB.\n" }, ["owner", "producer", "crew"]],
    ["GET", "/keys/fal", undefined, ["owner", "producer"]],
    ["PUT", "/keys/fal", { key: "0123456789abcdef" }, ["owner", "producer"]],
  ];

  test.each(doors)("API-3: %s %s is open to the right roles only", async (method, path, body, allowed) => {
    const people = { owner, producer, crew, reviewer };
    for (const role of ["owner", "producer", "crew", "reviewer"] as const) {
      const { status } = await people[role].send(method, base + path, body);
      expect({ role, isOpen: status < 300, status }).toEqual({
        role,
        isOpen: allowed.includes(role),
        status: allowed.includes(role) ? status : 403,
      });
    }
  });

  test.each(doors)(
    "API-1, API-4: %s %s is 401 signed out and 404 for strangers to the project",
    async (method, path, body) => {
      const other = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Other" });
      expect((await studio.stranger.send(method, base + path, body)).status).toBe(401);
      const elsewhere = `/api/projects/${other.body.id}${path}`;
      expect((await crew.send(method, elsewhere, body)).status).toBe(404);
      expect((await crew.send(method, `/api/projects/project-none${path}`, body)).status).toBe(404);
    },
  );

  test("API-3: a wrong service token is nobody", async () => {
    const impostor = studio.caller({ authorization: "Bearer wrong" });
    expect((await impostor.send("GET", base)).status).toBe(401);
  });
});

describe("invitations", () => {
  test("a link says what it is for before anybody uses it", async () => {
    const { body } = await invitation("reviewer");
    expect((await studio.stranger.send("GET", `/api/welcome/${tokenOf(body.url)}`)).body).toEqual({
      kind: "member",
      role: "reviewer",
      projectTitle: "Crewed",
      guestAllowed: true,
    });
  });

  test("API-6: a reviewer comes in by name alone, as a guest without an address", async () => {
    const { body } = await invitation("reviewer");
    const guest = await studio.enter(tokenOf(body.url), { name: "Grandma 👵" });
    expect((await guest.send("GET", base)).body).toMatchObject({ role: "reviewer" });
    expect((await guest.send<{ user: object }>("GET", "/api/me")).body.user).toMatchObject({
      name: "Grandma 👵",
      email: null,
    });
    expect((await guest.send("POST", "/api/projects", { title: "Mine" })).status).toBe(403);
  });

  test.each([
    ["crew", { name: "Bo" }, "email"],
    ["crew", { name: "Bo", email: "bo@example.com" }, "password"],
    ["crew", { name: "Bo", email: "bo", password: "correct horse" }, "email"],
    ["crew", { name: "Bo", email: "bo@example.com", password: "short" }, "password"],
    ["crew", { name: " ", email: "bo@example.com", password: "correct horse" }, "name"],
    ["reviewer", {}, "name"],
  ])("API-2: a %s's link refuses %j and stays usable", async (role, introduction, field) => {
    const { body } = await invitation(role);
    const path = `/api/welcome/${tokenOf(body.url)}`;
    const refused = await studio.stranger.send("POST", path, introduction);
    expect(refused).toMatchObject({ status: 400, body: { error: { field } } });
    expect((await studio.stranger.send("GET", path)).status).toBe(200);
  });

  test("API-6: a link for one works once; a second person gets 410", async () => {
    const token = tokenOf((await invitation("crew")).body.url);
    const first = { name: "First", email: "first@example.com", password: "correct horse" };
    await studio.enter(token, first);
    const again = { ...first, email: "second@example.com" };
    expect((await studio.stranger.send("POST", `/api/welcome/${token}`, again)).status).toBe(410);
    expect(await studio.db.selectFrom("user").selectAll().where("email", "=", again.email).execute()).toEqual(
      [],
    );
  });

  test("an address with an account is not taken over: it is told to sign in", async () => {
    const { body } = await invitation("crew");
    const answer = await studio.stranger.send("POST", `/api/welcome/${tokenOf(body.url)}`, {
      name: "Not Ana",
      email: "ANA@example.com",
      password: "another password",
    });
    expect(answer).toMatchObject({ status: 409, body: { error: { field: "email" } } });
  });

  test("somebody signed in joins with an empty body, and joining twice takes one use", async () => {
    const other = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Second film" });
    const made = await owner.send<{ url: string }>("POST", `/api/projects/${other.body.id}/invitations`, {
      role: "crew",
      uses: 2,
    });
    const path = `/api/welcome/${tokenOf(made.body.url)}`;
    for (const _ of [1, 2]) {
      expect((await crew.send("POST", path, {})).body).toEqual({ projectId: other.body.id });
    }
    const { body } = await owner.send<Members>("GET", `/api/projects/${other.body.id}/members`);
    expect(body.members).toContainEqual(expect.objectContaining({ userId: crew.id, role: "crew" }));
    expect(body.invitations).toMatchObject([{ usesLeft: 1 }]);
  });

  test("a withdrawn link is gone, and withdrawing it again is 404", async () => {
    const { body } = await invitation("crew");
    expect((await owner.send("DELETE", `${base}/invitations/${body.id}`)).status).toBe(204);
    expect((await studio.stranger.send("GET", `/api/welcome/${tokenOf(body.url)}`)).status).toBe(410);
    expect((await owner.send("DELETE", `${base}/invitations/${body.id}`)).status).toBe(404);
  });

  test("a token that never was is 404", async () => {
    expect((await studio.stranger.send("GET", "/api/welcome/nonsense")).status).toBe(404);
  });

  test("API-5: a producer invites no owner", async () => {
    expect((await producer.send("POST", `${base}/invitations`, { role: "owner" })).status).toBe(403);
    expect((await producer.send("POST", `${base}/invitations`, { role: "boss" })).status).toBe(400);
  });

  test("API-6: tokens are not kept", async () => {
    const { body } = await invitation("crew");
    const rows = await studio.db.selectFrom("invitation").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(tokenOf(body.url));
  });

  test("the first account's link is replaced by the next, and ends with the first account", async () => {
    const empty = await openTestStudio();
    const [first, second] = [
      tokenOf((await ownerLink(empty.db)) ?? ""),
      tokenOf((await ownerLink(empty.db)) ?? ""),
    ];
    expect((await empty.stranger.send("GET", `/api/welcome/${first}`)).status).toBe(410);
    const person = { name: "Ana", email: "ana@example.com", password: "correct horse" };
    await empty.enter(second, person);
    expect((await empty.stranger.send("POST", `/api/welcome/${second}`, person)).status).toBe(410);
    expect(await ownerLink(empty.db)).toBeNull();
    await empty.close();
  });
});

describe("roles", () => {
  test("API-5: a changed role ends the old ticket, closes connections and is in the audit log", async () => {
    const person = await studio.invite(owner, projectId, "crew", "Changing");
    const version = () =>
      studio.db
        .selectFrom("member")
        .select("accessVersion")
        .where("userId", "=", person.id)
        .executeTakeFirstOrThrow();
    const before = await version();
    for (const _ of [1, 2]) {
      const changed = await producer.send("PATCH", `${base}/members/${person.id}`, { role: "reviewer" });
      expect(changed.body).toEqual({ userId: person.id, role: "reviewer" });
    }
    expect((await version()).accessVersion).toBe(before.accessVersion + 1);
    expect(studio.documents.revoked.filter((one) => one.userId === person.id)).toHaveLength(1);
    expect((await person.send("PATCH", base, { title: "No" })).status).toBe(403);
    const audit = await studio.db
      .selectFrom("auditEntry")
      .selectAll()
      .where("action", "=", "member.role")
      .where("userId", "=", producer.id)
      .execute();
    expect(audit).toMatchObject([{ detail: { userId: person.id, from: "crew", to: "reviewer" } }]);
  });

  test("a removed member finds the project gone, and comes back with a newer access version", async () => {
    const person = await studio.invite(owner, projectId, "crew", "Leaving");
    expect((await owner.send("DELETE", `${base}/members/${person.id}`)).status).toBe(204);
    expect((await person.send("GET", base)).status).toBe(404);
    expect(studio.documents.revoked).toContainEqual({ projectId, userId: person.id });
    expect((await owner.send("DELETE", `${base}/members/${person.id}`)).status).toBe(404);
  });

  test("API-5: the last owner stays", async () => {
    for (const [method, body] of [
      ["PATCH", { role: "crew" }],
      ["DELETE", undefined],
    ] as const) {
      const answer = await owner.send(method, `${base}/members/${owner.id}`, body);
      expect(answer).toMatchObject({ status: 409, body: { error: { code: "conflict" } } });
    }
  });

  test("API-5: a producer does not touch an owner, and crew manage nobody but themselves", async () => {
    expect((await producer.send("PATCH", `${base}/members/${owner.id}`, { role: "crew" })).status).toBe(403);
    expect((await producer.send("DELETE", `${base}/members/${owner.id}`)).status).toBe(403);
    expect((await crew.send("DELETE", `${base}/members/${reviewer.id}`)).status).toBe(403);
    const leaver = await studio.invite(owner, projectId, "crew", "Leaver");
    expect((await leaver.send("DELETE", `${base}/members/${leaver.id}`)).status).toBe(204);
  });

  test("addresses and links are shown to those who manage members", async () => {
    const seen = (await producer.send<Members>("GET", `${base}/members`)).body;
    expect(seen.members.map((one) => one.email)).toContain("ana@example.com");
    expect(seen.invitations.length).toBeGreaterThan(0);
    const plain = (await crew.send<Members>("GET", `${base}/members`)).body;
    expect(plain.members.map((one) => one.email)).not.toContain("ana@example.com");
    expect(plain.invitations).toEqual([]);
  });
});
