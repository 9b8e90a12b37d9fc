import { z } from "zod";
import { ScriptBlock } from "../screenplay/block.ts";

/** Ids of the blocks before a place, the nearest first, so that the place is found also when some of them are gone. */
const place = z.array(z.string()).max(8);

/** What a proposal would change, with what was there when it was made. */
export const proposalChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("replace"), before: ScriptBlock, after: ScriptBlock }),
  z.object({ kind: z.literal("remove"), before: ScriptBlock }),
  z.object({ kind: z.literal("insert"), place, blocks: z.array(ScriptBlock).min(1).max(2000) }),
  z.object({ kind: z.literal("move"), before: ScriptBlock, place }),
]);
export type ProposalChange = z.infer<typeof proposalChange>;

export const proposal = z.object({
  id: z.string(),
  change: proposalChange,
  /** Who proposes; for the assistant, who asked it. */
  author: z.object({ id: z.string(), name: z.string() }),
  origin: z.enum(["person", "assistant"]),
  /** Why, in the proposer's words. */
  note: z.string().max(2000),
  createdAt: z.number(),
  status: z.enum(["open", "accepted", "rejected"]),
  decidedBy: z.string().nullable(),
  decidedAt: z.number().nullable(),
});
export type Proposal = z.infer<typeof proposal>;

/** The block that a proposal is about, or the one that it would stand behind; null for the beginning of the script. */
export function proposalBlockId(change: ProposalChange): string | null {
  return change.kind === "insert" ? (change.place[0] ?? null) : change.before.id;
}
