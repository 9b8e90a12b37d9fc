import * as Y from "yjs";
import { z } from "zod";
import type { AssetCategory } from "../asset/schema.ts";
import { assetCategory } from "../asset/schema.ts";
import { assetDescription } from "../screenplay/asset-description.ts";
import { clampText } from "../text/clamp.ts";
import { BreakdownCategory, type CastFacts } from "../screenplay/candidate.ts";
import { addAsset, changeAsset, liveAssets, mergeAssets, readAssets } from "./assets.ts";
import { makeRecord, setField, type RecordMap, type YRecord } from "./record.ts";

/** What people decided about one thing that the breakdown found in this script. */
export const breakdownDecision = z.object({
  /** Key of the candidate: "prop:brass tide clock". */
  key: z.string().min(1).max(400),
  name: z.string().max(200),
  verdict: z.enum(["open", "accepted", "rejected"]),
  /** The category that a person gave it; null is the one that the rule found. */
  category: BreakdownCategory.nullable(),
  /** Key of the candidate that it is the same thing as. */
  mergedInto: z.string().max(400).nullable(),
  /** Name of that one, for the day when the script no longer has it. */
  mergedName: z.string().max(200).nullable(),
  /** Blocks that proved it when it was decided: they find it again under another name. */
  proof: z.array(z.string().max(64)).max(24),
  /** The words that a file's tags marked as it, where they may be other ones than its name. */
  words: z.array(z.string().max(400)).max(24).optional(),
  by: z.string().max(200),
  at: z.number(),
});
export type BreakdownDecision = z.infer<typeof breakdownDecision>;

/** What is decided about; any breakdown item has these. */
export type Decided = {
  key: string;
  name: string;
  category: BreakdownCategory;
  aliases: readonly string[];
  description: string;
  cast?: CastFacts | undefined;
  evidence: readonly { blockId: string; quote: string }[];
};

/** The `breakdown` root of the assets document. Nobody else calls `getMap("breakdown")`. */
function decisionsRoot(doc: Y.Doc): RecordMap {
  return doc.getMap<YRecord>("breakdown");
}

/** Every readable decision. A broken record is left out, never thrown. */
export function readDecisions(doc: Y.Doc): BreakdownDecision[] {
  const found: BreakdownDecision[] = [];
  for (const [key, record] of decisionsRoot(doc)) {
    if (!(record instanceof Y.Map)) continue;
    const read = breakdownDecision.safeParse({
      name: "",
      verdict: "open",
      category: null,
      mergedInto: null,
      mergedName: null,
      proof: [],
      by: "",
      at: 0,
      ...record.toJSON(),
      key,
    });
    if (read.success) found.push(read.data);
  }
  return found;
}

type Who = { by: string; at: number };

/** Takes an item in. One of an asset's category stands in the asset bin from now on, as a person's. */
export function acceptItem(doc: Y.Doc, item: Decided, who: Who, origin?: unknown): void {
  doc.transact(() => {
    remember(doc, item, who, { verdict: "accepted" });
    const { category } = item;
    if (!isAssetCategory(category)) return;
    const present = assetOf(doc, item);
    if (present === null) {
      addAsset(
        doc,
        {
          category,
          name: clampText(item.name, 120),
          aliases: item.aliases.map((alias) => clampText(alias, 120)),
          description: clampText(assetDescription(item), 20_000),
          evidence: item.evidence
            .slice(0, 12)
            .map(({ blockId, quote }) => ({ blockId, quote: clampText(quote, 400) })),
          origin: "person",
          createdAt: who.at,
        },
        origin,
      );
    } else changeAsset(doc, present.id, { removalProposed: false }, origin);
  }, origin);
}

/**
 * Takes in what the tags of a file name, unless somebody has decided about it already; gives the keys of what it took.
 */
