import type { ScriptBlock } from "../screenplay/block.ts";
import { keepIds } from "../screenplay/diff.ts";
import { changesBetween } from "./changes.ts";
import type { ProposalChange } from "./schema.ts";

/**
 * The changes that lead from lines, as they were when other words for them were asked for, to those words. What
 * somebody wrote into them since is not in the lines, so it is nothing that the rewrite would take out. Null when all
 * of the lines are gone from the script.
 */
export function rewriteChanges(
  present: readonly ScriptBlock[],
  asked: readonly ScriptBlock[],
  rewritten: readonly ScriptBlock[],
): ProposalChange[] | null {
  const ids = new Set(asked.map(({ id }) => id));
  const at = present.findIndex(({ id }) => ids.has(id));
  if (at === -1) return null;
  const rest = present.filter(({ id }) => !ids.has(id));
  return changesBetween(rest.toSpliced(at, 0, ...asked), rest.toSpliced(at, 0, ...keepIds(asked, rewritten)));
}
