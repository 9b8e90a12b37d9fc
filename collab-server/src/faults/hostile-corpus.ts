import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { addAsset, assetDescription } from "@backlot/shared/documents/assets";
import { addClips, moveClip, readCut } from "@backlot/shared/documents/cut";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { textBlock } from "@backlot/shared/screenplay/block";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";

/** Kinds that are attacked. */
export type AttackedKind = "cut" | "script" | "assets";

/** A keyed root of each, in which harm is tried. */
const keyedRoot: Record<AttackedKind, string> = { cut: "clips", script: "settings", assets: "assets" };

/** Updates as honest clients send them: the soil for mutations. */
export function honestUpdates(kind: AttackedKind = attackedKind): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  honestEdits[kind](doc);
  updates.push(Y.encodeStateAsUpdate(doc));
  return updates;
}

const honestEdits: Record<AttackedKind, (doc: Y.Doc) => void> = {
  cut(doc) {
    addClips(doc, [{ shotId: "shot-0", origin: "person" }], 0);
    addClips(doc, [{ shotId: "shot-1", origin: "person" }], 0);
    const [clip] = readCut(doc);
    if (clip !== undefined) moveClip(doc, clip.id, 1);
    doc.getMap("clips").delete(clip?.id ?? "");
    doc.getMap<unknown>("clips").set("any", { deep: [1, "two", { three: [null, true, 4.5, 2 ** 40] }] });
  },
  script(doc) {
    const body = scriptBody(doc);
    body.push([
      toElement(textBlock("sceneHeading", "INT. BARN - NIGHT")),
      toElement(textBlock("action", "He waits. 😀")),
    ]);
    const block = body.get(1);
    const text = block instanceof Y.XmlElement ? block.get(0) : null;
    if (!(block instanceof Y.XmlElement) || !(text instanceof Y.XmlText)) return;
    text.insert(3, "still ");
    text.format(0, 5, { bold: {}, revised: { set: "blue" } });
    text.delete(2, 4);
    text.insertEmbed(0, { type: "hardBreak" });
    block.setAttribute("sceneNumber", "7");
    body.insert(0, [toElement(textBlock("dialogue", "Nobody comes."))]);
    body.delete(1, 1);
    doc.getMap<unknown>("settings").set("any", [1, "two"]);
  },
  assets(doc) {
    const id = addAsset(doc, { category: "prop", name: "Rope", origin: "person", createdAt: 1 });
    assetDescription(doc, id).insert(0, "Frayed. 😀");
    doc.getMap("assets").delete(id);
  },
};

/** Updates that are made to do harm rather than by accident. */
export function crookedUpdates(kind: AttackedKind = attackedKind): Uint8Array[] {
  const root = keyedRoot[kind];
  const mapChain = (levels: number) =>
    updateOf((doc) => {
      let map = doc.getMap<unknown>(root);
      for (let level = 0; level < levels; level += 1) {
        const next = new Y.Map<unknown>();
        map.set("x", next);
        map = next;
      }
    });
  const elementChain = (levels: number) =>
    updateOf((doc) => {
      let parent: Y.XmlFragment | Y.XmlElement = doc.getXmlFragment("body");
      for (let level = 0; level < levels; level += 1) {
        const next = new Y.XmlElement("action");
        parent.push([next]);
        parent = next;
      }
    });
  const valueChain = (levels: number) => {
    let value: unknown = 1;
    for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
    return updateOf((doc) => doc.getMap<unknown>(root).set("deep", value));
  };
  const gap = () => {
    const doc = new Y.Doc();
    doc.getMap(root).set("first", 1);
    const before = Y.encodeStateVector(doc);
    doc.getMap(root).set("second", 2);
    return Y.encodeStateAsUpdate(doc, before);
  };
  const subdocument = updateOf((doc) => doc.getMap<unknown>(root).set("inner", new Y.Doc()));
  return [
    mapChain(9),
    mapChain(3_000),
    ...(kind === "script" ? [elementChain(9), elementChain(3_000)] : []),
    valueChain(33),
    valueChain(2_000),
    gap(),
    subdocument,
    updateOf((doc) => doc.getMap("elsewhere").set("a", 1)),
    updateOf((doc) => doc.getText(root).insert(0, "a map is no text")),
    updateOf((doc) => doc.getArray("meta").push([1])),
    updateOf((doc) => doc.getMap("__proto__").set("polluted", true)),
    updateOf((doc) => doc.getMap(root).set("__proto__", { polluted: true })),
    updateOf((doc) => doc.getMap<unknown>(root).set("number", { large: [2n ** 40n] })),
    updateOf((doc) => doc.getMap(root).set("huge", "x".repeat(1_200_000))),
    // Two writers' maps, each behind the other's.
    new Uint8Array([2, 1, 2, 0, 135, 1, 0, 1, 1, 1, 0, 135, 2, 0, 1, 0]),
    // Counts that promise more than there is.
    new Uint8Array([0xff, 0xff, 0xff, 0xff, 0x0f, 1, 2, 3]),
    new Uint8Array([1, 0xff, 0xff, 0xff, 0x7f, 1, 0, 1, 1]),
    new Uint8Array([0, 0xff, 0xff, 0xff, 0x7f]),
    new Uint8Array(64),
  ];
}

