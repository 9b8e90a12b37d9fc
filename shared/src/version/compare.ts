import { plainText, type ScriptBlock } from "../screenplay/block.ts";
import { matchBlocks } from "../screenplay/diff.ts";
import { longestRising } from "./rising.ts";
import { changedWords, diffWords, type WordPiece } from "./words.ts";

/** One block of two drafts beside each other. */
export type CompareRow = {
  kind: "same" | "changed" | "added" | "gone";
  /** It stands elsewhere among the blocks that both drafts have. */
  isMoved: boolean;
  before: ScriptBlock | null;
  after: ScriptBlock | null;
  /** The text word by word; empty when nothing about it changed. */
  pieces: WordPiece[];
};

export type Comparison = {
  /** In the order of the second draft; what is gone stands where it stood. */
  rows: CompareRow[];
  added: number;
  gone: number;
  changed: number;
  moved: number;
  /** Words that were added or are gone. */
  words: number;
};

/**
 * Two drafts block by block. Blocks pair by id, which edits and restores keep; what is left pairs by likeness, for
 * drafts that came in as files.
 */
export function compareDrafts(before: readonly ScriptBlock[], after: readonly ScriptBlock[]): Comparison {
  const pairs = pairBlocks(before, after);
  const place = new Map(before.map((block, index) => [block.id, index]));
  const paired = after.filter((block) => pairs.has(block.id));
  const rising = longestRising(paired.map((block) => place.get(pairs.get(block.id) ?? "") ?? 0));
  const moved = new Set(paired.filter((_block, index) => !rising.has(index)).map((block) => block.id));

  const rows: CompareRow[] = [];
  const goneAfter = goneByPlace(before, new Set(pairs.values()), new Map(invert(pairs)), moved);
  const pushGone = (key: string) => {
    for (const block of goneAfter.get(key) ?? []) rows.push(goneRow(block));
  };
  pushGone("");
  for (const block of after) {
    const old = before[place.get(pairs.get(block.id) ?? "") ?? -1];
    rows.push(old === undefined ? addedRow(block) : pairedRow(old, block, moved.has(block.id)));
    if (old !== undefined) pushGone(old.id);
  }
  return summed(rows);
}

/** After id → before id. */
function pairBlocks(before: readonly ScriptBlock[], after: readonly ScriptBlock[]): Map<string, string> {
  const old = new Set(before.map((block) => block.id));
  const pairs = new Map<string, string>();
  for (const block of after) if (old.has(block.id)) pairs.set(block.id, block.id);
  const oldRest = before.filter((block) => !pairs.has(block.id));
  const newRest = after.filter((block) => !pairs.has(block.id));
  if (oldRest.length > 0 && newRest.length > 0) {
    for (const [id, oldId] of matchBlocks(oldRest, newRest)) pairs.set(id, oldId);
  }
  return pairs;
}

/** Blocks without a partner, by the last block before them that stayed in its place; "" is the beginning. */
function goneByPlace(
  before: readonly ScriptBlock[],
  kept: ReadonlySet<string>,
  newIdOf: ReadonlyMap<string, string>,
  moved: ReadonlySet<string>,
): Map<string, ScriptBlock[]> {
  const byPlace = new Map<string, ScriptBlock[]>();
  let key = "";
  for (const block of before) {
    if (!kept.has(block.id)) byPlace.set(key, [...(byPlace.get(key) ?? []), block]);
    else if (!moved.has(newIdOf.get(block.id) ?? "")) key = block.id;
  }
  return byPlace;
}

function invert(pairs: ReadonlyMap<string, string>): [string, string][] {
  return [...pairs].map(([id, oldId]) => [oldId, id]);
}

function pairedRow(before: ScriptBlock, after: ScriptBlock, isMoved: boolean): CompareRow {
  if (isSame(before, after)) return { kind: "same", isMoved, before, after, pieces: [] };
  return { kind: "changed", isMoved, before, after, pieces: diffWords(plainText(before), plainText(after)) };
}

/** Alike in everything but the id. */
export function isSame(a: ScriptBlock, b: ScriptBlock): boolean {
  return a.type === b.type && plainText(a) === plainText(b) && canonical(a) === canonical(b);
}

/** One text for all ways to write the same block down: fields and marks in any order. */
function canonical({ id: _id, runs, ...fields }: ScriptBlock): string {
  return JSON.stringify([sorted(fields), runs.map(sorted)]);
}

function sorted(fields: Record<string, unknown>): [string, unknown][] {
  return Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function addedRow(block: ScriptBlock): CompareRow {
  return {
    kind: "added",
    isMoved: false,
    before: null,
    after: block,
    pieces: [{ kind: "added", text: plainText(block) }],
  };
}

function goneRow(block: ScriptBlock): CompareRow {
  return {
    kind: "gone",
    isMoved: false,
    before: block,
    after: null,
    pieces: [{ kind: "gone", text: plainText(block) }],
  };
}

function summed(rows: CompareRow[]): Comparison {
  const count = (kind: CompareRow["kind"]) => rows.filter((row) => row.kind === kind).length;
  return {
    rows,
    added: count("added"),
    gone: count("gone"),
    changed: count("changed"),
    moved: rows.filter((row) => row.isMoved).length,
    words: rows.reduce((sum, row) => sum + changedWords(row.pieces), 0),
  };
}
