import type { CandidateBuilder, CastFacts } from "./candidate.ts";
import type { CastMember } from "./cast.ts";
import type { NameIndex } from "./name-index.ts";
import type { Line } from "./reading.ts";

const numberWords =
  "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|five|six|seven|eight|nine";
const decades = "twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|teens";
const age = new RegExp(
  `^\\s*(?:[,(]|--?)\\s*((?:(?:aged?|early|mid|late|now|about|around|maybe|barely|nearly|not yet|a|of|in (?:his|her|their))[ -]*)*(?:\\d{1,3}(?:['’]?s)?\\b|(?:${decades})\\b|(?:${numberWords})(?:ish)?\\b))(?=\\s*(?:[,.;()]|--|$| and | years?\\b| now\\b| going\\b| or so))`,
  "i",
);

/** The age that stands right after a name: ", 41,", "(78)", ", late 30s", ", twenty four". As written. */
export function ageAfter(text: string): string | undefined {
  return age.exec(text.replace(/^['’]s\b/i, ""))?.[1]?.trim();
}

const variant = /^(?:YOUNG|YOUNGER|OLD|OLDER|LITTLE|TEENAGE|TEEN|ADULT|KID|BABY|ELDERLY)\s+(.+)$/;

/** Whether a cue names somebody at another age: YOUNG MARA. */
export function isVariantCue(cue: string): boolean {
  return variant.test(cue);
}

/** Whom a character is at another age: YOUNG MARA is a variant of MARA VOSS. */
export function variantOf(member: CastMember, all: readonly CastMember[]): CastMember | undefined {
  const base = variant.exec(member.cue)?.[1];
  if (base === undefined) return undefined;
  return all.find(
    (other) =>
      other !== member && other.knownAs.some((name) => name.split(" ").includes(base) || name === base),
  );
}

type Pronoun = NonNullable<CastFacts["pronoun"]>;

const female =
  /\b(?:woman|girl|lady|mother|mum|mom|grandmother|grandma|aunt|auntie|wife|widow|daughter|sister|niece|nun|queen|princess|waitress|actress|bride|maid|mrs|miss|ms|madam|madame|vixen|hen|goddess|witch|heroine|schoolgirl|countess|duchess|matron|landlady|hostess|barmaid|housewife|midwife|ammachi)\b/i;
const male =
  /\b(?:man|boy|gentleman|father|dad|grandfather|grandpa|uncle|husband|widower|son|brother|nephew|monk|king|prince|actor|groom|bridegroom|mr|sir|herr|lad|guy|lord|priest|policeman|postman|fisherman|ferryman|foreman|doorman|sheriff|duke|count|bishop|butler|schoolboy|waiter|chap|bloke)\b/i;

/**
 * The pronoun that the action uses for each character: what stands after their name before anybody else is named, and
 * what the cue and the introduction call them. Nothing where the script does not settle it.
 */
export function pronounsOf(
  lines: readonly Line[],
  names: NameIndex<CastMember>,
  members: readonly CastMember[],
  builders: ReadonlyMap<string, CandidateBuilder>,
): Map<string, Pronoun> {
  const votes = new Map<string, Record<Pronoun, number>>();
  const vote = (cue: string, pronoun: Pronoun, weight: number) => {
    const cast = votes.get(cue) ?? { he: 0, she: 0, they: 0 };
    cast[pronoun] += weight;
    votes.set(cue, cast);
  };
  for (const line of lines) {
    const named = names.mentionsIn(line);
    named.forEach((mention, i) => {
      // Only up to the next name: whom a pronoun after that means, nobody can say.
      const end = named[i + 1]?.start ?? line.prose.length;
      const text = line.prose.slice(mention.end, Math.min(end, mention.end + 240));
      const said = /\b(he|she|his|her|him|himself|herself)\b/i.exec(text)?.[1]?.toLowerCase();
      if (said === undefined) return;
      // "Tomas takes her hand": the object of a verb is somebody else.
      const isSubject = said === "he" || said === "she";
      const isFirst = i === 0 || line.prose.slice(named[i - 1]!.end, mention.start).includes(".");
      vote(
        mention.of.cue,
        said.startsWith("h") && said !== "her" && said !== "herself" ? "he" : "she",
        (isSubject ? 2 : 1) + (isFirst ? 1 : 0),
      );
    });
  }
  for (const member of members) {
    const words = `${member.knownAs.join(" ")} ${builders.get(member.cue)?.description ?? ""}`;
    const isFemale = female.test(words);
    const isMale = male.test(words.replace(female, ""));
    if (isFemale && !isMale) vote(member.cue, "she", 5);
    if (isMale && !isFemale) vote(member.cue, "he", 5);
  }
  const settled = new Map<string, Pronoun>();
  for (const [cue, cast] of votes) {
    const [first, second] = (Object.entries(cast) as [Pronoun, number][]).toSorted((a, b) => b[1] - a[1]);
    if (first![1] >= 2 && first![1] > second![1] * 1.5) settled.set(cue, first![0]);
  }
  return settled;
}
