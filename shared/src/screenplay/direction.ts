/** Which way a paragraph runs. */
export type Direction = "ltr" | "rtl";

/** Letters of the scripts that run from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their neighbours. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1eeff}]/u;

/** A paragraph runs as its first letter does, whatever words of other scripts it holds. */
export function directionOf(text: string): Direction {
  if (!rightToLeft.test(text)) return "ltr";
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  return rightToLeft.test(first) ? "rtl" : "ltr";
}
