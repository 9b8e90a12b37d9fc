import { colourBefore, firstColour, hsl, mixColours } from "./colours.ts";
import { hashText, randomFrom } from "./random.ts";
import type { Figure, FigureLook } from "./schema.ts";

const skinTones = ["#f0cdb4", "#e5b896", "#d3a07b", "#b98058", "#996640", "#76492c", "#57351f"];
const hairTones = ["#211a17", "#2f221b", "#4a3222", "#6a4628", "#8a5f33", "#b18a51", "#6d3322"];

const feminineWords =
  /\b(she|her|hers|woman|girl|mother|mum|mom|daughter|sister|wife|queen|lady|aunt|grandmother|widow|waitress|actress|miss|mrs|ms|bride|nun)\b/gi;
const masculineWords =
  /\b(he|him|his|man|boy|father|dad|son|brother|husband|king|lord|uncle|grandfather|widower|waiter|mr|sir|groom|monk|priest)\b/gi;

function countMatches(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Whether the words say a woman; ties fall to a stable hash. */
function readFeminine(text: string, id: string): boolean {
  const lead = countMatches(text, feminineWords) - countMatches(text, masculineWords);
  return lead === 0 ? hashText(`${id}/f`) % 2 === 0 : lead > 0;
}

function readAge(text: string): Figure["body"]["age"] {
  const years = /\b(\d{1,2})s?\b(?!\s*(?:mm|am|pm|o'clock))/.exec(text);
  if (/\b(old|elderly|aged|grandfather|grandmother|seventies|eighties|sixties)\b/i.test(text)) return "old";
  if (/\b(child|kid|little (?:boy|girl)|toddler)\b/i.test(text)) return "child";
  if (years) {
    const age = Number(years[1]);
    if (age >= 3) return age < 13 ? "child" : age < 30 ? "young" : age < 62 ? "adult" : "old";
  }
  if (/\b(boy|girl)\b/i.test(text)) return "child";
  return /\b(young|teen\w*|twenties|student)\b/i.test(text) ? "young" : "adult";
}

/** Age, build and height by the words, otherwise stable by id. */
export function readBody(id: string, text: string): Figure["body"] {
  const random = randomFrom(hashText(`${id}/body`));
  const feminine = readFeminine(text, id);
  const age = readAge(text);
  const usual = feminine ? 1.67 : 1.79;
  const grown = age === "child" ? 1.28 : age === "old" ? usual - 0.03 : usual;
  const tall = /\b(tall|towering|lanky|giant|huge)\b/i.test(text)
    ? 0.1
    : /\b(short|small|tiny|petite)\b/i.test(text)
      ? -0.1
      : 0;
  const heavy = /\b(heavy|fat|stout|burly|broad|big|huge|bulky|muscular|strong)\b/i.test(text);
  const slim = /\b(thin|slim|slender|lanky|lean|gaunt|skinny|wiry|petite)\b/i.test(text);
  return {
    height: Math.round((grown + tall + random.between(-0.035, 0.035)) * 1000) / 1000,
    breadth: Math.round(((heavy ? 1.2 : slim ? 0.9 : 1) + random.between(-0.03, 0.03)) * 1000) / 1000,
    age,
    feminine,
  };
}

const topWords =
  /coat|overcoat|raincoat|parka|cloak|jacket|blazer|suit|uniform|hoodie|sweater|jumper|cardigan|pullover|shirt|t-shirt|blouse|vest|top|dress|gown|robe|kimono|overalls|apron|tunic/;
const bottomWords = /trousers|pants|jeans|slacks|skirt|shorts|leggings|overalls/;

function topKind(text: string): FigureLook["topKind"] | null {
  const kinds: [RegExp, FigureLook["topKind"]][] = [
    [/space ?suit|astronaut|hazmat|pressure suit|diving suit/i, "spacesuit"],
    [/\b(overcoat|raincoat|coat|parka|cloak|trench)\b/i, "coat"],
    [/\b(dress|gown)\b/i, "dress"],
    [/\b(robe|kimono|cassock|habit|monk|nun|priest)\b/i, "robe"],
    [/\b(jacket|blazer|suit|uniform|tuxedo|detective|lawyer|officer|soldier|captain)\b/i, "jacket"],
    [/\b(sweater|jumper|hoodie|cardigan|pullover|sweatshirt)\b/i, "sweater"],
    [/\b(shirt|blouse|t-shirt|vest|top|apron)\b/i, "shirt"],
  ];
  return kinds.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

type HairStyle = FigureLook["hairStyle"];

function readHairStyle(
  text: string,
  body: Figure["body"],
  pick: (list: readonly HairStyle[]) => HairStyle,
): HairStyle {
  const styles: [RegExp, HairStyle][] = [
    [/\b(bald|shaved|hairless)\b/i, "bald"],
    [/\b(ponytail|pigtails?)\b/i, "ponytail"],
    [/\b(bun|chignon|tied up)\b/i, "bun"],
    [/\b(curl\w*|afro|frizzy|wild hair)\b/i, "curly"],
    [/\bbob\b/i, "bob"],
    [/\blong[\w\s,]{0,20}hair\b/i, "long"],
    [/\b(short[\w\s,]{0,20}hair|crew cut|cropped|buzz)\b/i, "crop"],
  ];
  const told = styles.find(([pattern]) => pattern.test(text))?.[1];
  if (told) return told;
  if (body.feminine) return pick(["long", "bob", "bun", "ponytail", "curly"]);
  return body.age === "old" ? pick(["bald", "crop", "short"]) : pick(["short", "crop", "short", "curly"]);
}

function readHat(text: string): FigureLook["hat"] {
  const hats: [RegExp, FigureLook["hat"]][] = [
    [/\b(helmet|space ?suit|hard hat)\b/i, "helmet"],
    [/\b(crown|tiara)\b/i, "crown"],
    [/\b(hood|hooded)\b/i, "hood"],
    [/\b(beanie|wool hat|knit cap|stocking cap)\b/i, "beanie"],
    [/\b(fedora|hat|stetson|bowler)\b/i, "brimmed"],
    [/\b(cap|baseball cap|policeman|police officer)\b/i, "cap"],
  ];
  return hats.find(([pattern]) => pattern.test(text))?.[1] ?? "none";
}

/**
 * What a figure wears: a colour or garment word wins, what nothing says is stable by id, so the person is recognised from
 * shot to shot. `look` (what is changed for now) is read before `description`.
 */
export function readLook(input: {
  id: string;
  description: string;
  look?: string;
  body: Figure["body"];
  fromFrame: number;
}): FigureLook {
  const { id, body } = input;
  const random = randomFrom(hashText(`${id}/look`));
  const pick = <T>(list: readonly T[]) => random.pick(list);
  const stableTop = hsl(random.next(), random.between(0.28, 0.5), random.between(0.32, 0.5));
  const stableBottom = pick(["#2b3040", "#3c3f47", "#4a4038", "#31415c", "#26262a", "#54493c"]);
  const stableSkin = pick(skinTones);
  const stableHair = pick(hairTones);
  const stableStyle = readHairStyle(input.description, body, pick);
  const stableKind = pick(
    body.feminine
      ? (["shirt", "sweater", "dress", "jacket"] as const)
      : (["shirt", "jacket", "sweater", "coat"] as const),
  );
  const texts = [input.look ?? "", input.description].filter(Boolean);
  const first = <T>(read: (text: string) => T | null) =>
    texts.reduce<T | null>((found, text) => found ?? read(text), null);

  const kind = first(topKind) ?? stableKind;
  const suit =
    /\b(suit|tuxedo|uniform|overalls)\b/i.test(texts[0] ?? "") ||
    /\b(suit|tuxedo|uniform|overalls)\b/i.test(input.description);
  const wornColour = (text: string) => colourBefore(text, topWords);
  const top =
    first(wornColour) ??
    (kind === "spacesuit"
      ? "#dfe1e2"
      : /\b(white coat|doctor|nurse|surgeon)\b/i.test(texts.join(" "))
        ? "#e6e7e4"
        : stableTop);
  const bottom =
    first((text) => colourBefore(text, bottomWords)) ??
    (suit || kind === "spacesuit" ? mixColours(top, "#000000", 0.12) : stableBottom);
  const hairTold = first(
    (text) =>
      colourBefore(text, /hair|hair(?:ed)?|beard/) ??
      (/\b(blonde?|redhead|brunette)\b/i.test(text)
        ? firstColour(text.match(/\bblonde?\b/i)?.[0] ?? (/redhead/i.test(text) ? "ginger" : "brown"))
        : null),
  );
  const all = texts.join(" ");
  return {
    fromFrame: input.fromFrame,
    skin: /\bpale\b/i.test(all)
      ? "#f2d6c4"
      : /\b(dark-skinned|black (?:man|woman|boy|girl))\b/i.test(all)
        ? "#65402a"
        : stableSkin,
    hair: hairTold ?? (body.age === "old" ? pick(["#b9b7b2", "#8d8b88", "#d8d5ce"]) : stableHair),
    hairStyle: input.look ? readHairStyle(input.look, body, () => stableStyle) : stableStyle,
    hat: first((text) => (readHat(text) === "none" ? null : readHat(text))) ?? "none",
    hatColour:
      first((text) => colourBefore(text, /hat|cap|helmet|hood|beanie|fedora|crown/)) ??
      (kind === "spacesuit" ? "#e6e7e8" : mixColours(top, "#101014", 0.45)),
    top,
    topKind: kind,
    under:
      first((text) =>
        kind === "jacket" || kind === "coat" ? colourBefore(text, /shirt|blouse|sweater|tie/) : null,
      ) ?? pick(["#e4e0d6", "#cfd6df", "#3a3b40", "#d8c9b0"]),
    bottom,
    bottomKind: /\bskirt\b/i.test(all) ? "skirt" : /\bshorts\b/i.test(all) ? "shorts" : "trousers",
    shoes:
      first((text) => colourBefore(text, /shoes|boots|sneakers|trainers/)) ??
      pick(["#241f1d", "#3a2b21", "#2c2f36"]),
    glasses: /\b(glasses|spectacles|goggles)\b/i.test(all),
    beard:
      /\b(beard|bearded|moustache|mustache|stubble)\b/i.test(all) &&
      !/\b(no beard|clean-shaven)\b/i.test(all),
  };
}
