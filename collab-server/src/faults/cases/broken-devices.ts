import * as Y from "yjs";
import type { LocalStore } from "@backlot/client/session/local-store";
import type { SessionDevice } from "@backlot/client/session/session";
import { documentName } from "@backlot/shared/documents/names";
import { until } from "../../collab-fixture.ts";
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";
import { aDevice, type Device } from "../writer.ts";

/** A device some of whose answers are replaced. */
function spoiled(device: Device, change: (store: LocalStore) => Partial<LocalStore>): SessionDevice {
  return { ...device, open: () => Promise.resolve({ ...device.store, ...change(device.store) }) };
}

const never = new Promise<never>(() => {});
const full = () => Promise.reject(new DOMException("The quota has been exceeded.", "QuotaExceededError"));

export const spoiledDevices: FaultCase = {
  id: "F14",
  title:
    "this device's store is blocked, full, absent, cleared in the middle or holds a bad row: writing goes on",
  rule: "COL-32",
  isFast: true,
  async run(bed) {
    await bed.startSite();
    const corrupt = aDevice();
    corrupt.store.spoil(
      documentName({ projectId: bed.projectId, kind: "script" }),
      new Uint8Array([9, 200, 1]),
    );
    let isCleared = false;
    const gone = () => Promise.reject(new DOMException("The database is closing.", "InvalidStateError"));
    const devices: [string, SessionDevice][] = [
      ["blocked", spoiled(aDevice(), () => ({ rows: () => never, pending: () => never }))],
      ["full", spoiled(aDevice(), () => ({ append: full, setPending: full, replace: full }))],
      ["absent", { ...aDevice(), open: () => Promise.resolve(null) }],
      ["corrupt", corrupt],
      [
        "cleared",
        spoiled(aDevice(), (store) => ({
          append: (...given) => (isCleared ? gone() : store.append(...given)),
          setPending: (...given) => (isCleared ? gone() : store.setPending(...given)),
        })),
      ],
    ];
    const writers = await Promise.all(
      devices.map(async ([name, device]) => {
        const began = performance.now();
        const writer = await bed.writer(name, { device });
        const tookMs = performance.now() - began;
        bed.timings.push({ what: `the film opens where the store is ${name}`, tookMs, limitMs: 3_000 });
        return writer;
      }),
    );
    for (let n = 0; n < 20; n += 1) bed.random.pick(writers).act();
    isCleared = true;
    for (const writer of writers) writer.write();
    await expectInvariants(bed);
  },
};

export const clearedThenOffline: FaultCase = {
  id: "F26",
  title: "a device that failed for a while holds the whole film again afterwards, not only what came later",
  rule: "COL-46",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const person = await bed.person("ann");
    const device = aDevice();
    let isFull = false;
    const failing = spoiled(device, (store) => ({
      append: (...given) => (isFull ? full() : store.append(...given)),
      setPending: (...given) => (isFull ? full() : store.setPending(...given)),
    }));
    const first = await bed.writer("ann", { person, device: failing });
    first.write();
    await until("all is saved", () => first.isSaved());
    isFull = true;
    const missed = first.write();
    await until("all is saved", () => first.isSaved());
    // The browser has thrown the rows away, as it may when the disk is full.
    const name = documentName({ projectId: bed.projectId, kind: "script" });
    for (const row of await device.store.rows(name)) await device.store.quarantine(name, row);
    isFull = false;
    const after = first.write();
    await until("all is saved", () => first.isSaved());
    await first.session.flush();
    first.leave();

    site.link.set("cut");
    person.api = "away";
    const kept = new Y.Doc();
    for (const row of await device.store.rows(name)) Y.applyUpdate(kept, row.bytes);
    const body = kept.getXmlFragment("body").toString();
    if (!body.includes(missed) || !body.includes(after)) throw new Error("The device has holes.");
    const offline = await bed.writer("anna", { person, device });
    if (offline.session.status.kind === "saved") throw new Error("I5: called saved without a connection.");
    site.link.set("open");
    person.api = "answers";
    await expectInvariants(bed, [offline]);
  },
};
