import * as Y from "yjs";
import { AppError } from "../errors/app-error.ts";
import {
  presence,
  shot,
  shotDescriptionLimit,
  slot,
  type Presence,
  type Shot,
  type Slot,
} from "../shot/schema.ts";
import {
  byOrder,
  collection,
  makeRecord,
  newId,
  orderAt,
  ordersAfter,
  setField,
  text,
  type RecordMap,
  type YRecord,
} from "./record.ts";
import { clampText } from "../text/clamp.ts";
import { clamped, readableFields, readableOnes } from "./tolerant.ts";

/** The `shots` root. Nobody else calls `getMap("shots")`. */
export function shotsRoot(doc: Y.Doc): RecordMap {
  return doc.getMap<YRecord>("shots");
}

/** Every readable shot, also deleted ones, ordered within its scene. A broken record is left out, never thrown. */
export function readShots(doc: Y.Doc): Shot[] {
  const found: Shot[] = [];
  for (const [id, record] of shotsRoot(doc)) {
    const read = toShot(id, record);
    if (read !== null) found.push(read);
  }
  return found.toSorted(byOrder);
}

export function readShot(doc: Y.Doc, id: string): Shot | null {
  const record = shotsRoot(doc).get(id);
  return record === undefined ? null : toShot(id, record);
}

/** Shots of one scene that are not deleted, in order. */
export function shotsOfScene(shots: readonly Shot[], sceneId: string): Shot[] {
  return shots.filter((one) => one.sceneId === sceneId && one.deletedAt === null).toSorted(byOrder);
}

const circledTake = shot.shape.circled.valueType;

function toShot(id: string, record: YRecord): Shot | null {
  if (!(record instanceof Y.Map)) return null;
  const raw = record.toJSON();
  const parsed = shot.safeParse({
    angle: "eye",
    movement: "static",
    lensMm: 35,
    aperture: 2.8,
    origin: "person",
    deletedAt: null,
    createdAt: 0,
    ...raw,
    description: clamped(raw["description"] ?? "", shotDescriptionLimit),
    presence: readableFields(presence, raw["presence"]),
    blockIds: readableOnes(shot.shape.blockIds.element, raw["blockIds"]),
    circled: readableFields(circledTake, raw["circled"], slot),
    id,
  });
  return parsed.success ? parsed.data : null;
}

/** What a new shot may be given; the rest has a good default. */
export type NewShot = Partial<Omit<Shot, "order" | "circled" | "deletedAt">> &
  Pick<Shot, "sceneId" | "origin" | "createdAt">;

/**
 * Adds shots to the end of their scene, or before position `index` in it; gives their ids in order. A description that is
 * longer than a shot's may be is cut.
 */
export function addShots(
  doc: Y.Doc,
  sceneId: string,
  shots: readonly NewShot[],
  index?: number,
  origin?: unknown,
): string[] {
  const present = shotsOfScene(readShots(doc), sceneId);
  const orders = index === undefined ? ordersAfter(present.at(-1)?.order ?? null, shots.length) : null;
  const ids: string[] = [];
  doc.transact(() => {
    shots.forEach((fields, position) => {
      const id = fields.id ?? newId("shot");
      const order = orders?.[position] ?? orderAt(present, index ?? 0);
      if (orders === null) present.splice(index ?? 0, 0, { ...fields, order } as Shot);
      shotsRoot(doc).set(
        id,
        makeRecord({
          sceneId,
          order,
          size: fields.size ?? "medium",
          angle: fields.angle ?? "eye",
          movement: fields.movement ?? "static",
          lensMm: fields.lensMm ?? 35,
          aperture: fields.aperture ?? 2.8,
          durationFrames: fields.durationFrames ?? 72,
          description: text(clampText(fields.description ?? "", shotDescriptionLimit)),
          presence: collection(fields.presence ?? {}),
          blockIds: fields.blockIds ?? [],
          circled: collection({}),
          origin: fields.origin,
          deletedAt: null,
          createdAt: fields.createdAt,
        }),
      );
      ids.push(id);
    });
  }, origin);
  return ids;
}

export type ShotChange = Partial<
  Pick<
    Shot,
    "size" | "angle" | "movement" | "lensMm" | "aperture" | "durationFrames" | "deletedAt" | "blockIds"
  >
>;

/** Changes scalar fields. Throws `bad-request` naming the field when a value is outside the vocabulary or range. */
export function changeShot(doc: Y.Doc, id: string, change: ShotChange, origin?: unknown): void {
  const record = shotRecord(doc, id);
  const checked = shot.partial().safeParse(change);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw new AppError("bad-request", {
      sentence: issue?.message ?? "This value does not fit.",
      field: issue?.path.join(".") ?? "",
    });
  }
  doc.transact(() => {
    for (const [field, value] of Object.entries(change)) setField(record, field, value);
  }, origin);
}

/** Moves a shot to position `index` of a scene, counted without the shot itself. */
export function moveShot(doc: Y.Doc, id: string, sceneId: string, index: number, origin?: unknown): void {
  const record = shotRecord(doc, id);
  const others = shotsOfScene(readShots(doc), sceneId).filter((one) => one.id !== id);
  doc.transact(() => {
    setField(record, "sceneId", sceneId);
    setField(record, "order", orderAt(others, index));
  }, origin);
}

/** Sets in which frames an asset is; null takes it out of the shot. */
export function setPresence(
  doc: Y.Doc,
  shotId: string,
  assetId: string,
  value: Presence | null,
  origin?: unknown,
): void {
  const map = nested(doc, shotId, "presence");
  doc.transact(() => {
    if (value === null || (!value.start && !value.end)) map.delete(assetId);
    else setField(map, assetId, value);
  }, origin);
}

/** Circles a take; `by` is null when a run circles its newest, which never replaces a person's choice. */
export function circleTake(
  doc: Y.Doc,
  shotId: string,
  slot: Slot,
  artifactId: string,
  by: string | null,
  origin?: unknown,
): void {
  const map = nested(doc, shotId, "circled");
  const present = map.get(slot) as Shot["circled"][Slot];
  if (by === null && present != null && present.by !== null) return;
  doc.transact(() => setField(map, slot, { artifactId, by }), origin);
}

/** The co-edited description. */
export function shotDescription(doc: Y.Doc, id: string): Y.Text {
  const value = shotRecord(doc, id).get("description");
  if (!(value instanceof Y.Text))
    throw new AppError("not-found", { sentence: "This shot has no description." });
  return value;
}

function shotRecord(doc: Y.Doc, id: string): YRecord {
  const record = shotsRoot(doc).get(id);
  if (record === undefined) throw new AppError("not-found", { sentence: "This shot is gone." });
  return record;
}

function nested(doc: Y.Doc, id: string, field: "presence" | "circled"): Y.Map<unknown> {
  const record = shotRecord(doc, id);
  const value = record.get(field);
  if (value instanceof Y.Map) return value;
  const created = new Y.Map<unknown>();
  record.set(field, created);
  return created;
}
