import { firstColour, hsl } from "./colours.ts";
import { hashText } from "./random.ts";
import type { PropShape } from "./schema.ts";

const shapes: [RegExp, PropShape, string, number][] = [
  [/\b(phone|mobile|receiver|walkie|radio)\b/i, "phone", "#26282c", 0.15],
  [/\b(gun|pistol|revolver|rifle|weapon|blaster)\b/i, "gun", "#2b2d31", 0.2],
  [/\b(gulls?|birds?|crows?|ravens?|pigeons?|owls?|parrots?|hawks?|eagles?|ducks?|geese|goose|chickens?|hens?)\b/i, "bird", "#d9dbdc", 0.5],
  [/\b(cats?|kittens?|fox(?:es)?|rats?|rabbits?|hares?)\b/i, "cat", "#6d5a49", 0.45],
  [/\b(horses?|pon(?:y|ies)|mules?|donkeys?|cows?|bulls?|deer|stags?)\b/i, "horse", "#6b4a33", 2.2],
  [/\b(pencils?|pens?|nails?|pins?|needles?|match(?:es)?|wick|cigarettes?|chalk|straw|brush)\b/i, "pencil", "#8a7440", 0.14],
  [/\b(lantern|storm lamp|oil lamp|hurricane lamp)\b/i, "lantern", "#b98a35", 0.3],
  [/\b(rope|coil|cable|cord|chain|hose|lasso)\b/i, "rope", "#b59a6a", 0.4],
  [/\b(timetable|(?:tide|log) ?(?:table|book)|almanac|atlas)\b/i, "book", "#3f5a6b", 0.22],
  [/\b(towel|cloth|blanket|handkerchief|scarf|shawl|oilcloth|rag|sheet|napkin|flag)\b/i, "cloth", "#c9bfa8", 0.3],
  [/\b(tin|can|canister)\b/i, "tin", "#7f6a45", 0.14],
  [/\b(shoes?|boots?|slippers?|sandals?)\b/i, "boots", "#4a372a", 0.3],
  [/\b(letter|note|envelope|paper|newspaper|form|page|map|photo\w*|picture|document|contract|ticket|postcard|card|will|telegram)\b/i, "letter", "#e6dcc2", 0.22],
  [/\b(book|diary|journal|notebook|ledger|script|bible|manual)\b/i, "book", "#6b2f2c", 0.24],
  [/\b(suitcase|briefcase|toolbox|chest|trunk)\b/i, "case", "#5a4030", 0.5],
  [/\b(bag|purse|backpack|satchel|sack)\b/i, "bag", "#6b5136", 0.4],
  [/\b(car|taxi|truck|van|vehicle|bus)\b/i, "car", "#7b2a2a", 4.3],
  [/\b(wine ?glass|glass|whiskey|tumbler)\b/i, "glass", "#b9d0d6", 0.16],
  [/\b(bottle|vial|flask|beer|wine|medicine|pills)\b/i, "bottle", "#2f5a3c", 0.3],
  [/\b(cup|mug|tea|coffee|goblet|chalice)\b/i, "cup", "#d8cfbe", 0.11],
  [/\b(hammer|axe|wrench|tool|crowbar)\b/i, "hammer", "#77614a", 0.34],
  [/\b(flashlight|torch)\b/i, "torch", "#b98a35", 0.26],
  [/\b(lamp|candle|light)\b/i, "lamp", "#c99f5a", 0.4],
  [/\b(knife|dagger|scalpel|blade|scissors)\b/i, "knife", "#b3b8bd", 0.26],
  [/\b(sword|sabre|katana)\b/i, "sword", "#b3b8bd", 0.95],
  [/\bkeys?\b/i, "key", "#b8973f", 0.09],
  [/\b(camera|recorder|binoculars)\b/i, "camera", "#2d2e31", 0.16],
  [/\b(hat|cap|helmet|mask)\b/i, "hat", "#4a3a2e", 0.3],
  [/\b(flowers?|rose|bouquet|plant)\b/i, "flower", "#b8344a", 0.4],
  [/\bumbrella\b/i, "umbrella", "#2b3550", 0.9],
  [/\b(plate|dish|bowl|food|cake|bread|tray)\b/i, "plate", "#e2ddd0", 0.26],
  [/\b(laptop|computer|tablet|screen)\b/i, "laptop", "#55595f", 0.34],
  [/\b(ring|necklace|locket|coin|medal|badge|watch|loupe|lens|button|salt)\b/i, "ring", "#d1a93f", 0.06],
  [/\b(ball|orb|globe|apple|orange)\b/i, "ball", "#b4402e", 0.2],
  [/\b(guitar|violin|fiddle|cello)\b/i, "guitar", "#8a5426", 0.95],
  [/\bclock\b/i, "clock", "#caa75c", 0.25],
  [/\b(box|crate|parcel|package|present|gift|carton)\b/i, "box", "#8a6a45", 0.26],
]; // prettier-ignore

/** Animals stand on the ground, whatever there is to lie on. */
export function isAnimal(shape: PropShape): boolean {
  return ["bird", "dog", "cat", "horse"].includes(shape);
}

/** An animal's shape and colour by its name, then its description; a four-legged one of a dog's size when unknown. */
export function readAnimal(
  id: string,
  name: string,
  description: string,
): { shape: PropShape; colour: string; size: number } {
  const found = readProp(id, name, description);
  return isAnimal(found.shape)
    ? found
    : { shape: "dog", colour: firstColour(name) ?? firstColour(description) ?? "#5d4a3a", size: 0.9 };
}

/** A prop's shape, colour and longest side in metres: by its name, then its description, else a plain box of a stable, quiet hue. */
export function readProp(
  id: string,
  name: string,
  description: string,
): { shape: PropShape; colour: string; size: number } {
  const found =
    shapes.find(([words]) => words.test(name)) ?? shapes.find(([words]) => words.test(description));
  const told = firstColour(name) ?? firstColour(description);
  if (!found)
    return { shape: "box", colour: told ?? hsl((hashText(id) % 360) / 360, 0.16, 0.42), size: 0.26 };
  return { shape: found[1], colour: told ?? found[2], size: found[3] };
}