export function acceptTags(
  doc: Y.Doc,
  found: readonly Pick<Decided, "category" | "name" | "evidence">[],
  who: Who,
  origin?: unknown,
): string[] {
  const known = new Set(
    readDecisions(doc)
      .filter(({ verdict, mergedInto }) => verdict !== "open" || mergedInto !== null)
      .map(({ key }) => key),
  );
  const accepted: string[] = [];
  for (const one of found) {
    const key = `${one.category}:${one.name.toLocaleLowerCase()}`;
    if (known.has(key)) continue;
    known.add(key);
    accepted.push(key);
    doc.transact(() => {
      const item = { ...one, key, aliases: [], description: "" };
      acceptItem(doc, item, who);
      const words = [...new Set(one.evidence.map(({ quote }) => clampText(quote, 400)))].slice(0, 24);
      remember(doc, item, who, { words });
    }, origin);
  }
  return accepted;
}

/** Says that something is none. It never comes back for this script; an asset that a run made of it is put away. */
export function rejectItem(doc: Y.Doc, item: Decided, who: Who, origin?: unknown): void {
  doc.transact(() => {
    remember(doc, item, who, { verdict: "rejected" });
    const present = assetOf(doc, item);
    if (present?.origin === "breakdown") changeAsset(doc, present.id, { deletedAt: who.at }, origin);
  }, origin);
}

/** Takes a verdict back. The asset bin stays as it is. */
export function reopenItem(doc: Y.Doc, item: Decided, who: Who, origin?: unknown): void {
  doc.transact(
    () => remember(doc, item, who, { verdict: "open", mergedInto: null, mergedName: null }),
    origin,
  );
}

/** Puts an item into another category; its asset goes with it where assets have that category. */
export function recategoriseItem(
  doc: Y.Doc,
  item: Decided,
  category: BreakdownCategory,
  who: Who,
  origin?: unknown,
): void {
  doc.transact(() => {
    remember(doc, item, who, { category });
    const present = assetOf(doc, item);
    if (present !== null && isAssetCategory(category)) changeAsset(doc, present.id, { category }, origin);
  }, origin);
}

/** Says that `item` is the same thing as `into`; where both are assets, they are merged too. */
export function mergeItems(doc: Y.Doc, item: Decided, into: Decided, who: Who, origin?: unknown): void {
  if (item.key === into.key) return;
  doc.transact(() => {
    remember(doc, item, who, { mergedInto: into.key, mergedName: clampText(into.name, 200) });
    const from = assetOf(doc, item);
    const target = assetOf(doc, into);
    if (from !== null && target !== null && from.id !== target.id)
      mergeAssets(doc, from.id, target.id, origin);
  }, origin);
}

function remember(
  doc: Y.Doc,
  item: Decided,
  { by, at }: Who,
  change: Partial<Pick<BreakdownDecision, "verdict" | "category" | "mergedInto" | "mergedName" | "words">>,
): void {
  const key = clampText(item.key, 400);
  const proof = [...new Set(item.evidence.map((one) => one.blockId))].slice(0, 24);
  const fields = { name: clampText(item.name, 200), proof, by, at, ...change };
  const present = decisionsRoot(doc).get(key);
  if (present instanceof Y.Map) {
    for (const [field, value] of Object.entries(fields)) setField(present, field, value);
  } else decisionsRoot(doc).set(key, makeRecord(fields));
}

/** The live asset that stands for an item: of its name or an alias, of its category first. */
function assetOf(doc: Y.Doc, item: Decided) {
  const names = new Set([item.name, ...item.aliases].map(plain));
  const found = liveAssets(readAssets(doc)).filter((asset) =>
    [asset.name, ...asset.aliases].some((name) => names.has(plain(name))),
  );
  return found.find((asset) => asset.category === item.category) ?? found[0] ?? null;
}

function plain(name: string): string {
  return name.trim().replace(/\s+/g, " ").toLocaleUpperCase();
}

function isAssetCategory(category: BreakdownCategory): category is AssetCategory {
  return assetCategory.safeParse(category).success;
}
