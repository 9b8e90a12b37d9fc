import { newBlockId, plainText, type ScriptBlock } from "./block.ts";
import type { BreakdownCandidate } from "./candidate.ts";
import { wordsOf } from "./prose.ts";

/**
 * Pairs the blocks of two drafts, as after id → before id. Equal blocks pair first, in order; between them, blocks of
 * one type that share most of their words. Pairs never cross, so a scene that was moved counts as new where it now is.
 */
export function matchBlocks(
  before: readonly ScriptBlock[],
  after: readonly ScriptBlock[],
): Map<string, string> {
  const pairs = new Map<string, string>();
  const old = before.map(describe);
  const now = after.map(describe);
  matchRange({ old, now, pairs }, 0, old.length, 0, now.length);
  matchCues({ old, now, pairs });
  return pairs;
}

/** A cue before a speech that is the same is the same cue, whoever speaks it now: this is how a rename looks. */
function matchCues({ old, now, pairs }: Drafts): void {
  const places = new Map(old.map((block, i) => [block.id, i]));
  const taken = new Set(pairs.values());
  for (let i = 0; i + 1 < now.length; i++) {
    if (now[i]!.type !== "character" || pairs.has(now[i]!.id)) continue;
    const speech = places.get(pairs.get(now[i + 1]!.id) ?? "");
    const cue = speech === undefined ? undefined : old[speech - 1];
    if (cue?.type !== "character" || taken.has(cue.id)) continue;
    pairs.set(now[i]!.id, cue.id);
    taken.add(cue.id);
  }
}

type Described = { id: string; type: string; text: string; words: Set<string> };
type Drafts = { old: Described[]; now: Described[]; pairs: Map<string, string> };

function describe(block: ScriptBlock): Described {
  const text = plainText(block);
  return {
    id: block.id,
    type: block.type,
    text: `${block.type}\n${text}`,
    words: new Set(wordsOf(text.toLowerCase()).map((word) => word.text)),
  };
}

/** Matches equal ends, then splits at blocks whose text occurs once on each side, then looks for likeness. */
function matchRange(
  drafts: Drafts,
  oldStart: number,
  oldEnd: number,
  nowStart: number,
  nowEnd: number,
): void {
  const { old, now, pairs } = drafts;
  while (oldStart < oldEnd && nowStart < nowEnd && old[oldStart]!.text === now[nowStart]!.text) {
    pairs.set(now[nowStart++]!.id, old[oldStart++]!.id);
  }
  while (oldStart < oldEnd && nowStart < nowEnd && old[oldEnd - 1]!.text === now[nowEnd - 1]!.text) {
    pairs.set(now[--nowEnd]!.id, old[--oldEnd]!.id);
  }
  if (oldStart === oldEnd || nowStart === nowEnd) return;
  const anchors = anchorsIn(drafts, oldStart, oldEnd, nowStart, nowEnd);
  if (anchors.length === 0) {
    matchAlike(drafts, oldStart, oldEnd, nowStart, nowEnd);
    return;
  }
  let [oldAt, nowAt] = [oldStart, nowStart];
  for (const [oldIndex, nowIndex] of anchors) {
    matchRange(drafts, oldAt, oldIndex, nowAt, nowIndex);
    pairs.set(now[nowIndex]!.id, old[oldIndex]!.id);
    [oldAt, nowAt] = [oldIndex + 1, nowIndex + 1];
  }
  matchRange(drafts, oldAt, oldEnd, nowAt, nowEnd);
}

/** The longest run, in order on both sides, of texts that occur exactly once on each. */
function anchorsIn(
  { old, now }: Drafts,
  oldStart: number,
  oldEnd: number,
  nowStart: number,
  nowEnd: number,
): [number, number][] {
  const places = (side: Described[], start: number, end: number) => {
    const found = new Map<string, number>();
    for (let i = start; i < end; i++) found.set(side[i]!.text, found.has(side[i]!.text) ? -1 : i);
    return found;
  };
  const inOld = places(old, oldStart, oldEnd);
  const inNow = places(now, nowStart, nowEnd);
  const common: [number, number][] = [];
  for (const [text, oldIndex] of inOld) {
    const nowIndex = inNow.get(text) ?? -1;
    if (oldIndex >= 0 && nowIndex >= 0) common.push([oldIndex, nowIndex]);
  }
  return longestIncreasing(common);
}

