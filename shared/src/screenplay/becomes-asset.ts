import { assetCategory, type AssetCategory } from "../asset/schema.ts";
import type { BreakdownCandidate } from "./candidate.ts";

/** What a breakdown proposes with less certainty than this waits for a person. */
const leastConfidence = 0.7;

/**
 * Whether a run takes something into the asset bin by itself: it is of a category that assets have, and the rule is sure,
 * or it comes back in another scene. Everything else stays a proposal in the breakdown.
 */
export function becomesAsset<T extends BreakdownCandidate>(
  candidate: T,
): candidate is T & { category: AssetCategory } {
  if (!assetCategory.safeParse(candidate.category).success) return false;
  if (candidate.confidence >= leastConfidence) return true;
  return candidate.category === "prop" && candidate.confidence > 0.5 && candidate.scenes.length >= 2;
}
