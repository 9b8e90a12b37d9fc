import type { BreakdownDecision } from "../documents/breakdown.ts";
import { wordsPattern } from "../text/words-pattern.ts";
import { plainText, type ScriptBlock } from "./block.ts";
import type { BreakdownCandidate } from "./candidate.ts";

/** A candidate with what people decided about it. `key` stays that of the candidate, whatever category it was given. */
export type BreakdownItem = BreakdownCandidate & {
  verdict: BreakdownDecision["verdict"];
  /** Candidates that people merged into this one. */
  merged: { key: string; name: string }[];
  /** It was decided under another name, which the same lines proved. */
  renamedFrom: string | null;
  /** Somebody accepted it and the script no longer shows it. */
  isGone: boolean;
};

/**
 * The breakdown as people have decided it: verdicts and categories kept, merged things folded together, renamed things
 * recognised by the lines that prove them, and accepted things that the script has lost still listed, as gone.
 *
 * @param blocks The script: what no rule finds but a person tagged stays while a line that proved it still names it.
 */
export function applyDecisions(
  candidates: readonly BreakdownCandidate[],
  decisions: readonly BreakdownDecision[],
  blocks: readonly ScriptBlock[] = [],
): BreakdownItem[] {
  const decided = decisionsFor(candidates, decisions);
  const items = new Map<string, BreakdownItem>();
  for (const candidate of candidates) {
    const decision = decided.get(candidate.key);
    items.set(candidate.key, {
      ...candidate,
      category: decision?.category ?? candidate.category,
      verdict: decision?.verdict ?? "open",
      merged: [],
      renamedFrom: decision !== undefined && decision.key !== candidate.key ? decision.name : null,
      isGone: false,
    });
  }
  const keyOf = new Map([...decided].map(([key, decision]) => [decision.key, key]));
  for (const [key, decision] of decided) {
    if (decision.mergedInto === null) continue;
    const target = targetOf(decision, { decided, keyOf, items });
    if (target === key) continue;
    const from = items.get(key)!;
    const into = items.get(target) ?? standIn(from, decision);
    items.delete(key);
    items.set(into.key, fold(into, from, candidates));
  }
  const unseen = decisions.filter(
    (decision) => decision.verdict === "accepted" && decision.mergedInto === null && !keyOf.has(decision.key),
  );
  const named = unseen.length === 0 ? new Map<string, BreakdownItem>() : stillNamed(unseen, blocks);
  return [...items.values(), ...unseen.map((decision) => named.get(decision.key) ?? goneItem(decision))];
}

/** Candidate key → its decision: by key, or for what is no longer found by the lines that proved it. */
function decisionsFor(
  candidates: readonly BreakdownCandidate[],
  decisions: readonly BreakdownDecision[],
): Map<string, BreakdownDecision> {
  const byKey = new Map(decisions.map((decision) => [decision.key, decision]));
  const found = new Map<string, BreakdownDecision>();
  const undecided: BreakdownCandidate[] = [];
  for (const candidate of candidates) {
    const decision = byKey.get(candidate.key);
    if (decision === undefined) undecided.push(candidate);
    else found.set(candidate.key, decision);
  }
  const present = new Set(found.keys());
  for (const decision of decisions) {
    if (present.has(decision.key)) continue;
    const heir = undecided.find((candidate) => !found.has(candidate.key) && isHeir(candidate, decision));
    if (heir !== undefined) found.set(heir.key, decision);
  }
  return found;
}

/**
 * The same category, and at least half of its proof is what proved the other. A line may name many things, so only
 * people and places are known by their lines alone; a thing must keep a word of its name.
 */
function isHeir(candidate: BreakdownCandidate, decision: BreakdownDecision): boolean {
  if (!decision.key.startsWith(`${candidate.category}:`) || decision.proof.length === 0) return false;
  const blocks = new Set(candidate.evidence.map((proof) => proof.blockId));
  const shared = decision.proof.filter((id) => blocks.has(id)).length;
  if (shared * 2 < Math.max(blocks.size, decision.proof.length)) return false;
  const isKnownByLines = candidate.category === "character" || candidate.category === "location";
  return (isKnownByLines && decision.verdict !== "rejected") || sharesWord(candidate, decision);
}

