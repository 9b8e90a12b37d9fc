import { CandidateBuilder, type BreakdownCategory, type Evidence } from "./candidate.ts";
import type { CastMember } from "./cast.ts";
import { chunksOfSentence, type NounChunk } from "./noun-chunks.ts";
import { heardThings } from "./lexicon-sounds.ts";
import type { NameIndex } from "./name-index.ts";
import type { Line } from "./reading.ts";

type Mention = NounChunk & { line: Line; isInCapitals: boolean; isScenery: boolean };
type Group = {
  head: string;
  isPlural: boolean;
  modifiers: string[];
  category: BreakdownCategory;
  mentions: Mention[];
};

/** Props, set dressing, costumes, vehicles and creatures that are seen: named in action by the word lists. */
export function findThings(
  lines: readonly Line[],
  names: NameIndex<CastMember>,
  texts: readonly Evidence[] = [],
): CandidateBuilder[] {
  const groups = new Map<string, Group[]>();
  const read = Map.groupBy(texts, (text) => text.blockId);
  let scene = "";
  for (const line of lines) {
    const isOpening = line.sceneId !== scene;
    scene = line.sceneId;
    const taken = [...names.mentionsIn(line), ...(read.get(line.block.id) ?? [])];
    for (const mention of mentionsIn(line, taken, isOpening)) {
      // In a fable the heron is somebody.
      if (mention.category === "creature" && names.has(mention.head)) continue;
      place(mention, groups);
    }
  }
  return withoutSecondNames([...groups.values()].flat()).flatMap((group) => judge(group, names) ?? []);
}

/** What a vehicle is called once everybody knows which one. */
const anyVehicle = /^(?:car|boat|train|ship|plane|truck|van|vehicle|bike|craft|machine)$/;

/** "The boat" in a scene with a ferry is the ferry: its mentions prove the ferry. */
function withoutSecondNames(groups: readonly Group[]): Group[] {
  const vehicles = groups.filter((group) => group.category === "vehicle");
  const isIn = (scenes: ReadonlySet<string>, group: Group) =>
    group.mentions.some((mention) => scenes.has(mention.line.sceneId));
  const secondNames = vehicles.filter(
    ({ head, modifiers, mentions }) =>
      anyVehicle.test(head) && modifiers.length === 0 && mentions.every((mention) => !mention.isNew),
  );
  const merged = new Set<Group>();
  for (const group of secondNames) {
    const scenes = new Set(group.mentions.map((mention) => mention.line.sceneId));
    const first = vehicles.find((other) => !secondNames.includes(other) && isIn(scenes, other));
    if (first === undefined) continue;
    first.mentions.push(...group.mentions);
    merged.add(group);
  }
  return groups.filter((group) => !merged.has(group));
}

type Taken = { start: number; end: number };

function mentionsIn(line: Line, taken: readonly Taken[], isOpening: boolean): Mention[] {
  return line.sentences.flatMap((sentence) => {
    const chunks = chunksOfSentence(sentence, line.prose).filter(
      (chunk) => !taken.some((one) => one.start < chunk.span.end && chunk.span.start < one.end),
    );
    const pronoun = sentence.tokens.find((token) =>
      /^(?:he|she|they|his|her|their|him|them)$/.test(token.lower),
    );
    const firstPerson = Math.min(...taken.map((one) => one.start), pronoun?.start ?? Infinity);
    const hasDressing = chunks.some((chunk) => chunk.category === "dressing");
    return chunks.map((chunk) => ({
      ...chunk,
      line,
      // What a scene opens on, beside furniture and before anybody is there, dresses the set.
      isScenery: isOpening && hasDressing && !chunk.isHandled && chunk.span.end <= firstPerson,
      isInCapitals:
        // "It reads: CLOCKS AND TIDES" is a sign, not a thing.
        !line.prose.slice(chunk.sentence.start, chunk.span.start).includes(":") &&
        line.capitals.some((run) => run.start <= chunk.span.start && chunk.span.end <= run.end),
    }));
  });
}

/** "The clock" is the brass tide clock that was spoken of last; "a brass clock" is another one than "a wooden clock". */
function place(mention: Mention, groups: Map<string, Group[]>): void {
  const key = `${mention.category}:${mention.head}`;
  const alike = groups.get(key) ?? [];
  groups.set(key, alike);
  const fits = (group: Group) =>
    group.isPlural === mention.isPlural &&
    (mention.modifiers.every((word) => group.modifiers.includes(word)) ||
      (group.modifiers.every((word) => mention.modifiers.includes(word)) && !mention.isNew));
  const group = alike.findLast(fits);
  if (!group) {
    const { head, isPlural, modifiers, category } = mention;
    alike.push({ head, isPlural, modifiers, category, mentions: [mention] });
    return;
  }
  group.mentions.push(mention);
  if (mention.modifiers.length > group.modifiers.length) group.modifiers = mention.modifiers;
}

