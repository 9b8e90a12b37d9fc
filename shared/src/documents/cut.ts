import * as Y from "yjs";
import { cutClip, type CutClip } from "../cut/schema.ts";
import { AppError } from "../errors/app-error.ts";
import {
  byOrder,
  makeRecord,
  newId,
  orderAt,
  ordersAfter,
  setField,
  type RecordMap,
  type YRecord,
} from "./record.ts";

/** The `clips` root of the `cut` document. Nobody else calls `getMap("clips")`. */
export function clipsRoot(doc: Y.Doc): RecordMap {
  return doc.getMap<YRecord>("clips");
}

/** Clips that are not deleted, in order of the film. */
export function readCut(doc: Y.Doc): CutClip[] {
  const found: CutClip[] = [];
  for (const [id, record] of clipsRoot(doc)) {
    if (!(record instanceof Y.Map)) continue;
    const parsed = cutClip.safeParse({
      muted: false,
      deletedAt: null,
      origin: "person",
      outFrame: null,
      ...record.toJSON(),
      id,
    });
    if (parsed.success && parsed.data.deletedAt === null) found.push(parsed.data);
  }
  return found.toSorted(byOrder);
}

/** Adds clips at the end, or before position `index`; gives their ids. */
export function addClips(
  doc: Y.Doc,
  clips: readonly { shotId: string; origin: CutClip["origin"] }[],
  index?: number,
  origin?: unknown,
): string[] {
  const present = readCut(doc);
  const orders = ordersAfter(present.at(-1)?.order ?? null, clips.length);
  const ids: string[] = [];
  doc.transact(() => {
    clips.forEach((fields, position) => {
      const id = newId("clip");
      const order = index === undefined ? (orders[position] ?? "") : orderAt(readCut(doc), index + position);
      clipsRoot(doc).set(
        id,
        makeRecord({ ...fields, order, inFrame: 0, outFrame: null, muted: false, deletedAt: null }),
      );
      ids.push(id);
    });
  }, origin);
  return ids;
}

export type ClipChange = Partial<Pick<CutClip, "inFrame" | "outFrame" | "muted" | "deletedAt">>;

/** Trims, mutes, deletes or restores a clip. Throws `bad-request` when nothing would be left of it. */
export function changeClip(doc: Y.Doc, id: string, change: ClipChange, origin?: unknown): void {
  const record = clipRecord(doc, id);
  const inFrame = change.inFrame ?? Number(record.get("inFrame") ?? 0);
  const outFrame =
    change.outFrame === undefined ? (record.get("outFrame") as number | null) : change.outFrame;
  if (inFrame < 0 || (outFrame !== null && outFrame <= inFrame)) {
    throw new AppError("bad-request", { sentence: "A clip keeps at least one frame.", field: "outFrame" });
  }
  doc.transact(() => {
    for (const [field, value] of Object.entries(change)) setField(record, field, value);
  }, origin);
}

/** Moves a clip to position `index`, counted without the clip itself. */
export function moveClip(doc: Y.Doc, id: string, index: number, origin?: unknown): void {
  const record = clipRecord(doc, id);
  const others = readCut(doc).filter((one) => one.id !== id);
  doc.transact(() => setField(record, "order", orderAt(others, index)), origin);
}

function clipRecord(doc: Y.Doc, id: string): YRecord {
  const record = clipsRoot(doc).get(id);
  if (record === undefined) throw new AppError("not-found", { sentence: "This clip is gone." });
  return record;
}

/**
 * Puts the shots that the cut lacks into it, each after the clip of the shot before it in `shotIds` (script order),
 * and takes out clips that a run made for shots that are gone. A clip that a person deleted stays out; one that a run
 * took out comes back, trimmed as it was, when its shot does. Gives the ids of both kinds.
 */
export function assembleCut(
  doc: Y.Doc,
  shotIds: readonly string[],
  at: number,
  origin?: unknown,
): { added: string[]; dropped: string[] } {
  const wanted = new Set(shotIds);
  const added: string[] = [];
  const dropped: string[] = [];
  doc.transact(() => {
    for (const clip of readCut(doc)) {
      if (clip.origin !== "run" || wanted.has(clip.shotId)) continue;
      const record = clipRecord(doc, clip.id);
      setField(record, "deletedAt", at);
      setField(record, "droppedByRun", true);
      dropped.push(clip.id);
    }
    shotIds.forEach((shotId, position) => {
      const clips = readCut(doc);
      if (clips.some((clip) => clip.shotId === shotId)) return;
      const former = formerClips(doc, shotId);
      const back = former.find((one) => one.wasDroppedByRun);
      if (back !== undefined) {
        setField(clipRecord(doc, back.id), "deletedAt", null);
        setField(clipRecord(doc, back.id), "droppedByRun", false);
        added.push(back.id);
      } else if (former.length === 0) {
        const before = new Set(shotIds.slice(0, position));
        const index = clips.findLastIndex((clip) => before.has(clip.shotId)) + 1;
        added.push(...addClips(doc, [{ shotId, origin: "run" }], index));
      }
    });
  }, origin);
  return { added, dropped };
}

/** Deleted clips of a shot. */
function formerClips(doc: Y.Doc, shotId: string): { id: string; wasDroppedByRun: boolean }[] {
  return [...clipsRoot(doc)]
    .filter(([, record]) => record instanceof Y.Map && record.get("shotId") === shotId)
    .map(([id, record]) => ({ id, wasDroppedByRun: record.get("droppedByRun") === true }));
}
