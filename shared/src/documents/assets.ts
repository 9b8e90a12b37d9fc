import * as Y from "yjs";
import {
  asset,
  assetLimits,
  assetPicture,
  evidence,
  look,
  type Asset,
  type AssetCategory,
  type AssetPicture,
  type LibraryLink,
  type Look,
} from "../asset/schema.ts";
import { AppError } from "../errors/app-error.ts";
import {
  collection,
  makeRecord,
  newId,
  replaceText,
  setField,
  text,
  type RecordMap,
  type YRecord,
} from "./record.ts";
import { headOfCircle, standingMerge } from "./asset-merge.ts";
import { clampText } from "../text/clamp.ts";
import { clamped, cutting, readableOnes } from "./tolerant.ts";

/** The `assets` root. Nobody else calls `getMap("assets")`. */
export function assetsRoot(doc: Y.Doc): RecordMap {
  return doc.getMap<YRecord>("assets");
}

/** One asset as plain data, or null when it is absent or not readable. */
export function readAsset(doc: Y.Doc, id: string): Asset | null {
  const record = assetsRoot(doc).get(id);
  return record === undefined ? null : toAsset(doc, id, record);
}

/** Every readable asset, also deleted ones, oldest first. A broken record is left out, never thrown. */
export function readAssets(doc: Y.Doc): Asset[] {
  const found: Asset[] = [];
  for (const [id, record] of assetsRoot(doc)) {
    const read = toAsset(doc, id, record);
    if (read !== null) found.push(read);
  }
  return found.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** Assets that are neither deleted nor merged away. */
export function liveAssets(assets: readonly Asset[]): Asset[] {
  return assets.filter((one) => one.deletedAt === null && one.mergedInto === null);
}

function toAsset(doc: Y.Doc, id: string, record: YRecord): Asset | null {
  if (!(record instanceof Y.Map)) return null;
  const raw = record.toJSON();
  const { name, description, look: lookLimit, quote } = assetLimits;
  const parsed = asset.safeParse({
    link: null,
    origin: "person",
    removalProposed: false,
    deletedAt: null,
    createdAt: 0,
    ...raw,
    name: clamped(raw["name"], name),
    description: clamped(raw["description"] ?? "", description),
    aliases: readableOnes(asset.shape.aliases.element, raw["aliases"], (one) => clamped(one, name)),
    evidence: readableOnes(evidence, raw["evidence"], cutting({ quote })),
    looks: readableOnes(look, raw["looks"], cutting({ name, description: lookLimit })),
    pictures: readableOnes(assetPicture, raw["pictures"]).toSorted(
      (a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1),
    ),
    mergedInto: standingMerge(assetsRoot(doc), id),
    id,
  });
  return parsed.success ? parsed.data : null;
}

export type NewAsset = {
  id?: string;
  category: AssetCategory;
  name: string;
  aliases?: string[];
  description?: string;
  evidence?: Asset["evidence"];
  origin: Asset["origin"];
  createdAt: number;
};

/**
 * Adds an asset with its nested types in one transaction; gives its id. Throws `bad-request` for an empty name and for a
 * text over its limit.
 */
export function addAsset(doc: Y.Doc, fields: NewAsset, origin?: unknown): string {
  const name = checkedName(fields.name);
  checkDescription(fields.description ?? "", assetLimits.description);
  const id = fields.id ?? newId("asset");
  doc.transact(() => {
    assetsRoot(doc).set(
      id,
      makeRecord({
        category: fields.category,
        name,
        aliases: fittingAliases(fields.aliases ?? []),
        description: text(fields.description ?? ""),
        looks: collection({}),
        pictures: collection({}),
        evidence: fields.evidence ?? [],
        link: null,
        origin: fields.origin,
        removalProposed: false,
        mergedInto: null,
        deletedAt: null,
        createdAt: fields.createdAt,
      }),
    );
  }, origin);
  return id;
}

/** Scalar fields that a person changes. The description is a shared text: see `assetDescription`. */
export type AssetChange = Partial<
  Pick<
    Asset,
    "name" | "category" | "aliases" | "removalProposed" | "deletedAt" | "evidence" | "referenceId"
  > & {
    link: LibraryLink | null;
  }
>;

/** Changes scalar fields of one asset. Throws `not-found` when it is absent. */
export function changeAsset(doc: Y.Doc, id: string, change: AssetChange, origin?: unknown): void {
  const record = assetRecord(doc, id);
  const checked = {
    ...change,
    ...(change.name === undefined ? {} : { name: checkedName(change.name) }),
    ...(change.aliases === undefined ? {} : { aliases: fittingAliases(change.aliases) }),
  };
  doc.transact(() => {
    for (const [field, value] of Object.entries(checked)) setField(record, field, value);
  }, origin);
}

/** The co-edited description. */
export function assetDescription(doc: Y.Doc, id: string): Y.Text {
  const value = assetRecord(doc, id).get("description");
  if (!(value instanceof Y.Text))
    throw new AppError("not-found", { sentence: "This asset has no description." });
  return value;
}

export function addLook(
  doc: Y.Doc,
  assetId: string,
  fields: { id?: string; name: string; description: string },
  origin?: unknown,
): string {
  checkDescription(fields.description, assetLimits.look);
  const value: Look = {
    id: fields.id ?? newId("look"),
    name: checkedName(fields.name),
    description: fields.description,
  };
  doc.transact(() => setField(nested(doc, assetId, "looks"), value.id, value), origin);
  return value.id;
}

/** Changes what a look is called or says. Throws `not-found` when it is gone, `bad-request` when it does not fit. */
export function changeLook(
  doc: Y.Doc,
  assetId: string,
  value: Pick<Look, "id" | "name" | "description">,
  origin?: unknown,
): void {
  const looks = nested(doc, assetId, "looks");
  if (!looks.has(value.id)) throw new AppError("not-found", { sentence: "This look is gone." });
  checkDescription(value.description, assetLimits.look);
  const { id, description } = value;
  doc.transact(() => setField(looks, id, { id, name: checkedName(value.name), description }), origin);
}

/** Takes a look away. Shots that name it show the asset as described, and the look again if it comes back. */
export function removeLook(doc: Y.Doc, assetId: string, lookId: string, origin?: unknown): void {
  doc.transact(() => nested(doc, assetId, "looks").delete(lookId), origin);
}

export function addPicture(
  doc: Y.Doc,
  assetId: string,
  picture: Omit<AssetPicture, "id">,
  origin?: unknown,
): string {
  const id = newId("picture");
  doc.transact(() => setField(nested(doc, assetId, "pictures"), id, { ...picture, id }), origin);
  return id;
}

export function removePicture(doc: Y.Doc, assetId: string, pictureId: string, origin?: unknown): void {
  doc.transact(() => nested(doc, assetId, "pictures").delete(pictureId), origin);
}

/**
 * Merges `fromId` into `intoId`: names become aliases, pictures, looks and evidence are added, an empty
 * description is filled. The merged asset stays, marked, so that old references resolve and undo works.
 */
export function mergeAssets(doc: Y.Doc, fromId: string, intoId: string, origin?: unknown): void {
  if (fromId === intoId)
    throw new AppError("bad-request", { sentence: "An asset cannot be merged with itself." });
  const from = readAsset(doc, fromId);
  const into = readAsset(doc, intoId);
  if (from === null || into === null)
    throw new AppError("not-found", { sentence: "One of these assets is gone." });
  doc.transact(() => {
    const record = assetRecord(doc, intoId);
    const aliases = new Set([...into.aliases, from.name, ...from.aliases]);
    aliases.delete(into.name);
    setField(record, "aliases", [...aliases]);
    setField(record, "evidence", [...into.evidence, ...from.evidence]);
    for (const one of from.looks) nested(doc, intoId, "looks").set(one.id, one);
    for (const one of from.pictures) nested(doc, intoId, "pictures").set(one.id, one);
    if (into.description.trim() === "") replaceText(assetDescription(doc, intoId), from.description);
    setField(assetRecord(doc, fromId), "mergedInto", intoId);
  }, origin);
}

/**
 * Takes a merge back, whenever it was: the asset stands by itself again, and what came along with it (its names, looks,
 * pictures and evidence) leaves the other one. What was written there stays. Throws `not-found` when the asset is gone.
 */
export function separateAsset(doc: Y.Doc, id: string, origin?: unknown): void {
  const root = assetsRoot(doc);
  const part = readAsset(doc, id);
  if (part === null) throw new AppError("not-found", { sentence: "This asset is gone." });
  const head = headOfCircle(root, id);
  doc.transact(() => {
    for (let at = part.mergedInto; at !== null; at = standingMerge(root, at)) {
      const whole = readAsset(doc, at);
      if (whole === null) continue;
      if (head === null) takeOut(doc, whole, part);
      else tellApart(doc, whole, part);
    }
    if (part.mergedInto !== null) setField(assetRecord(doc, id), "mergedInto", null);
    // The one that stands for a circle is written to be part of another one too: it would disappear in its turn.
    if (head !== null) setField(assetRecord(doc, head), "mergedInto", null);
  }, origin);
}

function takeOut(doc: Y.Doc, whole: Asset, part: Asset): void {
  const names = new Set([part.name, ...part.aliases]);
  const proofs = new Set(part.evidence.map((one) => JSON.stringify(one)));
  changeAsset(doc, whole.id, {
    aliases: whole.aliases.filter((alias) => !names.has(alias)),
    evidence: whole.evidence.filter((one) => !proofs.has(JSON.stringify(one))),
  });
  for (const { id } of part.looks) nested(doc, whole.id, "looks").delete(id);
  for (const { id } of part.pictures) nested(doc, whole.id, "pictures").delete(id);
}

/** After a circle of merges both have everything of both, and nothing tells whose it was: only the names are parted. */
function tellApart(doc: Y.Doc, one: Asset, other: Asset): void {
  changeAsset(doc, one.id, { aliases: one.aliases.filter((alias) => alias !== other.name) });
  changeAsset(doc, other.id, { aliases: other.aliases.filter((alias) => alias !== one.name) });
}

/** The assets that are part of another one today, also through others. */
export function partsOf(assets: readonly Asset[], id: string): Asset[] {
  const byId = new Map(assets.map((one) => [one.id, one]));
  return assets.filter((one) => {
    for (let at = one.mergedInto; at !== null; at = byId.get(at)?.mergedInto ?? null)
      if (at === id) return true;
    return false;
  });
}

/** The asset that an id stands for today, following merges; null when it is gone. */
export function resolveAsset(assets: ReadonlyMap<string, Asset>, id: string): Asset | null {
  let current = assets.get(id) ?? null;
  // Read assets have no circles.
  while (current !== null && current.mergedInto !== null) current = assets.get(current.mergedInto) ?? null;
  return current === null || current.deletedAt !== null ? null : current;
}

function assetRecord(doc: Y.Doc, id: string): YRecord {
  const record = assetsRoot(doc).get(id);
  if (record === undefined) throw new AppError("not-found", { sentence: "This asset is gone." });
  return record;
}

function nested(doc: Y.Doc, id: string, field: "looks" | "pictures"): Y.Map<unknown> {
  const record = assetRecord(doc, id);
  const value = record.get(field);
  if (value instanceof Y.Map) return value;
  const created = new Y.Map<unknown>();
  record.set(field, created);
  return created;
}

function checkDescription(description: string, limit: number): void {
  if (description.length <= limit) return;
  throw new AppError("bad-request", {
    sentence: `A description has at most ${limit.toLocaleString("en")} characters.`,
    field: "description",
  });
}

/** Other names are kept as far as they fit: they come from scripts and merges as often as from people. */
function fittingAliases(aliases: readonly string[]): string[] {
  return aliases.map((alias) => clampText(alias, assetLimits.name));
}

function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === "" || trimmed.length > assetLimits.name) {
    throw new AppError("bad-request", { sentence: "A name has 1 to 120 characters.", field: "name" });
  }
  return trimmed;
}
