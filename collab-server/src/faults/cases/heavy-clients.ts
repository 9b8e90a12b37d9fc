import { WebSocket } from "ws";
import { fountainSlice, maxPasteBytes, sizeOf } from "@backlot/client/script/editor/paste";
import { closeCodes } from "@backlot/shared/documents/close-codes";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { textBlock } from "@backlot/shared/screenplay/block";
import { until, versioned } from "../../collab-fixture.ts";
import type { FaultCase } from "../fault-case.ts";
import { ScriptEditor } from "../fuzz/script-editor.ts";
import { expectInvariants } from "../invariants.ts";
import { openLink } from "../link.ts";
import type { Random } from "../random.ts";
import type { Writer } from "../writer.ts";

const mib = 1024 * 1024;

export const oversizePaste: FaultCase = {
  id: "F15",
  title:
    "a paste of 3.5 MB into the script editor goes in as a whole; one of 9 MB ends that person's session with a reason and no loop, and nothing of it is stored",
  rule: "COL-44",
  isFast: true,
  async run(bed) {
    await bed.startSite();
    const ann = await bed.writer("ann");
    const bob = await bed.writer("bob");
    await until("all is saved", () => [ann, bob].every((writer) => writer.isSaved()));
    if (paste(ann, 3.5 * mib, bed.random) > maxPasteBytes)
      throw new Error("The page would not let this be pasted.");
    await until("it is saved", () => ann.isSaved());
    const pasted = scriptBody(ann.session.documents.script).length;
    bob.act();
    await expectInvariants(bed);
    const kept = scriptBody(await bed.stored("script"));
    if (kept.length < pasted || kept.toString().length < 3 * mib)
      throw new Error(`Of ${pasted} pasted blocks ${kept.length} are stored.`);

    const mallory = await bed.writer("mallory");
    await until("Mallory is saved", () => mallory.isSaved());
    const codes: number[] = [];
    mallory.session.providers.project.configuration.websocketProvider.on(
      "close",
      ({ event }: { event: { code: number } }) => codes.push(event.code),
    );
    const before = (await bed.stored("script")).getXmlFragment("body").toString();
    paste(mallory, 9 * mib, bed.random);
    await until("the session ends", () => mallory.session.status.kind === "refused");
    if (codes.length > 3) throw new Error(`It was tried ${codes.length} times.`);
    // First as an edit, then with the whole document: neither gets as far as being looked at.
    if (codes.length === 0 || codes.some((code) => code !== closeCodes.tooBig.code))
      throw new Error(`It was refused with ${codes.join(", ")}.`);
    if (mallory.session.status.pending === 0) throw new Error("I5: what was refused is not counted.");
    if ((await bed.stored("script")).getXmlFragment("body").toString() !== before)
      throw new Error("Something of what was refused is stored.");
    bob.act();
    await expectInvariants(bed, [ann, bob]);
  },
};

/**
 * Pastes pages of so many bytes as text into an open script editor, which writes them into the shared script; gives how
 * large the page says that this is.
 */
function paste({ session }: Writer, bytes: number, random: Random): number {
  const page = "He waits, and waits, and goes on waiting. ".repeat(48);
  const pages = Array.from({ length: Math.floor(bytes / page.length) }, (_, n) => `${n + 1} ${page}`);
  const editor = new ScriptEditor(session.documents.script, random);
  let size = 0;
  editor.edit((tr) => {
    const slice = fountainSlice(pages.join("\n\n"), tr.doc.type.schema);
    size = sizeOf(slice);
    tr.replaceSelection(slice);
  });
  editor.expectInStep();
  editor.close();
  return size;
}

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
