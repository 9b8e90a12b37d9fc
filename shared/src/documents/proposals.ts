import * as Y from "yjs";
import { AppError } from "../errors/app-error.ts";
import { applyChange, type Fit } from "../proposal/fit.ts";
import { proposal, type Proposal, type ProposalChange } from "../proposal/schema.ts";
import { makeRecord, newId, setField, type RecordMap, type YRecord } from "./record.ts";
import { patchBlocks } from "./script-edit.ts";
import { revising } from "./revising.ts";
import { readBlocks } from "./script.ts";

/** How many decided proposals are remembered. */
const mostDecided = 60;

/** The `proposals` root of the `script` document. Nobody else calls `getMap("proposals")`. */
export function proposalsRoot(script: Y.Doc): RecordMap {
  return script.getMap<YRecord>("proposals");
}

/** Every readable proposal, oldest first. */
export function readProposals(script: Y.Doc): Proposal[] {
  const found: Proposal[] = [];
  for (const [id, record] of proposalsRoot(script)) {
    if (!(record instanceof Y.Map)) continue;
    const parsed = proposal.safeParse({ ...record.toJSON(), id });
    if (parsed.success) found.push(parsed.data);
  }
  return found.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

/** Proposals that wait for a decision. */
export function openProposals(script: Y.Doc): Proposal[] {
  return readProposals(script).filter((one) => one.status === "open");
}

export type NewProposal = Pick<Proposal, "change" | "author" | "origin"> & { note?: string; at: number };

/** Adds proposals in one transaction; gives their ids. */
export function addProposals(script: Y.Doc, proposals: readonly NewProposal[], origin?: unknown): string[] {
  const ids: string[] = [];
  script.transact(() => {
    proposals.forEach(({ change, author, origin: from, note = "", at }, index) => {
      const id = newId("proposal");
      const fields = { change, author, origin: from, note, createdAt: at + index };
      proposalsRoot(script).set(
        id,
        makeRecord({ ...fields, status: "open", decidedBy: null, decidedAt: null }),
      );
      ids.push(id);
    });
  }, origin);
  return ids;
}

/** Changes what an open proposal proposes. */
export function changeProposal(script: Y.Doc, id: string, change: ProposalChange): void {
  const record = proposalsRoot(script).get(id);
  if (record !== undefined) setField(record, "change", change);
}

/** Takes a proposal back, as its proposer may. */
export function withdrawProposal(script: Y.Doc, id: string): void {
  proposalsRoot(script).delete(id);
}

export type Decision = { accept: boolean; by: string; at: number };

/**
 * Accepts or rejects proposals: what is accepted goes into the script as far as it fits, as an ordinary edit in one
 * transaction. Answers what became of each. Throws `conflict` when somebody decided first.
 */
export function decideProposals(
  script: Y.Doc,
  ids: readonly string[],
  { accept, by, at }: Decision,
): Map<string, Fit["state"]> {
  const wanted = new Set(ids);
  const open = openProposals(script).filter((one) => wanted.has(one.id));
  if (open.length < wanted.size) {
    throw new AppError("conflict", { sentence: "Somebody has decided about this already." });
  }
  const states = new Map<string, Fit["state"]>();
  revising(script, () => {
    let blocks = readBlocks(script);
    for (const { id, change } of open) {
      if (accept) {
        const applied = applyChange(blocks, change);
        blocks = applied.blocks;
        states.set(id, applied.fit.state);
      }
      const record = proposalsRoot(script).get(id);
      if (record === undefined) continue;
      setField(record, "status", accept ? "accepted" : "rejected");
      setField(record, "decidedBy", by);
      setField(record, "decidedAt", at);
    }
    if (accept) patchBlocks(script, blocks);
    forgetOld(script);
  });
  return states;
}

function forgetOld(script: Y.Doc): void {
  const decided = readProposals(script).filter((one) => one.status !== "open");
  const old = decided.toSorted((a, b) => (b.decidedAt ?? 0) - (a.decidedAt ?? 0)).slice(mostDecided);
  for (const { id } of old) proposalsRoot(script).delete(id);
}