/** Of pairs sorted by the first number, the most that also rise in the second (patience sorting). */
function longestIncreasing(pairs: [number, number][]): [number, number][] {
  const tails: number[] = [];
  const previous: number[] = [];
  pairs.forEach(([, value], i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tails[middle]!]![1] < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? tails[low - 1]! : -1;
    tails[low] = i;
  });
  const chosen: [number, number][] = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i]!) chosen.unshift(pairs[i]!);
  return chosen;
}

/** Comparing every pair of a wholly rewritten script would take too long and find nothing. */
const mostComparisons = 40_000;

function matchAlike(
  { old, now, pairs }: Drafts,
  oldStart: number,
  oldEnd: number,
  nowStart: number,
  nowEnd: number,
): void {
  if ((oldEnd - oldStart) * (nowEnd - nowStart) > mostComparisons) return;
  let from = oldStart;
  for (let i = nowStart; i < nowEnd; i++) {
    let best = { index: -1, likeness: 0.5 };
    for (let j = from; j < oldEnd; j++) {
      const likeness = old[j]!.type === now[i]!.type ? alike(old[j]!.words, now[i]!.words) : 0;
      if (likeness > best.likeness) best = { index: j, likeness };
    }
    if (best.index === -1) continue;
    pairs.set(now[i]!.id, old[best.index]!.id);
    from = best.index + 1;
  }
}

function alike(a: Set<string>, b: Set<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(1, a.size, b.size);
}

/** The new draft with the ids of the old one wherever a block is the same or nearly so. Ids stay unique. */
export function keepIds(before: readonly ScriptBlock[], after: readonly ScriptBlock[]): ScriptBlock[] {
  const pairs = matchBlocks(before, after);
  const known = new Set(before.map((block) => block.id));
  return after.map((block) => {
    const id = pairs.get(block.id);
    if (id !== undefined) return { ...block, id };
    // A new block that happens to carry an old id must not inherit what is anchored to it.
    return known.has(block.id) ? { ...block, id: newBlockId() } : block;
  });
}

export type BreakdownDiff<T extends BreakdownCandidate = BreakdownCandidate> = {
  added: T[];
  gone: T[];
  /** Most likely the same thing under another name: they are proved by the same blocks. */
  renamed: { before: T; after: T }[];
};

/** Whose names stand in cues and headings: another name in the same place is the same one renamed. */
const named: ReadonlySet<string> = new Set(["character", "location"]);

/**
 * Whether a thing has another name now. In one line somebody may well have taken one thing out and put another in, so
 * there the two names have to have a word in common.
 */
function isRenamed(old: BreakdownCandidate, candidate: BreakdownCandidate): boolean {
  if (candidate.category !== old.category) return false;
  const blocks = new Set(old.evidence.map((proof) => proof.blockId));
  const shared = candidate.evidence.filter((proof) => blocks.has(proof.blockId));
  if (shared.length * 2 <= candidate.evidence.length) return false;
  const lines = new Set(shared.map((proof) => proof.blockId)).size;
  return (
    named.has(old.category) ||
    haveWordInCommon(old.name, candidate.name) ||
    (lines > 1 && lines === blocks.size)
  );
}

function haveWordInCommon(one: string, other: string): boolean {
  const words = new Set(one.toLowerCase().split(/\s+/u));
  return other
    .toLowerCase()
    .split(/\s+/u)
    .some((word) => words.has(word));
}

/** What a new breakdown has more, less, or under another name than the one before. Both must use the same block ids. */
export function diffBreakdowns<T extends BreakdownCandidate>(
  before: readonly T[],
  after: readonly T[],
): BreakdownDiff<T> {
  const oldKeys = new Set(before.map((candidate) => candidate.key));
  const newKeys = new Set(after.map((candidate) => candidate.key));
  const gone = before.filter((candidate) => !newKeys.has(candidate.key));
  const added = after.filter((candidate) => !oldKeys.has(candidate.key));
  const renamed: BreakdownDiff<T>["renamed"] = [];
  for (const old of gone) {
    const taken = new Set(renamed.map((pair) => pair.after));
    const match = added.find((candidate) => !taken.has(candidate) && isRenamed(old, candidate));
    if (match) renamed.push({ before: old, after: match });
  }
  const [oldNames, newNames] = [renamed.map((pair) => pair.before), renamed.map((pair) => pair.after)];
  return {
    added: added.filter((candidate) => !newNames.includes(candidate)),
    gone: gone.filter((candidate) => !oldNames.includes(candidate)),
    renamed,
  };
}
