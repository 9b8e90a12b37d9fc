import * as Y from "yjs";
import { addAsset, assetDescription, changeAsset } from "@backlot/shared/documents/assets";
import { addMarginNote, readMarginNotes, replyInMargin } from "@backlot/shared/documents/margin-notes";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { addShots, changeShot, readShots } from "@backlot/shared/documents/shots";
import { placesOf } from "@backlot/shared/documents/text-anchor";
import { textBlock } from "@backlot/shared/screenplay/block";
import { until } from "../../collab-fixture.ts";
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";
import { aDevice } from "../writer.ts";

const editsOffline = 500;

export const bothOffline: FaultCase = {
  id: "F11",
  title:
    "two people write 500 edits each without a network, in one scene, delete what the other edits, and come back",
  rule: "COL-38",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const ann = await bed.writer("ann");
    const bob = await bed.writer("bob");
    const [annHas, bobHas] = [ann.session.documents, bob.session.documents];
    for (let n = 0; n < 20; n += 1) ann.act();
    const prop = { category: "prop", origin: "person", createdAt: 1 } as const;
    const rope = addAsset(annHas.assets, { ...prop, name: "Rope" });
    const line = { ...textBlock("action", "He lifts the lantern and waits."), id: "line-1" };
    scriptBody(annHas.script).push([toElement(line)]);
    const [doomed = ""] = addShots(annHas.shots, "scene-1", [{ ...prop, sceneId: "scene-1" }]);
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
    site.link.set("open");
    await expectInvariants(bed);
    for (const { session } of [ann, bob]) {
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
  title: "clients an hour ahead and behind, and a server whose clock jumps by an hour",
  rule: "COL-45",
  isFast: true,
  async run(bed) {
    await bed.startSite({ canShiftClock: true });
    const hour = 3_600_000;
    const early = await bed.writer("early", { person: await bed.person("early", { clockSkewMs: -hour }) });
    const late = await bed.writer("late", { person: await bed.person("late", { clockSkewMs: hour }) });
    for (const writer of bed.writers) writer.act();
    await expectInvariants(bed);
    for (const offset of [60_000, -60_000, hour, 0]) {
      bed.setStudioClock(offset);
      const token = early.write();
      late.act();
      await until("the other one sees it", () =>
        late.session.documents.script.getXmlFragment("body").toString().includes(token),
      );
      await until("all is saved", () => bed.writers.every((writer) => writer.isSaved()));
    }
    bed.setStudioClock(hour);
    const newcomer = await bed.writer("newcomer");
    newcomer.act();
    await expectInvariants(bed);
  },
};
