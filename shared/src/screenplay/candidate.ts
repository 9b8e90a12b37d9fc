import { z } from "zod";
import { IntExt, TimeOfDay } from "./heading.ts";

/**
 * What a breakdown sheet lists. The first seven are categories of assets, which the asset bin holds and pictures are made
 * of; the others are needs of a scene and stay in the breakdown.
 */
export const breakdownCategories = [
  "character",
  "location",
  "prop",
  "costume",
  "vehicle",
  "creature",
  "sound",
  "extras",
  "makeup",
  "music",
  "sfx",
  "vfx",
  "stunt",
  "dressing",
  "text",
] as const;
export const BreakdownCategory = z.enum(breakdownCategories);
export type BreakdownCategory = z.infer<typeof BreakdownCategory>;

/** What the script tells about a character where it introduces them. */
export const CastFacts = z.object({
  /** Whether the character has a cue. */
  part: z.enum(["speaking", "silent"]),
  /** As written: "41", "late 30s", "eighty". */
  age: z.string().optional(),
  /** The pronoun that the action uses for them, when it settles on one. */
  pronoun: z.enum(["he", "she", "they"]).optional(),
  /** "her father", "the prop boy". */
  relation: z.string().optional(),
  /** Name of the character whom this one is at another age: "Young Mara" of "Mara Voss". */
  variantOf: z.string().optional(),
});
export type CastFacts = z.infer<typeof CastFacts>;

/** A place in the script that proves a candidate. */
export const Evidence = z.object({
  blockId: z.string(),
  /** The sentence or line that it stands in. */
  quote: z.string(),
  /** Where the mention itself is: half open, in UTF-16 units of the block's plain text. */
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
});
export type Evidence = z.infer<typeof Evidence>;

/** A room or corner of a location, or with an empty path the location as a whole. */
export const Place = z.object({
  /** From the larger place to the smaller: ["Arm Three", "Sleepers"]. */
  path: z.array(z.string()),
  scenes: z.array(z.string()),
  /** From where it is seen, in the order of the script; a scene without one adds none. */
  intExt: z.array(IntExt),
  times: z.array(TimeOfDay),
});
export type Place = z.infer<typeof Place>;

/** Something that the script needs: proposed by a rule, decided by a person. */
export const BreakdownCandidate = z.object({
  /** Stable while category and name stay: "prop:brass tide clock". */
  key: z.string(),
  category: BreakdownCategory,
  name: z.string(),
  /** Other names that the script uses for it. */
  aliases: z.array(z.string()),
  /** What the script says about it where it is introduced; may be empty. */
  description: z.string(),
  evidence: z.array(Evidence),
  /** Scene ids in script order. */
  scenes: z.array(z.string()),
  /** The rule that found it, for the person who judges it. */
  rule: z.string(),
  /** 0 to 1. Below 0.5 it is a suggestion that nobody should take in unseen. */
  confidence: z.number().min(0).max(1),
  /** Only of characters. */
  cast: CastFacts.optional(),
  /** Only of locations: the rooms and corners in it, as a tree. */
  places: z.array(Place).optional(),
});
export type BreakdownCandidate = z.infer<typeof BreakdownCandidate>;

/** More proof than this helps nobody and makes documents heavy. */
const mostEvidence = 60;

/** Collects proof for one candidate, in script order and without repeats. */
export class CandidateBuilder {
  readonly evidence: Evidence[] = [];
  readonly scenes = new Set<string>();
  readonly aliases = new Set<string>();
  description = "";
  cast: CastFacts | undefined;
  places: Place[] | undefined;
  readonly #starts = new Set<string>();
  category: BreakdownCategory;
  name: string;
  rule: string;
  confidence: number;

  constructor(category: BreakdownCategory, name: string, rule: string, confidence: number) {
    this.category = category;
    this.name = name;
    this.rule = rule;
    this.confidence = confidence;
  }

  add(evidence: Evidence, sceneId: string | undefined): void {
    if (sceneId !== undefined) this.scenes.add(sceneId);
    if (this.evidence.length >= mostEvidence) return;
    const place = `${evidence.blockId}:${evidence.start}`;
    if (this.#starts.has(place)) return;
    this.#starts.add(place);
    this.evidence.push(evidence);
  }

  build(): BreakdownCandidate {
    return {
      key: `${this.category}:${this.name.toLocaleLowerCase()}`,
      category: this.category,
      name: this.name,
      aliases: [...this.aliases].filter((alias) => alias !== this.name),
      description: this.description,
      evidence: this.evidence,
      scenes: [...this.scenes],
      rule: this.rule,
      confidence: this.confidence,
      ...(this.cast === undefined ? {} : { cast: this.cast }),
      ...(this.places === undefined ? {} : { places: this.places }),
    };
  }
}
