import { WebSocket } from "ws";
import * as Y from "yjs";
import { leaveProject } from "@backlot/client/session/kept-work";
import { documentName, schemaVersion } from "@backlot/shared/documents/names";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { textBlock } from "@backlot/shared/screenplay/block";
import { until } from "../../collab-fixture.ts";
import type { Bed, Person } from "../bed.ts";
import type { FaultCase } from "../fault-case.ts";
import { framesOf, openingFrames } from "../hostile-corpus.ts";
import { expectInvariants } from "../invariants.ts";
import { aDevice, type Device } from "../writer.ts";

export const endingTickets: FaultCase = {
  id: "F17",
  title: "tickets end in the middle of work: renewed unnoticed, and without a new one edits are kept",
  rule: "COL-14",
  isFast: false,
  withinMs: 5_000,
  async run(bed) {
    await bed.startSite();
    const person = await bed.person("ann", { ticketLifetimeS: 4 });
    const writer = await bed.writer("ann", { person });
    const seen = new Set<string>();
    writer.session.subscribe(() => seen.add(writer.session.status.kind));
    await until("all is saved", () => writer.isSaved());
    seen.clear();
    const before = person.ticketsGiven;
    await until("two tickets were taken", async () => {
      writer.act();
      await until("all is saved", () => writer.isSaved());
      return person.ticketsGiven >= before + 2;
    });
    const noticed = [...seen].filter((kind) => kind !== "saved" && kind !== "saving");
    if (noticed.length > 0) throw new Error(`The renewal was noticed: ${noticed.join(", ")}.`);
    person.api = "signed-out";
    // Within five seconds of the end of a ticket that lives four.
    await bed.within(9_000, "the session says signed out", () => writer.session.status.kind === "signed-out");
    await until("the socket is closed", () => bed.sites[0] !== undefined && isAlone(bed.sites[0].process));
    writer.write();
    if (writer.session.status.pending === 0) throw new Error("I5: an edit after the end was not counted.");
    person.api = "answers";
    await expectInvariants(bed);
  },
};

async function isAlone(server: { health: () => Promise<{ connections: number }> }): Promise<boolean> {
  return (await server.health()).connections === 0;
}

export const downgraded: FaultCase = {
  id: "F18",
  title:
    "somebody becomes a reviewer while they write: nothing is taken any more, they are told, and it comes back",
  rule: "COL-48",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const person = await bed.person("ann");
    const ann = await bed.writer("ann", { person });
    const bob = await bed.writer("bob");
    await until("all is saved", () => [ann, bob].every((writer) => writer.isSaved()));
    const isReviewer = () => ann.session.status.kind === "read-only" && ann.session.status.pending > 0;

    site.link.set("silent");
    const unsent = ann.write();
    await bed.changeRole(person, "reviewer");
    site.link.set("open");
    // Her socket has to be made anew first.
    await bed.within(5_000, "Ann is told when she is back", isReviewer);
    bob.act();
    await until("Bob is saved", () => bob.isSaved());
    if ((await storedScript(bed)).includes(unsent)) throw new Error("An edit of a reviewer was taken.");
    await bed.changeRole(person, "crew");
    await until("Ann is saved", () => ann.isSaved());
    if (!(await storedScript(bed)).includes(unsent))
      throw new Error("The edit did not arrive after the role came back.");

    // Over an open socket, while she types on and on.
    const typed: { token: string; atMs: number }[] = [];
    const type = () => typed.push({ token: ann.write(), atMs: performance.now() });
    await until("Ann has typed", () => type() >= 20);
    const changedAtMs = performance.now();
    const isPast = (ms: number) => performance.now() - changedAtMs > ms;
    const change = bed.changeRole(person, "reviewer");
    await bed.within(2_000, "Ann is told while she types", () => type() > 0 && isReviewer());
    await change;
    const leastMs = takenForMs + (bed.isLong ? 3_000 : 500);
    await until("she has typed on", () => type() > 0 && isPast(leastMs));
    const note = ann.annotate();
    await until("her note is stored", async () =>
      JSON.stringify((await bed.stored("notes")).getMap("threads").toJSON()).includes(note),
    );
    const script = await storedScript(bed);
    const taken = typed.filter(
      ({ token, atMs }) => atMs > changedAtMs + takenForMs && script.includes(token),
    );
    if (taken.length > 0) throw new Error(`${taken.length} edits of a reviewer were taken.`);
    if (typed.every(({ token }) => script.includes(token))) throw new Error("Nothing was held back.");
    bob.act();
    await until("Bob is saved", () => bob.isSaved());
    await bed.changeRole(person, "crew");
    await expectInvariants(bed);
    const all = await storedScript(bed);
    const lost = typed.filter(({ token }) => !all.includes(token));
    if (lost.length > 0) throw new Error(`${lost.length} edits did not arrive after the role came back.`);
  },
};

/** For so long after a change of role, ms, an edit may still be taken in the old one. */
const takenForMs = 2_000;

async function storedScript(bed: Bed): Promise<string> {
  return (await bed.stored("script")).getXmlFragment("body").toString();
}