function judge(group: Group, names: NameIndex<CastMember>): CandidateBuilder | undefined {
  const verdict = reason(group);
  if (!verdict) return undefined;
  const own = group.mentions.filter((mention) => mention.head === group.head);
  const longest = own.reduce((a, b) => (b.span.text.length > a.span.text.length ? b : a));
  const text = longest.span.text.toLocaleLowerCase();
  const builder = new CandidateBuilder(
    verdict.category ?? group.category,
    text.charAt(0).toLocaleUpperCase() + text.slice(1),
    verdict.rule,
    verdict.confidence,
  );
  for (const mention of group.mentions) {
    builder.add(
      {
        blockId: mention.line.block.id,
        quote: mention.sentence.text,
        start: mention.span.start,
        end: mention.span.end,
      },
      mention.line.sceneId,
    );
    const alias = mention.span.text.toLocaleLowerCase();
    if (alias !== text) builder.aliases.add(alias.charAt(0).toLocaleUpperCase() + alias.slice(1));
  }
  builder.description = describe(group, longest, names);
  return builder;
}

type Verdict = { rule: string; confidence: number; category?: BreakdownCategory };

/** Animals and vehicles of these are things: a stuffed heron, a toy car. */
const lifeless =
  /^(?:stuffed|china|stone|wooden|toy|cloth|bronze|brass|plastic|rubber|painted|ceramic|porcelain|glass|paper|plaster|marble|cardboard|inflatable|knitted|carved|model|roast|roasted|dead|fried|grilled|smoked|frozen|tinned|canned|boiled|baked|pickled|dried|raw|sliced|gutted)$/;
/** What comes after these is a picture of it. */
const depiction =
  /\b(?:pictures?|photos?|photographs?|portraits?|paintings?|statues?|posters?|drawings?|sketch(?:es)?|tattoos?|figurines?|sculptures?|prints?|engravings?|cartoons?|models?|masks?) of (?:an? |the |two |three |some )?$/iu;

/** Cloths that are worn when somebody is wrapped in them. */
const wraps = /^(?:blanket|towel|sheet|duvet|quilt|tarpaulin|curtain|flag)$/;

function reason({ category, mentions, modifiers, head, isPlural }: Group): Verdict | undefined {
  // "Frogs." at night: they are heard.
  if (category === "creature" && isPlural && mentions.every((one) => isOnlyHeard(one))) return undefined;
  if (
    (category === "vehicle" || category === "creature") &&
    (modifiers.some((word) => lifeless.test(word)) || mentions.every(isDepicted))
  ) {
    const isHandled = mentions.some((m) => m.isHandled);
    return { rule: "likeness of one", confidence: 0.6, category: isHandled ? "prop" : "dressing" };
  }
  if (category === "vehicle") return { rule: "vehicle named in action", confidence: 0.8 };
  if (category === "creature") return { rule: "animal named in action", confidence: 0.8 };
  if (wraps.test(head) && mentions.some((m) => m.isWrapped))
    return { rule: "wrapped round somebody", confidence: 0.7, category: "costume" };
  if (category === "costume") {
    if (mentions.some((m) => m.isWorn)) return { rule: "worn by somebody", confidence: 0.85 };
    return { rule: "clothes named in action", confidence: 0.7 };
  }
  if (category === "dressing") return { rule: "stands on the set", confidence: 0.65 };
  if (mentions.some((m) => m.isHandled)) return { rule: "in somebody's hands", confidence: 0.8 };
  if (mentions.some((m) => m.isInCapitals)) return { rule: "thing in capitals", confidence: 0.7 };
  if (mentions.every((m) => m.isScenery || m.isPlaced))
    return { rule: "seen before anybody is there", confidence: 0.55, category: "dressing" };
  // "The bell over the door": nobody brings it, nobody touches it.
  if (mentions.every((m) => m.isKnown))
    return { rule: "belongs to the place", confidence: 0.5, category: "dressing" };
  return { rule: "thing named in action", confidence: 0.6 };
}

function isDepicted({ line, span }: Mention): boolean {
  return depiction.test(line.prose.slice(Math.max(0, span.start - 60), span.start));
}

function isOnlyHeard({ sentence, span }: Mention): boolean {
  const words = sentence.text.split(/\s+/).length;
  return words <= 3 && heardThings.has(span.text.toLowerCase());
}

function describe(group: Group, longest: Mention, names: NameIndex<CastMember>): string {
  const { prose } = longest.line;
  if (group.category === "costume") {
    const wearer = [longest, ...group.mentions]
      .map((mention) => wearerOf(mention, names))
      .find((name) => name !== undefined);
    const text = longest.span.text;
    return `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)}${wearer === undefined ? "" : `, worn by ${wearer}`}.`;
  }
  const rest = prose.slice(longest.span.end, longest.sentence.end);
  if (!rest.startsWith(",")) return longest.sentence.text;
  const text = `${longest.span.text}${rest}`;
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** The person named last before the clothes in the same paragraph. */
function wearerOf(mention: Mention, names: NameIndex<CastMember>): string | undefined {
  return names.mentionsIn(mention.line).findLast((one) => one.start < mention.span.start)?.of.name;
}
