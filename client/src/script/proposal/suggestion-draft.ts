import * as Y from "yjs";
import { localEdit } from "@backlot/shared/documents/record";
import {
  addProposals,
  changeProposal,
  openProposals,
  withdrawProposal,
} from "@backlot/shared/documents/proposals";
import { patchBlocks } from "@backlot/shared/documents/script-edit";
import { readBlocks } from "@backlot/shared/documents/script";
import { changesBetween } from "@backlot/shared/proposal/changes";
import { applyChange } from "@backlot/shared/proposal/fit";
import type { Proposal, ProposalChange } from "@backlot/shared/proposal/schema";

/** How long after the last keystroke a suggestion is shown to the others, ms. */
const rest = 350;

/** Origin of what comes into a draft from the script: never this person's to undo. */
const fromScript = Symbol("from-script");

export type SuggestionDraft = {
  /** The script with this person's suggestions in it, for the editor. What is written here stays out of the script. */
  doc: Y.Doc;
  /** Brings the proposals up to date with what is written, now. */
  flush: () => void;
  close: () => void;
};

/**
 * Opens a private copy of the script in which a person writes as always. What others write in the script comes into
 * the copy; what differs from the script is kept as proposals in it, one a change, and follows the writing. When
 * somebody decides about one, the copy starts again from the script and the proposals that are left.
 */
export function openSuggestionDraft(
  script: Y.Doc,
  author: Proposal["author"],
  now: () => number = Date.now,
): SuggestionDraft {
  const doc = new Y.Doc();
  /** The proposals that this copy stands for, by what they change. */
  const mine = new Map<string, string>();
  /** All open ones of this person at that moment, also those that do not fit. */
  let standing = "";
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isWriting = false;

  Y.applyUpdate(doc, Y.encodeStateAsUpdate(script), fromScript);
  begin();

  /** Makes the copy say what the script says with this person's open proposals. */
  function begin(): void {
    mine.clear();
    let blocks = readBlocks(script);
    for (const { id, change, author: by, origin } of openProposals(script)) {
      if (by.id !== author.id || origin !== "person") continue;
      const applied = applyChange(blocks, change);
      // One that does not fit any more waits for a decision as it is; taking it in would rewrite it.
      if (applied.fit.state !== "fits" || mine.has(keyOf(change))) continue;
      blocks = applied.blocks;
      mine.set(keyOf(change), id);
    }
    doc.transact(() => patchBlocks(doc, blocks), fromScript);
    standing = openIds();
  }

  function openIds(): string {
    const ids = openProposals(script)
      .filter((one) => one.author.id === author.id && one.origin === "person")
      .map((one) => one.id);
    return ids.toSorted().join(" ");
  }

  function sync(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const wanted = new Map(
      changesBetween(readBlocks(script), readBlocks(doc))
        .filter((change) => !isNothing(change))
        .map((change) => [keyOf(change), change]),
    );
    isWriting = true;
    script.transact(() => {
      for (const [key, id] of mine) {
        if (wanted.has(key)) continue;
        withdrawProposal(script, id);
        mine.delete(key);
      }
      const fresh = [...wanted].filter(([key]) => !mine.has(key));
      for (const [key, id] of mine) {
        const change = wanted.get(key);
        if (change !== undefined) changeProposal(script, id, change);
      }
      const ids = addProposals(
        script,
        fresh.map(([, change]) => ({ change, author, origin: "person", at: now() })),
      );
      fresh.forEach(([key], index) => mine.set(key, ids[index] ?? ""));
    }, localEdit);
    isWriting = false;
    standing = openIds();
  }

  function onDraft(_update: Uint8Array, origin: unknown): void {
    if (origin === fromScript) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(sync, rest);
  }

  function onScript(update: Uint8Array): void {
    // Also the proposals themselves: an edit that comes later builds on everything before it.
    Y.applyUpdate(doc, update, fromScript);
    // Decided about, or opened again.
    if (isWriting || openIds() === standing) return;
    const open = new Set(openProposals(script).map((one) => one.id));
    // What was typed since the last proposal must not be lost with the copy.
    const typed = timer !== null;
    if (typed) keepUndecided(open);
    begin();
  }

  /** Writes down what was typed in this very moment, apart from what was just decided. */
  function keepUndecided(open: ReadonlySet<string>): void {
    for (const [key, id] of mine) if (!open.has(id)) mine.delete(key);
    sync();
  }

  doc.on("update", onDraft);
  script.on("update", onScript);
  return {
    doc,
    flush: () => {
      if (timer !== null) sync();
    },
    close() {
      if (timer !== null) sync();
      script.off("update", onScript);
      doc.off("update", onDraft);
      doc.destroy();
    },
  };
}

/** What a change is about: rewriting a line again is the same proposal. */
function keyOf(change: ProposalChange): string {
  return change.kind === "insert" ? `insert ${change.blocks[0]?.id}` : `${change.kind} ${change.before.id}`;
}

/** An empty line that a writer has just opened is nothing to propose yet. */
function isNothing(change: ProposalChange): boolean {
  return change.kind === "insert" && change.blocks.every((block) => block.runs.length === 0);
}
