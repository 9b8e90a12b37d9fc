import { WebSocket } from "ws";
import { assetsRoot } from "@backlot/shared/documents/assets";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { textBlock } from "@backlot/shared/screenplay/block";
import { until, versioned } from "../../collab-fixture.ts";
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";
import { openLink } from "../link.ts";

const mib = 1024 * 1024;

export const oversizePaste: FaultCase = {
  id: "F15",
  title:
    "a paste of 3 MB goes in as a whole; one of 10 MB ends that person's session with a reason, and no loop",
  rule: "COL-44",
  isFast: true,
  async run(bed) {
    await bed.startSite();
    const ann = await bed.writer("ann");
    const bob = await bed.writer("bob");
    await until("all is saved", () => [ann, bob].every((writer) => writer.isSaved()));
    const large = "A wall of words. ".repeat((3 * mib) / 17);
    scriptBody(ann.session.documents.script).push([toElement(textBlock("action", large))]);
    await until("it is saved", () => ann.isSaved());
    bob.act();
    await expectInvariants(bed);

    const mallory = await bed.writer("mallory");
    await until("Mallory is saved", () => mallory.isSaved());
    let closes = 0;
    mallory.session.providers.project.configuration.websocketProvider.on("close", () => (closes += 1));
    assetsRoot(mallory.session.documents.assets).set("huge", "x".repeat(10 * mib) as never);
    await until("the session ends", () => mallory.session.status.kind === "refused");
    if (closes > 3) throw new Error(`It was tried ${closes} times.`);
    if (mallory.session.status.pending === 0) throw new Error("I5: what was refused is not counted.");
    bob.act();
    await expectInvariants(bed, [ann, bob]);
  },
};

export const slowReader: FaultCase = {
  id: "F25",
  title:
    "clients that read a kilobyte a second, ours and a stock one, are cut off before they cost much memory, and nobody else notices",
  rule: "COL-47",
  isFast: true,
  async run(bed) {
    const site = await bed.startSite();
    const ann = await bed.writer("ann");
    await until("all is saved", () => ann.isSaved());
    const { ticket } = await bed.ticket(await bed.person("sloth"));
    const { name } = ann.session.providers.script.configuration;
    const link = await openLink(() => site.process.port);
    bed.links.push(link);
    const address = `ws://127.0.0.1:${link.port}`;
    // Real clients that join, and from then on get a kilobyte a second.
    const sloths = [
      await joined(versioned(`${address}/collab`), [
        joinFrame(name, 2, [0], ticket),
        joinFrame(name, 0, [0], "\0"),
      ]),
      await joined(`${address}/y/${name}?ticket=${ticket}`, [new Uint8Array([0, 0, 1, 0])]),
    ];
    await until("they have joined", async () => (await site.process.health()).connections === 3);
    link.throttle(1024);
    const body = scriptBody(ann.session.documents.script);
    const page = "He waits, and waits, and goes on waiting. ".repeat(12_000);
    // Beyond what the kernel holds for a socket, the server has to hold it.
    await until("they are cut off", async () => {
      if (body.length > 8) body.delete(0, 4);
      body.push([toElement(textBlock("action", page))]);
      await until("Ann is saved", () => ann.isSaved());
      return (await site.process.health()).connections === 1;
    });
    for (const sloth of sloths) sloth.terminate();
    await expectInvariants(bed);
  },
};

/** A socket that says these frames and hears the first answer. */
async function joined(url: string, frames: Uint8Array[]): Promise<WebSocket> {
  const socket = new WebSocket(url);
  socket.on("error", () => {});
  await new Promise((resolve) => socket.once("open", resolve));
  for (const frame of frames) socket.send(frame);
  await new Promise((resolve) => socket.once("message", resolve));
  return socket;
}

/** A frame: document name, message type, what follows it, and a string. */
function joinFrame(name: string, type: number, middle: number[], last: string): Uint8Array {
  const text = new TextEncoder();
  const withLength = (value: string) => {
    const bytes = text.encode(value);
    const { length } = bytes;
    return [...(length < 128 ? [length] : [(length & 127) | 128, length >> 7]), ...bytes];
  };
  return new Uint8Array([...withLength(name), type, ...middle, ...withLength(last)]);
}
