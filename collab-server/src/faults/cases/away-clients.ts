import * as Y from "yjs";
import { readPeople } from "@backlot/client/session/people";
import { addAsset, assetDescription, changeAsset } from "@backlot/shared/documents/assets";
import { addMarginNote, readMarginNotes, replyInMargin } from "@backlot/shared/documents/margin-notes";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { addShots, changeShot, moveShot, readShots } from "@backlot/shared/documents/shots";
import { placesOf } from "@backlot/shared/documents/text-anchor";
import { textBlock } from "@backlot/shared/screenplay/block";
import { until } from "../../collab-fixture.ts";
import type { Bed, Person } from "../bed.ts";
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";
import { aDevice, type Writer } from "../writer.ts";

const editsOffline = 500;

const hour = 3_600_000;

export const bothOffline: FaultCase = {
  id: "F11",
  title:
    "two people write 500 edits each without a network for an hour, in one scene, delete what the other edits, and come back",
  rule: "COL-38",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite({ canShiftClock: true });
    const people = [await bed.person("ann"), await bed.person("bob")] as const;
    const ann = await bed.writer("ann", { person: people[0] });
    const bob = await bed.writer("bob", { person: people[1] });
    const [annHas, bobHas] = [ann.session.documents, bob.session.documents];
    for (let n = 0; n < 20; n += 1) ann.act();
    const prop = { category: "prop", origin: "person", createdAt: 1 } as const;
    const rope = addAsset(annHas.assets, { ...prop, name: "Rope" });
    const line = { ...textBlock("action", "He lifts the lantern and waits."), id: "line-1" };
    scriptBody(annHas.script).push([toElement(line)]);
    const inScene = { ...prop, sceneId: "scene-1" };
    const [doomed = "", ...row] = addShots(annHas.shots, "scene-1", [inScene, inScene, inScene, inScene]);
    const [one = "", two = ""] = row;
    const place = { blockId: line.id, from: 13, to: 20 };
    const by = { author: { id: "ann", name: "Ann" }, at: 1 };
    const note = addMarginNote(annHas.notes, annHas.script, { ...by, text: "Is it lit?", place });
    await until("Ann is saved", () => ann.isSaved());
    await until(
      "Bob has all of it",
      () =>
        readMarginNotes(bobHas.notes).length === 1 && readShots(bobHas.shots).some(({ id }) => id === doomed),
    );
    site.link.set("cut");
    await until("both are offline", () =>
      [ann, bob].every(({ session }) => session.status.kind === "offline"),
    );
    for (let n = 0; n < editsOffline; n += 1) {
      ann.act();
      bob.act();
    }
    // One deletes what the other goes on working at.
    changeAsset(annHas.assets, rope, { deletedAt: 2 });
    const kept = "Frayed at one end.";
    assetDescription(bobHas.assets, rope).insert(0, kept);
    annHas.shots.getMap("shots").delete(doomed);
    changeShot(bobHas.shots, doomed, { lensMm: 85 });
    cutWords(annHas.script, line.id, "lantern");
    replyInMargin(bobHas.notes, note, { author: { id: "bob", name: "Bob" }, text: "It is.", at: 2 });
    // Both put the row of shots in another order, and one shot to two places.
    moveShot(annHas.shots, one, "scene-1", 2);
    moveShot(bobHas.shots, two, "scene-1", 0);
    moveShot(bobHas.shots, one, "scene-2", 0);
    const ticketsBefore = people.map(({ ticketsGiven }) => ticketsGiven);
    bed.letTimePass(hour);
    site.link.set("open");
    await expectInvariants(bed);
    if (people.some(({ ticketsGiven }, index) => ticketsGiven === ticketsBefore[index]))
      throw new Error("A ticket from an hour ago was good enough.");
    for (const { session } of [ann, bob]) {
      const inOrder = readShots(session.documents.shots).map(({ id }) => id);
      if (row.some((id) => inOrder.filter((shot) => shot === id).length !== 1))
        throw new Error("A shot that both moved is not there exactly once.");
      const { assets, shots, script, notes } = session.documents;
      if (!assetDescription(assets, rope).toJSON().includes(kept))
        throw new Error("What Bob wrote about the rope is lost, though it can be brought back.");
      if (readShots(shots).some(({ id }) => id === doomed))
        throw new Error("A deleted shot came back by halves.");
      const [found] = readMarginNotes(notes);
      if (found?.messages.length !== 2) throw new Error("The note in the margin lost something.");
      if (placesOf(script, [found]).size > 0) throw new Error("The note stands beside words that are gone.");
    }
  },
};

/** Takes words out of a block and leaves what others wrote beside them. */
function cutWords(script: Y.Doc, blockId: string, words: string): void {
  for (const block of scriptBody(script).toArray()) {
    if (!(block instanceof Y.XmlElement) || block.getAttribute("id") !== blockId) continue;
    const text = block.get(0);
    if (text instanceof Y.XmlText) text.delete(text.toJSON().indexOf(words), words.length);
  }
}

