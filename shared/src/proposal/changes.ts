import type { ScriptBlock } from "../screenplay/block.ts";
import { compareDrafts } from "../version/compare.ts";
import type { ProposalChange } from "./schema.ts";

/** How many blocks before a place are remembered. */
const placeLength = 8;

/**
 * The changes that lead from a script to a draft of it, so that each can be accepted on its own. Applied in order, all
 * of them give the draft.
 */
export function changesBetween(
  script: readonly ScriptBlock[],
  draft: readonly ScriptBlock[],
): ProposalChange[] {
  const changes: ProposalChange[] = [];
  const moves: ProposalChange[] = [];
  /** Blocks of the script that stand before the row, the nearest last. */
  const before: string[] = [];
  let added: ScriptBlock[] = [];
  let place: string[] = [];
  const flush = () => {
    if (added.length > 0) changes.push({ kind: "insert", place, blocks: added });
    added = [];
  };
  for (const row of compareDrafts(script, draft).rows) {
    if (row.kind === "gone") {
      // What goes does not end a run of added blocks: they stand together in the draft.
      if (row.before !== null) changes.push({ kind: "remove", before: row.before });
      continue;
    }
    if (row.before === null) {
      if (added.length === 0) place = before.slice(-placeLength).toReversed();
      if (row.after !== null) added.push(row.after);
      continue;
    }
    flush();
    if (row.isMoved) {
      moves.push({ kind: "move", before: row.before, place: before.slice(-placeLength).toReversed() });
    }
    if (row.kind === "changed" && row.after !== null) {
      changes.push({ kind: "replace", before: row.before, after: { ...row.after, id: row.before.id } });
    }
    before.push(row.before.id);
  }
  flush();
  // First the blocks that both have come into the draft's order, then what is new finds its place between them.
  return [...moves, ...changes];
}