/** Frames of the protocol around updates, presence, marks and tickets, for one document. */
export function framesOf(name: string, updates: readonly Uint8Array[], ticket: string): Uint8Array[] {
  const frame = (...write: ((encoder: encoding.Encoder) => void)[]) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, name);
    for (const one of write) one(encoder);
    return encoding.toUint8Array(encoder);
  };
  const number = (value: number) => (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, value);
  const text = (value: string) => (encoder: encoding.Encoder) => encoding.writeVarString(encoder, value);
  const bytes = (value: Uint8Array) => (encoder: encoding.Encoder) =>
    encoding.writeVarUint8Array(encoder, value);
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState({ user: { id: "ann", name: "Ann", color: "#ff0000" }, department: "cut" });
  const presence = encodeAwarenessUpdate(awareness, [awareness.clientID]);
  awareness.destroy();
  return [
    frame(number(0), number(0), bytes(Y.encodeStateVector(new Y.Doc()))),
    ...updates.flatMap((update) => [1, 2].map((step) => frame(number(0), number(step), bytes(update)))),
    frame(number(1), bytes(presence)),
    frame(number(1), bytes(presenceOf("[".repeat(5_000)))),
    frame(number(1), bytes(presenceOf(JSON.stringify({ user: { id: "ann" }, note: "x".repeat(5_000) })))),
    frame(number(1), bytes(presenceOf("7"))),
    frame(number(2), number(0), text(ticket)),
    frame(number(2), number(0), text("not a ticket")),
    frame(number(3)),
    frame(number(4), number(2), bytes(updates[0] ?? new Uint8Array())),
    frame(number(5), text('{"mark":1}')),
    frame(number(5), text('{"mark":1e99}')),
    frame(number(5), text("[".repeat(3_000))),
    frame(number(6), text("to everybody")),
    frame(number(8), number(1)),
    frame(number(77)),
    frame(),
  ];
}

/** What an honest client begins with: its ticket, and the question what there is. */
export function openingFrames(name: string, ticket: string): Uint8Array[] {
  const all = framesOf(name, [], ticket);
  // After the state vector come four presences and then the ticket.
  return [all[5], all[0]].filter((frame) => frame !== undefined);
}

/** A presence of somebody else whose state is this text. */
function presenceOf(state: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, 4_711);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarString(encoder, state);
  return encoding.toUint8Array(encoder);
}

function updateOf(write: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  write(doc);
  return Y.encodeStateAsUpdate(doc);
}

/** The kind of document that attacks are aimed at: one that honest people of the fault cases do not write. */
export const attackedKind = "cut" satisfies AttackedKind;
