import { plainText, type ScriptBlock } from "../screenplay/block.ts";
import { isSame } from "../version/compare.ts";
import { diffWords, type WordPiece } from "../version/words.ts";
import { mergeBlock } from "./merge.ts";
import type { ProposalChange } from "./schema.ts";

/** Whether a proposal still does what it was meant to do, and what accepting it would do now. */
export type Fit = {
  /** As proposed · not everything or not quite there any more · nothing left to do. */
  state: "fits" | "partly" | "lost";
  /** A sentence for a person; empty when it fits. */
  sentence: string;
  /** The text from now to then, word by word. */
  pieces: WordPiece[];
};

type Applied = { blocks: ScriptBlock[]; fit: Fit };

/** Carries a change out on blocks as they are now, as far as it still fits. A lost change leaves them as they are. */
export function applyChange(blocks: readonly ScriptBlock[], change: ProposalChange): Applied {
  switch (change.kind) {
    case "replace":
      return replace(blocks, change.before, change.after);
    case "remove":
      return remove(blocks, change.before);
    case "insert":
      return insert(blocks, change.place, change.blocks);
    case "move":
      return move(blocks, change.before, change.place);
    default:
      return change satisfies never;
  }
}

/** What accepting a proposal would do now, without doing it. */
export function fitChange(blocks: readonly ScriptBlock[], change: ProposalChange): Fit {
  return applyChange(blocks, change).fit;
}

function replace(blocks: readonly ScriptBlock[], base: ScriptBlock, wanted: ScriptBlock): Applied {
  const at = blocks.findIndex((block) => block.id === base.id);
  const current = blocks[at];
  if (current === undefined) return lost(blocks, "This line is gone from the script.", wanted);
  if (isSame(current, base)) {
    const next = { ...wanted, id: base.id };
    return { blocks: blocks.with(at, next), fit: fits(diffWords(plainText(current), plainText(next))) };
  }
  const { block, kept, lost: missed } = mergeBlock(base, current, wanted);
  const pieces = diffWords(plainText(current), plainText(block));
  if (isSame(block, current)) {
    return missed === 0
      ? lost(blocks, "The script says this already.", wanted)
      : lost(blocks, "The same words were changed since; nothing of this still fits.", wanted);
  }
  const sentence =
    missed === 0
      ? "The line was changed since; this still fits beside that."
      : `The line was changed since; ${kept} of ${kept + missed} changes still fit.`;
  return { blocks: blocks.with(at, block), fit: { state: "partly", sentence, pieces } };
}

function remove(blocks: readonly ScriptBlock[], base: ScriptBlock): Applied {
  const current = blocks.find((block) => block.id === base.id);
  if (current === undefined) return lost(blocks, "This line is gone already.", base);
  const pieces: WordPiece[] = [{ kind: "gone", text: plainText(current) }];
  return {
    blocks: blocks.filter((block) => block !== current),
    fit: isSame(current, base)
      ? fits(pieces)
      : {
          state: "partly",
          sentence: "The line was changed since; accepting takes out what it says now.",
          pieces,
        },
  };
}

function insert(
  blocks: readonly ScriptBlock[],
  place: readonly string[],
  added: readonly ScriptBlock[],
): Applied {
  const known = new Set(blocks.map((block) => block.id));
  const pieces: WordPiece[] = [{ kind: "added", text: added.map(plainText).join("\n") }];
  if (added.every((block) => known.has(block.id))) {
    return {
      blocks: [...blocks],
      fit: { state: "lost", sentence: "This is in the script already.", pieces },
    };
  }
  const fresh = added.map((block) =>
    known.has(block.id) ? { ...block, id: nextId(block.id, known) } : block,
  );
  const { index, isExact } = placeIn(blocks, place);
  return {
    blocks: blocks.toSpliced(index, 0, ...fresh),
    fit: isExact ? fits(pieces) : { state: "partly", sentence: elsewhere, pieces },
  };
}

/** An id that follows from the proposal: two people who accept it at once make the same block. */
function nextId(id: string, known: ReadonlySet<string>): string {
  let count = 2;
  while (known.has(`${id}-${count}`)) count += 1;
  return `${id}-${count}`;
}

const elsewhere = "The line before it is gone; it would go behind the nearest one that is left.";

function move(blocks: readonly ScriptBlock[], base: ScriptBlock, place: readonly string[]): Applied {
  const current = blocks.find((block) => block.id === base.id);
  if (current === undefined) return lost(blocks, "This line is gone from the script.", base);
  const rest = blocks.filter((block) => block !== current);
  const { index, isExact } = placeIn(rest, place);
  const next = rest.toSpliced(index, 0, current);
  if (next[blocks.indexOf(current)] === current) return lost(blocks, "It stands there already.", base);
  const pieces: WordPiece[] = [{ kind: "same", text: plainText(current) }];
  return { blocks: next, fit: isExact ? fits(pieces) : { state: "partly", sentence: elsewhere, pieces } };
}

/** Behind the nearest block that is still there; at the end when none of them is. */
function placeIn(
  blocks: readonly ScriptBlock[],
  place: readonly string[],
): { index: number; isExact: boolean } {
  if (place.length === 0) return { index: 0, isExact: true };
  for (const [steps, id] of place.entries()) {
    const at = blocks.findIndex((block) => block.id === id);
    if (at !== -1) return { index: at + 1, isExact: steps === 0 };
  }
  return { index: blocks.length, isExact: false };
}

function fits(pieces: WordPiece[]): Fit {
  return { state: "fits", sentence: "", pieces };
}

function lost(blocks: readonly ScriptBlock[], sentence: string, about: ScriptBlock): Applied {
  return {
    blocks: [...blocks],
    fit: { state: "lost", sentence, pieces: [{ kind: "same", text: plainText(about) }] },
  };
}
