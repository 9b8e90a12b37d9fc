/** Colour words as they appear in a script, as paint rather than as light: nothing fully saturated. */
const named: Record<string, string> = {
  black: "#1d1d21", white: "#eeebe4", grey: "#85878c", gray: "#85878c", silver: "#b9bcc2", charcoal: "#37393f",
  red: "#b3292e", scarlet: "#c02a25", crimson: "#96162c", maroon: "#652028", burgundy: "#5e1c2c", pink: "#dd91a4",
  orange: "#d9742c", rust: "#9c4a26", copper: "#a8653f", brown: "#6b4a33", tan: "#bd9c74", beige: "#cfbfa1",
  cream: "#ece0c4", ivory: "#eee7d5", khaki: "#9f946b", yellow: "#dfbb3e", mustard: "#bf932a", gold: "#c99f3d",
  golden: "#c99f3d", blond: "#d3b06c", blonde: "#d3b06c", green: "#3e7a4a", olive: "#666b3b", emerald: "#1f7a58",
  lime: "#8fb442", mint: "#9ccdb2", teal: "#257a7c", turquoise: "#3aa5a1", cyan: "#42a5bb", blue: "#32599b",
  navy: "#22304f", denim: "#425b80", indigo: "#393a78", sky: "#86b3d6", purple: "#65407f", violet: "#77529b",
  lilac: "#af98c7", lavender: "#b1a3cf", auburn: "#6d3322", ginger: "#b1592a", chestnut: "#5a3423", steel: "#77818b",
  leather: "#5b3a25", khakis: "#9f946b",
}; // prettier-ignore

const colourPattern = new RegExp(String.raw`\b(${Object.keys(named).join("|")})\b`, "gi");

export type FoundColour = { colour: string; index: number };

/** Colour words of a text with where they stand. */
export function findColours(text: string): FoundColour[] {
  return [...text.matchAll(colourPattern)].map((match) => ({
    colour: named[(match[1] ?? "").toLowerCase()] ?? "#85878c",
    index: match.index,
  }));
}

/** The first colour word of a text, or null. */
export function firstColour(text: string): string | null {
  return findColours(text)[0]?.colour ?? null;
}

/** The colour word nearest before one of these nouns ("a faded red coat" → red), within one clause; null when none. */
export function colourBefore(text: string, nouns: RegExp): string | null {
  const pattern = new RegExp(nouns.source, "gi");
  for (const match of text.matchAll(pattern)) {
    const clause = text.slice(Math.max(0, match.index - 40), match.index + match[0].length);
    const own = clause.slice(
      Math.max(clause.lastIndexOf(","), clause.lastIndexOf("."), clause.lastIndexOf(" and ")) + 1,
    );
    const colours = findColours(own);
    const nearest = colours.at(-1);
    if (nearest) return nearest.colour;
  }
  return null;
}

function channel(value: number): string {
  return Math.round(Math.max(0, Math.min(1, value)) * 255)
    .toString(16)
    .padStart(2, "0");
}

/** Hue in turns, saturation and lightness 0–1 → "#rrggbb". */
export function hsl(hue: number, saturation: number, lightness: number): string {
  const part = (offset: number) => {
    const k = (offset + (((hue % 1) + 1) % 1) * 12) % 12;
    return (
      lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    );
  };
  return `#${channel(part(0))}${channel(part(8))}${channel(part(4))}`;
}

function parts(colour: string): [number, number, number] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
}

/** Straight mix of two colours; `amount` 0 is all of the first. */
export function mixColours(a: string, b: string, amount: number): string {
  const [from, to] = [parts(a), parts(b)];
  return `#${from.map((value, index) => channel(value + ((to[index] ?? 0) - value) * amount)).join("")}`;
}

/** Colour of a black body between 1500 and 12000 K, after Tanner Helland's fit to Mitchell Charity's table. */
export function kelvin(temperature: number): string {
  const t = Math.max(1500, Math.min(12_000, temperature)) / 100;
  const red = t <= 66 ? 255 : 329.7 * (t - 60) ** -0.1332;
  const green = t <= 66 ? 99.47 * Math.log(t) - 161.12 : 288.12 * (t - 60) ** -0.0755;
  const blue = t >= 66 ? 255 : t <= 19 ? 0 : 138.52 * Math.log(t - 10) - 305.04;
  return `#${[red, green, blue].map((value) => channel(value / 255)).join("")}`;
}