function sharesWord(candidate: BreakdownCandidate, decision: BreakdownDecision): boolean {
  const words = new Set(decision.name.toLowerCase().split(/\s+/));
  return candidate.name
    .toLowerCase()
    .split(/\s+/)
    .some((word) => words.has(word));
}

type Found = {
  decided: ReadonlyMap<string, BreakdownDecision>;
  keyOf: ReadonlyMap<string, string>;
  items: ReadonlyMap<string, BreakdownItem>;
};

/** The end of a chain of merges; a circle ends where it began. */
function targetOf(start: BreakdownDecision, { decided, keyOf }: Found): string {
  const seen = new Set<string>();
  let key = start.mergedInto!;
  for (;;) {
    const now = keyOf.get(key) ?? key;
    if (seen.has(now)) return keyOf.get(start.key) ?? start.key;
    seen.add(now);
    const next = decided.get(now)?.mergedInto;
    if (next == null) return now;
    key = next;
  }
}

/** What a thing was merged into is no longer in the script: its name stays on what is. */
function standIn(from: BreakdownItem, decision: BreakdownDecision): BreakdownItem {
  const name = decision.mergedName ?? from.name;
  return {
    ...from,
    key: decision.mergedInto!,
    name,
    aliases: [from.name, ...from.aliases],
    evidence: [],
    scenes: [],
    merged: [],
  };
}

function fold(
  into: BreakdownItem,
  from: BreakdownItem,
  candidates: readonly BreakdownCandidate[],
): BreakdownItem {
  const names = new Set([...into.aliases, from.name, ...from.aliases]);
  names.delete(into.name);
  const scenes = new Set([...into.scenes, ...from.scenes]);
  const order = candidates
    .flatMap((candidate) => candidate.scenes)
    .filter((id, i, all) => all.indexOf(id) === i);
  return {
    ...into,
    aliases: [...names],
    evidence: [...into.evidence, ...from.evidence],
    scenes: order.filter((id) => scenes.has(id)),
    confidence: Math.max(into.confidence, from.confidence),
    ...(from.places === undefined ? {} : { places: [...(into.places ?? []), ...from.places] }),
    merged: [...into.merged, { key: from.key, name: from.name }, ...from.merged],
  };
}

function goneItem(decision: BreakdownDecision): BreakdownItem {
  const [found = "prop"] = decision.key.split(":");
  return {
    key: decision.key,
    category: decision.category ?? (found as BreakdownItem["category"]),
    name: decision.name,
    aliases: [],
    description: "",
    evidence: [],
    scenes: [],
    rule: "no longer in the script",
    confidence: 0,
    verdict: "accepted",
    merged: [],
    renamedFrom: null,
    isGone: true,
  };
}

/** Accepted things that no rule finds, where the lines that proved them still name them. */
function stillNamed(
  unseen: readonly BreakdownDecision[],
  blocks: readonly ScriptBlock[],
): Map<string, BreakdownItem> {
  const places = new Map<string, { text: string; scene: string | undefined }>();
  const proofs = new Set(unseen.flatMap((decision) => decision.proof));
  let scene: string | undefined;
  for (const block of blocks) {
    if (block.type === "sceneHeading") scene = block.id;
    if (proofs.has(block.id)) places.set(block.id, { text: plainText(block), scene });
  }
  const found = new Map<string, BreakdownItem>();
  for (const decision of unseen) {
    const item: BreakdownItem = { ...goneItem(decision), rule: "tagged", confidence: 1, isGone: false };
    const words = [...(decision.words ?? []), decision.name].filter((one) => one.trim() !== "");
    const scenes = new Set<string>();
    for (const blockId of decision.proof) {
      const place = places.get(blockId);
      if (place === undefined) continue;
      const match = words.map((one) => wordsPattern(one).exec(place.text)).find((one) => one !== null);
      if (match == null) continue;
      const [start, end] = [match.index, match.index + match[0].length];
      item.evidence.push({ blockId, quote: place.text.slice(0, 400), start, end });
      if (place.scene !== undefined) scenes.add(place.scene);
    }
    if (item.evidence.length > 0) found.set(decision.key, { ...item, scenes: [...scenes] });
  }
  return found;
}
