import { PatternIndex } from "../text/pattern-index.ts";
import { CandidateBuilder, type BreakdownCategory } from "./candidate.ts";
import type { CastMember } from "./cast.ts";
import { roleHeads } from "./lexicon.ts";
import { instrumentHeads } from "./lexicon-things.ts";
import type { NameIndex } from "./name-index.ts";
import type { Line, Sentence } from "./reading.ts";

/** One rule: what its pattern finds in a sentence of action belongs to a category. The first group is the find, or the match. */
type Rule = { category: BreakdownCategory; rule: string; confidence: number; pattern: RegExp };

const instruments = [...instrumentHeads]
  .filter((word) => !["drum", "pipes", "organ", "bass", "triangle", "horn", "harp"].includes(word))
  .map((word) => word.replaceAll("-", "[- ]"))
  .join("|");
const skin =
  "cheeks?|brow|foreheads?|hairlines?|chin|jaw|nose|lips?|mouth|teeth|tooth|eyes?|eyebrows?|eyelashes|faces?|hands?|palms?|fingers?|knuckles|wrists?|arms?|forearms?|necks?|chest|ribs|knees?|ankles?|scalp|ears?|skin|hair|fur|moustaches?|beard";

const rules: Rule[] = [
  // Music
  music(
    "music by its name",
    0.75,
    /\b((?:[\p{L}'’-]+ ){0,2}(?:music|songs?|waltz|tango|foxtrot|lullaby|hymns?|psalms?|anthem|melody|melodies|tunes?|overture|symphony|sonata|aria|ballad|serenade|jazz|blues|ragtime|fanfare|carols?|requiem|muzak|drum ?roll))\b/giu,
  ),
  music(
    "somebody makes music",
    0.65,
    /\b((?:is |are |begins? to |starts? )?(?:humm?(?:s|ing)|sing(?:s|ing)?|yodel(?:s|ling)|whistling|whistles? (?:a|an|the|his|her|something|softly|to)))\b(?! (?:past|of|by))/giu,
  ),
  music(
    "an instrument plays",
    0.75,
    new RegExp(
      `\\b((?:[\\p{L}-]+ )?(?:${instruments}|organ|drums?|band|orchestra|choir|jukebox|gramophone|record player|fiddler|pianist)s?)(?= (?:plays?|starts?|strikes? up|begins?|slides?|lurches|drifts?|swells?|wails?|strums?|tinkles?|launches|stops? playing))`,
      "giu",
    ),
  ),
  music(
    "somebody plays",
    0.7,
    /\b(plays? (?:["““]|a (?:tune|song|waltz|march|chord|note|few notes|riff|scale)|[\p{Lu}][\p{L}]+['’]s |the (?:piano|guitar|violin|fiddle|organ|trumpet|accordion|flute|cello|harmonica|drums?|blues|march))[^.,;]*)/giu,
  ),
  music(
    "instruments alone",
    0.7,
    new RegExp(
      `^((?:[\\p{L}-]+ )?(?:${instruments}|organ|drums?|fifes?)s?(?:(?:, | and )(?:[\\p{L}-]+ )?(?:${instruments}|organ|drums?|fifes?)s?)*)[.,]?$`,
      "giu",
    ),
  ),
  music(
    "notes and records",
    0.6,
    /\b((?:one|two|three|a few|the first|first|last|single|long) (?:notes?|chords?|bars))\b/giu,
  ),
  music("notes and records", 0.6, /\b(the record)(?= (?:ends|plays|skips|starts|stops|finishes))/giu),
  // Practical effects and weather
  sfx(
    "weather",
    0.75,
    /\b((?:[\p{L}-]+ )?(?:rain|drizzle|downpour|snow|snowfall|snowflakes?|blizzard|sleet|hail|hailstones?|fog|mist|haze|lightning|storm|thunderstorm|sandstorm|duster|gale|whirlwind|tornado|dust devil|frost))\b(?!(?:coat|bow|drop|man|board| ?boots?|fall is))/giu,
  ),
  sfx(
    "fire and smoke",
    0.75,
    /\b((?:[\p{L}-]+ )?(?:smoke|flames?|fires?|fireball|embers|sparks?|steam|soot|fumes|vapou?r|bonfire|blaze|inferno|fireworks))\b(?! (?:escape|extinguisher|engine|alarm|place|brigade|station|truck|hydrant|exit|department|chief|through|up at|at the|into|back|a shot))/giu,
  ),
  sfx(
    "fire and smoke",
    0.65,
    /\b(burns? (?:down|up)|catches fire|on fire|ablaze|smou?lder(?:s|ing)|in flames|steaming|smoking (?:ruin|wreck|gun|barrel))\b/giu,
  ),
  sfx(
    "explosion or shot",
    0.8,
    /\b(explosions?|explod(?:es?|ing)|blows? up|detonat(?:es?|ing|ion)|gunfire|gunshots?|muzzle flash(?:es)?|bullet holes?|squibs?|shell bursts?|shrapnel)\b/giu,
  ),
  sfx(
    "shot fired",
    0.65,
    /\b((?:fires?|shoots) (?:a|two|three|four|five|six|again|once|twice|into|through|up|back|at)(?: [\p{L}]+){0,2})\b/giu,
  ),
  sfx(
    "breaks apart",
    0.6,
    /\b(bursts?(?= (?:open|into|apart|and)|[.:,])|shatters?|splinters|collapses|caves? in|crumbles)\b/giu,
  ),
  sfx(
    "water and dust",
    0.6,
    /\b((?:[\p{L}-]+ )?(?:waterfall|waves?|flood|floodwater|puddles?|dust|mud|sand|bubbles|foam|spray|ice))\b(?= (?:comes?|rolls?|rises?|falls?|sifts|pours?|hangs?|drifts?|blows?|in a|runs?|floods?|swirls?|everywhere|over|of)|[.])/giu,
  ),
  sfx(
    "breath in the cold",
    0.55,
    /\b((?:her|his|their|the)? ?breath)(?= (?:hangs?|smok(?:es|ing)|steams?|clouds?|fogs?|on the glass|freezes))/giu,
  ),
  // Visual effects
  vfx(
    "impossible to photograph",
    0.75,
    /\b((?:[\p{L}-]+ )?(?:holograms?|holographic [\p{L}]+|force ?fields?|portals?|wormholes?|laser beams?|lasers?|teleports?|tractor beams?|shockwaves?|spaceships?|starships?|space stations?|asteroids?|galax(?:y|ies)|nebulae?|zero gravity|zero-g|weightless(?:ly|ness)?))\b/giu,
  ),
  vfx(
    "magic",
    0.7,
    /\b(vanish(?:es)?(?: into thin air)?|materiali[sz]es|dematerialises|morphs?(?: into)?|transforms? into|turns? into (?:a|an)|dissolves into|shape-?shifts|levitates?|floats? (?:up|above|in mid-air)|glows?|shimmers?|by itself|by themselves|draws? itself|of its own accord|disappears into thin air)\b/giu,
  ),
  vfx(
    "seen from space",
    0.7,
    /\b((?:the |a )?(?:planets?|stars|galaxy|earth|moons?|sun)(?= (?:rises?|turns?|wheel|below|above|swims?|fills?|hangs?|grows?|spins?|explodes)))\b/giu,
  ),
  vfx(
    "more than can be gathered",
    0.6,
    /\b((?:thousands|millions|hundreds of thousands) of (?!people|dollars|pounds|miles|years)[\p{L}]+)\b/giu,
  ),
  vfx(
    "on a surface",
    0.6,
    /\b((?:numbers|letters|words|symbols|data|images?|faces?|readouts?) (?:swim|scroll|float|flicker|hover|appear|crawl)s? (?:over|across|on|in|above|up) [^.,;]{3,40})/giu,
  ),
  vfx(
    "alive though it is not",
    0.6,
    /\b((?:trees|walls?|statues?|portraits?|paintings?|shadows?|houses?|dolls?|toys?) (?:with (?:faces|eyes)|breathes?|blinks?|smiles?|talks?|whispers?|moves? (?:by|on)))\b/giu,
  ),
  // Stunts
  stunt(
    "fall",
    0.7,
    /\b(falls (?:(?:from|off|over|down|against|into|through|backwards?|headlong|to the (?:floor|ground)|out|overboard)[^.,;]{0,30})|(?:goes|went) (?:under|over|down)(?=[.,; ])(?! to| with)|tumbles|topples|plunges|(?:is|are|gets?) (?:thrown|flung|hurled|knocked|swept|tossed|flattened|dragged|trampled)[^.,;]{0,30}|loses (?:his|her|their) (?:footing|grip|balance)|trips|slips(?= (?:and|on|off)|[.,])|goes end over end|drops like|spins and goes down)\b/giu,
  ),
  stunt(
    "fight",
    0.75,
    /\b((?:punch(?:es)?|kicks?|tackles?|head-?butts?|slaps?|strangles?|wrestles?|throttles?|stabs?|shoves?|decks?|clubs|beats up) (?:him|her|them|the [\p{L}]+|[\p{Lu}][\p{L}]+)|(?:a |the |short |ugly |brief )*(?:fight|struggle|brawl|scuffle|punch-up|sword ?fight|fist ?fight)s?|knocks? (?:him|her|them|[\p{Lu}][\p{Ll}]+) (?:down|out|flat|over|off)|hits? (?:him|her|them|the (?:ground|floor|deck|water|ice|wall))[^.,;]{0,20}|they go down together|drops (?:her|his) gloves)\b/giu,
  ),
  stunt(
    "leap",
    0.65,
    /\b((?:leaps?|jumps|dives|vaults|lunges|hurls (?:him|her)self|throws (?:him|her)self|flings (?:him|her)self)(?: (?:for|over|across|from|off|through|into|onto|out|down|the gaps?|clear|aside|at|under)[^.,;]{0,30})?)(?= |[.,;]|$)/giu,
  ),
  stunt(
    "vehicle",
    0.8,
    /\b(jack-?knif(?:es|ing)|(?:car|truck|van|lorry|bus|jeep|motorbike|motorcycle|bike|taxi|wagon|carriage|hearse|cart)s? (?:flips?|crash(?:es)?|rolls? over|overturns?|skids|swerves|careens|smash(?:es)? (?:into|through)|goes over|explodes|leaves the road)|rams (?:it|him|her|the [\p{L}]+)|crash(?:es)? (?:into|through) [^.,;]{3,30}|runs? (?:him|her|them) over|goes through (?:the|a|it)[^.,;]{0,20}|skids (?:to|across|into)[^.,;]{0,20})/giu,
  ),
  stunt(
    "chase",
    0.6,
    /\b((?:car |foot |police )?chase|runs alongside|clings? to the (?:roof|side|mudguard|bumper|hood|bonnet|wing|ledge|rope)|hangs? (?:from|off) (?:the|a) (?:ledge|roof|bridge|cliff|window|rope|helicopter)|walks the roofs|hand over hand|rolls (?:under|clear|away|into)[^.,;]{0,20}|slides? down (?:over|the (?:rope|roof|banister|side|chute|pole))[^.,;]{0,20}|down the chute)\b/giu,
  ),
  // Make-up and hair
  makeup(
    "wound",
    0.75,
    /\b((?:a |an |the )?(?:[\p{L}-]+ ){0,2}(?:scars?|scarred|wounds?(?! (?:round|around|up|tight|about|twice|thick))|bruises?|bruised|gash(?:es)?|stitches|tattoos?|tattooed|black eye|blister(?:s|ed)|burn scars?|bullet hole|split lip|broken nose|freckles|pimples|acne|wrinkles|stubble|warts?|birthmark|rash|pockmarks|cataracts|broken teeth|gold tooth|frostbite))\b/giu,
  ),
  makeup(
    "blood on somebody",
    0.75,
    new RegExp(
      `\\b((?:dried |fresh )?blood(?:[^.,;]{0,20})? (?:on|in|from|down|over|across|round) (?:his|her|their|one|both|the)? ?(?:[\\p{L}]+ ){0,2}(?:${skin})|(?:nose|lip|mouth|head) bleeds|bleeding|bloodied|bloody (?:nose|face|hands?))\\b`,
      "giu",
    ),
  ),
  makeup(
    "face and skin",
    0.65,
    new RegExp(
      `\\b((?:his|her|their|its|one|both|with (?:a )?|a |the )?(?:[\\p{L}-]+ )?(?:${skin}) (?:is |are |has |have )?(?:black|blackened|blue|red|white|pale|grey|gray|scarred|swollen|smeared|caked|streaked|streaming|burned|blistered|fallen|filthy|dirty|waxed|dyed)(?: (?:with|to|from|as) [^.,;]{2,30})?)\\b`,
      "giu",
    ),
  ),
  makeup(
    "face and skin",
    0.65,
    new RegExp(
      `\\b((?:black|blackened|blue|bloodshot|frozen|painted|powdered|muddy|sooty|dirty|filthy|scarred|missing|front|broken|dyed|china white|burst)[- ](?:veins in (?:both|his|her) )?(?:${skin}))\\b`,
      "giu",
    ),
  ),
  makeup(
    "hair and beard",
    0.65,
    /\b((?:a |an |with )?(?:[\p{L}'’-]+ )?(?:[\p{L}'’-]+ )(?:beards?|moustaches?|mustaches?|beehive|wigs?|ponytail|pigtails|plaits|braids|dreadlocks|mohawk|toupee|crop|crew cut|sideburns|goatee|perm)|(?:an? )?(?:beard|moustache|mustache|wig|beehive)(?= |[.,;)]))\b/giu,
  ),
  makeup(
    "hair and beard",
    0.6,
    /\b((?:[\p{L}-]+ )?hair (?:like|gone|matted|plastered|slicked|dyed|wet|singed|standing|pinned|tied|cropped|in (?:curlers|rollers|a bun|braids|plaits))(?: [^.,;]{2,25})?)\b/giu,
  ),
  makeup(
    "paint and dirt on a face",
    0.65,
    new RegExp(
      `\\b((?:greasepaint|war ?paint|face ?paint|lipstick smeared|mascara running|clown make-?up|(?:dirt|mud|soot|grease|paint|ash|coal dust|flour|frost|fish scales|oil|powder) (?:to the|on|in|off|across|over|under) (?:his|her|their|the|both|one)?[ ]?(?:daughter['’]s |[\\p{L}]+['’]s )?(?:${skin})))\\b`,
      "giu",
    ),
  ),
  makeup(
    "bandaged",
    0.65,
    /\b((?:turbaned in |wrapped in |in )?(?:a )?(?:bandag(?:e|es|ed)(?: (?:head|hand|arm|leg|round [^.,;]{3,20}))?|plasters? (?:on|over) [^.,;]{3,25}|sling|eye ?patch|ice pack on [^.,;]{3,20}))\b/giu,
  ),
];

function music(rule: string, confidence: number, pattern: RegExp): Rule {
  return { category: "music", rule, confidence, pattern };
}
function sfx(rule: string, confidence: number, pattern: RegExp): Rule {
  return { category: "sfx", rule, confidence, pattern };
}
function vfx(rule: string, confidence: number, pattern: RegExp): Rule {
  return { category: "vfx", rule, confidence, pattern };
}
function stunt(rule: string, confidence: number, pattern: RegExp): Rule {
  return { category: "stunt", rule, confidence, pattern };
}
function makeup(rule: string, confidence: number, pattern: RegExp): Rule {
  return { category: "makeup", rule, confidence, pattern };
}

/** A pattern that begins with words of any kind is slow: they are taken off here and put back beside what is found. */
function leadOf({ pattern }: Rule): { pattern: RegExp; lead: number } {
  const found =
    /^\\b\((?:\(\?:an? \|an \|the \)\?|\(\?:a \|an \|the \)\?)?\(\?:\[\\p\{L\}(?:'’)?-\]\+ \)(\?|\{0,2\})/.exec(
      pattern.source,
    );
  if (!found) return { pattern, lead: 0 };
  return {
    pattern: new RegExp(`\\b(${pattern.source.slice(found[0].length)}`, pattern.flags),
    lead: found[1] === "?" ? 1 : 2,
  };
}
const prepared = rules.map((rule) => ({ ...rule, ...leadOf(rule) }));

const index = new PatternIndex(prepared);

/** Music, practical effects, visual effects, stunts and make-up, by patterns of the trade's words. */
export function findEffects(lines: readonly Line[], names: NameIndex<CastMember>): CandidateBuilder[] {
  const found = new Map<string, CandidateBuilder>();
  for (const line of lines) {
    const people = names.mentionsIn(line);
    for (const sentence of line.sentences) {
      for (const rule of index.candidatesFor(sentence.tokens)) {
        for (const match of sentence.text.matchAll(rule.pattern)) {
          const at = withLead(placeOf(match, sentence), sentence, rule.lead);
          if (isCompared(sentence.text.slice(0, at.start - sentence.start))) continue;
          if (people.some((one) => one.start <= at.start && at.end <= one.end)) continue;
          // A can that falls over is no stunt: somebody must be there to do it.
          if (
            rule.category === "stunt" &&
            rule.rule !== "vehicle" &&
            !isSomebodyBefore(sentence, at.start, people)
          )
            continue;
          add(found, rule, line, sentence, at);
        }
      }
    }
  }
  return [...found.values()];
}

function placeOf(match: RegExpExecArray, sentence: Sentence): { start: number; end: number } {
  const text = match[1] ?? match[0];
  // Words that only stand before the thing are no part of it.
  const trimmed = text
    .replace(
      /^(?:(?:the|an?|his|her|their|its|and|of|in|with|to|is|are|on|at|or|but|by|as|from|into|through|under|over|like|some|more|that|no|then|for|off|out|up|down|only|it)\s+)+/i,
      "",
    )
    .trimEnd();
  const start =
    sentence.start +
    match.index +
    match[0].indexOf(text) +
    (text.length - text.trimEnd().length === 0
      ? text.length - trimmed.length
      : text.trimEnd().length - trimmed.length);
  return { start, end: start + trimmed.length };
}

const small =
  /^(?:the|an?|his|her|their|its|and|of|in|with|to|is|are|on|at|or|but|by|as|from|into|through|under|over|like|some|more|that|no|then|for|off|out|up|down|only|it|he|she|they|who|where|without|behind|than|\p{L}+ly|\p{L}+s)$/u;

/** Up to `lead` describing words before a find: "moonlit mist". */
function withLead(
  at: { start: number; end: number },
  { tokens }: Sentence,
  lead: number,
): { start: number; end: number } {
  if (lead === 0) return at;
  let first = tokens.findIndex((token) => token.start >= at.start);
  for (let i = 0; i < lead && first > 0; i++) {
    if (!tokens[first]!.joins || small.test(tokens[first - 1]!.lower)) break;
    first -= 1;
  }
  return first === -1 ? at : { start: Math.min(at.start, tokens[first]!.start), end: at.end };
}

function isSomebodyBefore(sentence: Sentence, start: number, people: readonly { start: number }[]): boolean {
  return (
    people.some((one) => sentence.start <= one.start && one.start < start) ||
    sentence.tokens.some(
      (token) =>
        token.start < start &&
        (/^(?:he|she|they|who|him|her|them)$/.test(token.lower) || roleHeads.has(token.base)),
    ) ||
    start === sentence.start
  );
}

function isCompared(before: string): boolean {
  return /\b(?:like|as if|as though|than|without|no|never)\s+(?:[\p{L}-]+\s+){0,3}$/iu.test(before);
}

function add(
  found: Map<string, CandidateBuilder>,
  { category, rule, confidence }: Rule,
  line: Line,
  sentence: Sentence,
  at: { start: number; end: number },
): void {
  const text = line.prose.slice(at.start, at.end).toLowerCase();
  if (text === "") return;
  const shown = text.charAt(0).toLocaleUpperCase() + text.slice(1);
  const key = `${category}:${shown}`;
  const builder = found.get(key) ?? new CandidateBuilder(category, shown, rule, confidence);
  found.set(key, builder);
  builder.description ||= sentence.text;
  builder.add({ blockId: line.block.id, quote: sentence.text, ...at }, line.sceneId);
}
