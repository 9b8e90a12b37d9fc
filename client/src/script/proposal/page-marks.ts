import type { ScriptBlock } from "@backlot/shared/screenplay/block";
import { changesBetween } from "@backlot/shared/proposal/changes";
import { fitChange } from "@backlot/shared/proposal/fit";
import type { Proposal, ProposalChange } from "@backlot/shared/proposal/schema";
import { diffWords } from "@backlot/shared/version/words";
import { plainText } from "@backlot/shared/screenplay/block";
import type { PageMark } from "./marks.ts";

/** Open proposals over the script as it is: what would go is struck through, what would come is drawn beside it. */
export function marksOfProposals(
  script: readonly ScriptBlock[],
  proposals: readonly Pick<Proposal, "id" | "change">[],
): PageMark[] {
  const known = new Set(script.map((block) => block.id));
  return proposals.flatMap(({ id: proposalId, change }): PageMark[] => {
    const { state, pieces } = fitChange(script, change);
    if (change.kind === "insert") {
      if (state === "lost") return [];
      return [
        {
          kind: "ghost",
          afterId: placeOf(change.place, known),
          blocks: change.blocks,
          as: "added",
          proposalId,
        },
      ];
    }
    const blockId = change.before.id;
    if (state === "lost") return [{ kind: "block", blockId, as: "unsure", proposalId }];
    if (change.kind === "remove") return [{ kind: "block", blockId, as: "gone", proposalId }];
    if (change.kind === "move") {
      const rest = new Set([...known].filter((id) => id !== blockId));
      const afterId = placeOf(change.place, rest);
      return [
        { kind: "block", blockId, as: "moved", proposalId },
        { kind: "ghost", afterId, blocks: [change.before], as: "added", proposalId },
      ];
    }
    const words: PageMark = { kind: "words", blockId, pieces, shown: "gone", proposalId };
    return state === "partly" ? [words, { kind: "block", blockId, as: "unsure", proposalId }] : [words];
  });
}

/** What a suggester's copy has other than the script: what is new is underlined, what went is drawn between. */
export function marksOfDraft(script: readonly ScriptBlock[], draft: readonly ScriptBlock[]): PageMark[] {
  const known = new Set(draft.map((block) => block.id));
  return changesBetween(script, draft).flatMap((change) => marksOfChange(change, script, known));
}

function marksOfChange(
  change: ProposalChange,
  script: readonly ScriptBlock[],
  known: ReadonlySet<string>,
): PageMark[] {
  switch (change.kind) {
    case "insert":
      return change.blocks.map((block) => ({ kind: "block", blockId: block.id, as: "added" }));
    case "move":
      return [{ kind: "block", blockId: change.before.id, as: "moved" }];
    case "remove": {
      const at = script.findIndex((block) => block.id === change.before.id);
      const nearest = script.slice(0, at).findLast((block) => known.has(block.id));
      return [{ kind: "ghost", afterId: nearest?.id ?? null, blocks: [change.before], as: "gone" }];
    }
    case "replace": {
      const pieces = diffWords(plainText(change.before), plainText(change.after));
      return [{ kind: "words", blockId: change.after.id, pieces, shown: "added" }];
    }
    default:
      return change satisfies never;
  }
}

/** The block behind which something would stand; null for the beginning. Where no neighbour is left, the end. */
function placeOf(place: readonly string[], known: ReadonlySet<string>): string | null {
  if (place.length === 0) return null;
  return place.find((id) => known.has(id)) ?? [...known].at(-1) ?? null;
}
