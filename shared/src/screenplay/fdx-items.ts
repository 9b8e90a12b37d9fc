import { assetCategory, type Asset } from "../asset/schema.ts";
import type { BreakdownDecision } from "../documents/breakdown.ts";
import { BreakdownCategory } from "./candidate.ts";
import type { TaggedItem } from "./fdx-tags.ts";

/**
 * The breakdown of a film as the items that a Final Draft file can tag: its assets, and what people accepted that is no
 * asset, such as extras and stunts. Deleted and merged ones are none.
 */
export function taggableItems(
  assets: readonly Asset[],
  decisions: readonly BreakdownDecision[] = [],
): TaggedItem[] {
  return [
    ...assets
      .filter((one) => one.deletedAt === null && one.mergedInto === null && one.evidence.length > 0)
      .map(({ category, name, aliases, evidence }) => ({ category, name, aliases, evidence })),
    ...decisions.flatMap(acceptedNeed),
  ];
}

/** An accepted thing that no asset stands for, at the blocks that prove it. */
function acceptedNeed(decision: BreakdownDecision): TaggedItem[] {
  const { key, name, category, verdict, mergedInto, proof, words = [] } = decision;
  if (verdict !== "accepted" || mergedInto !== null || proof.length === 0) return [];
  const read = BreakdownCategory.safeParse(category ?? key.slice(0, key.indexOf(":")));
  if (!read.success || assetCategory.safeParse(read.data).success) return [];
  const evidence = proof.map((blockId) => ({ blockId, quote: "" }));
  return [{ category: read.data, name, aliases: words, evidence }];
}
