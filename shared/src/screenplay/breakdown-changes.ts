import type { BreakdownDecision } from "../documents/breakdown.ts";
import type { ScriptBlock } from "./block.ts";
import { applyDecisions, type BreakdownItem } from "./breakdown-items.ts";
import { breakdownCategories, type BreakdownCandidate, type BreakdownCategory } from "./candidate.ts";
import { diffBreakdowns, type BreakdownDiff } from "./diff.ts";

/** A draft with what the rules find in it. */
export type DraftBreakdown = { blocks: readonly ScriptBlock[]; candidates: readonly BreakdownCandidate[] };

/** What one category of a breakdown sheet has more, less or under another name. */
export type CategoryChanges = BreakdownDiff<BreakdownItem> & { category: BreakdownCategory };

/**
 * What a crew has to get, may send back or calls otherwise in the newer of two drafts, by category; a category without a
 * change is left out. What people decided holds for both drafts: a thing stands where they put it, merged things are
 * one, and what they rejected is in neither.
 */
export function breakdownChanges(
  before: DraftBreakdown,
  after: DraftBreakdown,
  decisions: readonly BreakdownDecision[],
): CategoryChanges[] {
  const diff = diffBreakdowns(decided(before, decisions), decided(after, decisions));
  const of = <T>(category: BreakdownCategory, all: readonly T[], item: (one: T) => BreakdownItem) =>
    all.filter((one) => item(one).category === category);
  return breakdownCategories
    .map((category) => ({
      category,
      added: of(category, diff.added, (one) => one),
      gone: of(category, diff.gone, (one) => one),
      renamed: of(category, diff.renamed, ({ after: one }) => one),
    }))
    .filter(({ added, gone, renamed }) => added.length + gone.length + renamed.length > 0);
}

function decided({ blocks, candidates }: DraftBreakdown, decisions: readonly BreakdownDecision[]) {
  return applyDecisions(candidates, decisions, blocks).filter(
    (item) => item.verdict !== "rejected" && !item.isGone,
  );
}