export const removed: FaultCase = {
  id: "F19",
  title:
    "a member is removed: sockets end within two seconds, the door stays shut, and the device forgets the film",
  rule: "COL-35",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const person = await bed.person("ann");
    const device = aDevice();
    const ann = await bed.writer("ann", { person, device });
    const bob = await bed.writer("bob");
    ann.write();
    await until("all is saved", () => [ann, bob].every((writer) => writer.isSaved()));
    const { ticket } = await bed.ticket(person);
    const name = documentName({ projectId: bed.projectId, kind: "script" });
    const snapshot = async () =>
      fetch(`http://127.0.0.1:${site.process.port}/collab/documents/${encodeURIComponent(name)}`, {
        headers: { authorization: `Bearer ${ticket}` },
      });
    if ((await snapshot()).status !== 200) throw new Error("A member could not fetch the script.");
    await Promise.all([
      bed.within(
        2_000,
        "her sockets have ended",
        async () => (await site.process.health()).connections === 1,
      ),
      bed.changeRole(person, null),
    ]);
    await until("Ann is told", () => ann.session.status.kind === "no-access");
    const { status } = await snapshot();
    if (status !== 403) throw new Error(`With her old ticket the script was answered with ${status}.`);
    bob.act();
    await expectInvariants(bed, [bob]);
    ann.leave();

    // Somebody else in the same browser, who has no access either: what Ann has here is not theirs to erase.
    const stranger = await bed.person("sid");
    await bed.changeRole(stranger, null);
    await expectRefused(bed, "sid", stranger, device);
    if (device.erased.includes("ann")) throw new Error("Ann's copy was erased for somebody else.");
    if ((await device.store.rows(name)).length === 0) throw new Error("Ann's copy is gone.");

    await expectRefused(bed, "anna", person, device);
    if (!device.erased.includes("ann")) throw new Error("The copy on her device was left.");
    if ((await device.remembered(bed.projectId)) !== null) throw new Error("Her device remembers the film.");
  },
};

export const removedWithEdits: FaultCase = {
  id: "F27",
  title:
    "a member is removed who wrote without a network: what the studio never got stays theirs, on their device",
  rule: "COL-35",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const person = await bed.person("ann");
    const device = aDevice();
    const ann = await bed.writer("ann", { person, device });
    const bob = await bed.writer("bob");
    await until("all is saved", () => [ann, bob].every((writer) => writer.isSaved()));
    site.link.set("cut");
    const token = ann.write();
    await ann.session.flush();
    ann.leave();
    await bed.changeRole(person, null);
    site.link.set("open");
    await expectRefused(bed, "anna", person, device);
    const kept = await leaveProject(device, "ann", bed.projectId);
    const body = kept?.documents.script?.getXmlFragment("body").toString() ?? "";
    if (!body.includes(token) || kept?.edits !== 1) throw new Error("What she wrote is not offered to her.");
    device.erase("ann", bed.projectId);
    if ((await leaveProject(device, "ann", bed.projectId)) !== null) throw new Error("It was not erased.");
    await expectInvariants(bed, [bob]);
    if ((await bed.stored("script")).getXmlFragment("body").toString().includes(token))
      throw new Error("An edit of a removed member was taken.");
  },
};

async function expectRefused(bed: Bed, name: string, person: Person, device: Device): Promise<void> {
  const refused = await bed.writer(name, { person, device }).then(
    () => null,
    (error: unknown) => error as { code?: string },
  );
  if (refused?.code !== "not-allowed") throw new Error("Somebody without access came in.");
}

export const outdatedClient: FaultCase = {
  id: "F20",
  title:
    "clients of an older version or of none write as soon as they can: refused, and nothing of it is kept",
  rule: "COL-13",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const ann = await bed.writer("ann");
    ann.write();
    await until("all is saved", () => ann.isSaved());
    const { ticket } = await bed.ticket(await bed.person("olga"));
    const name = documentName({ projectId: bed.projectId, kind: "script" });
    // What an older editor does to a line whose marks it does not know, and what its writer types.
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(ann.session.documents.script));
    const before = Y.encodeStateVector(doc);
    const body = scriptBody(doc);
    body.delete(0, body.length);
    body.push([toElement(textBlock("action", "Written by an old client."))]);
    const frames = [
      ...openingFrames(name, ticket),
      ...framesOf(name, [Y.encodeStateAsUpdate(doc, before)], ticket),
    ];
    for (const query of ["", "?v=", `?v=${schemaVersion - 1}`, "?v=NaN"]) {
      const old = new WebSocket(`ws://127.0.0.1:${site.link.port}/collab${query}`);
      const ended = new Promise<number>((resolve) => old.once("close", resolve));
      old.once("open", () => {
        for (const frame of frames) old.send(frame);
      });
      const code = await ended;
      if (code !== 4499) throw new Error(`"${query}" was closed with ${code}.`);
    }
    await expectInvariants(bed);
    const stored = (await bed.stored("script")).getXmlFragment("body").toString();
    if (stored.includes("old client")) throw new Error("A write of an old client was taken.");
  },
};