export const reopenedOffline: FaultCase = {
  id: "F12",
  title: "the browser is closed and opened again without a network: its edits arrive exactly once",
  rule: "COL-31",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const person = await bed.person("ann");
    const device = aDevice();
    const first = await bed.writer("ann", { person, device });
    first.act();
    await until("all is saved", () => first.isSaved());
    site.link.set("cut");
    person.api = "away";
    await until("the session is offline", () => first.session.status.kind === "offline");
    for (let n = 0; n < 10; n += 1) first.act();
    const token = first.write();
    await first.session.flush();
    first.leave();

    const second = await bed.writer("anna", { person, device });
    if (second.session.status.pending === 0)
      throw new Error("I5: what is only on this device was not counted.");
    second.write();
    await second.session.flush();
    second.leave();

    const third = await bed.writer("annb", { person, device });
    const body = () => third.session.documents.script.getXmlFragment("body").toString();
    if (!body().includes(token)) throw new Error("The device did not keep what was written.");
    site.link.set("open");
    person.api = "answers";
    await expectInvariants(bed, [third]);
    const stored = (await bed.stored("script")).getXmlFragment("body").toString();
    if (!stored.includes(token)) throw new Error("What was written offline did not reach the studio.");
  },
};

export const deadNetwork: FaultCase = {
  id: "F23",
  title:
    "the network is gone and sockets stay silent: crew and reviewers are told, and come back by themselves",
  rule: "COL-39",
  isFast: true,
  withinMs: 35_000,
  async run(bed) {
    const site = await bed.startSite();
    const ann = await bed.writer("ann");
    const rita = await bed.writer("rita", { person: await bed.person("rita", { role: "reviewer" }) });
    ann.act();
    await until("all is saved", () => ann.isSaved());
    await until("Rita looks on", () => rita.session.status.kind === "read-only");
    site.link.set("silent");
    const token = ann.write();
    await bed.within(35_000, "both are told", () =>
      [ann, rita].every(({ session }) => session.status.kind === "offline"),
    );
    site.link.set("open");
    await until("Rita sees it", () =>
      rita.session.documents.script.getXmlFragment("body").toString().includes(token),
    );
    await expectInvariants(bed, [ann]);
  },
};

export const wrongClocks: FaultCase = {
  id: "F13",
  title:
    "clocks of clients are set by an hour in the middle, a server's is a minute off, and the studio's jumps: nobody notices",
  rule: "COL-45",
  isFast: true,
  async run(bed) {
    await bed.startSite({ canShiftClock: true });
    const people = [
      await bed.person("ann", { ticketLifetimeS: 5 }),
      await bed.person("bob", { ticketLifetimeS: 5 }),
    ];
    const pair = await watchedPair(bed, people);
    for (const sign of [1, -1]) {
      bed.setClientClock(sign * hour);
      // A tenth of these tickets' life, as a minute is of a real one's.
      bed.setServerClock(sign * 500);
      const before = people.map(({ ticketsGiven }) => ticketsGiven);
      await nobodyNotices(pair, () =>
        people.every(({ ticketsGiven }, index) => ticketsGiven > (before[index] ?? 0)),
      );
    }
    for (const { writer } of pair) writer.leave();
    bed.setClientClock(0);
    bed.setServerClock(0);

    const others = await watchedPair(bed, [await bed.person("cleo"), await bed.person("dan")]);
    const open = others.map(({ writer }) => writer);
    for (const offset of [-60_000, 60_000]) {
      bed.setServerClock(offset);
      open.push(await bed.writer(offset > 0 ? "ahead" : "behind"));
      await until("everybody sees everybody", () => open.every((writer) => seenBy(writer) === open.length));
    }
    // Longer than the server takes to look for people who are gone.
    const enough = performance.now() + 3_500;
    await nobodyNotices(others, () => performance.now() > enough);

    for (const offset of [hour, 0, hour]) {
      bed.setStudioClock(offset);
      for (const writer of open) writer.act();
      await until("all is saved", () => open.every((writer) => writer.isSaved()));
    }
    open.push(await bed.writer("newcomer"));
    open.at(-1)?.act();
    await expectInvariants(bed, open);
  },
};

/** A writer, and what its session showed that a clock must not bring about. */
type Watched = { writer: Writer; noticed: string[] };

/** Two people who see each other. */
async function watchedPair(bed: Bed, people: readonly Person[]): Promise<Watched[]> {
  const writers = await Promise.all(people.map((person) => bed.writer(person.id, { person })));
  await until("all is saved", () => writers.every((writer) => writer.isSaved()));
  await until("they see each other", () => writers.every((writer) => seenBy(writer) === writers.length));
  return writers.map((writer) => {
    const { session } = writer;
    const noticed: string[] = [];
    session.subscribe(() => {
      if (!["saved", "saving"].includes(session.status.kind)) noticed.push(session.status.kind);
    });
    session.awareness.on("change", ({ removed }: { removed: number[] }) => {
      if (removed.length > 0) noticed.push("somebody seemed gone");
    });
    return { writer, noticed };
  });
}

/** Both write, see it of each other and are saved until `isOver`, and nothing else is to be seen. */
async function nobodyNotices(pair: readonly Watched[], isOver: () => boolean): Promise<void> {
  await until("it is over", async () => {
    const tokens = pair.map(({ writer }) => writer.write());
    await until("they are saved and see it", () =>
      pair.every(({ writer }) => {
        const body = writer.session.documents.script.getXmlFragment("body").toString();
        return writer.isSaved() && tokens.every((token) => body.includes(token));
      }),
    );
    return isOver();
  });
  const noticed = pair.flatMap((one) => one.noticed);
  if (noticed.length > 0) throw new Error(`It was noticed: ${noticed.join(", ")}.`);
}

/** How many people a writer sees in the session. */
function seenBy({ session }: Writer): number {
  return readPeople(session.awareness).length;
}
