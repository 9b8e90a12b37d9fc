import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import { letterCells } from "@backlot/shared/screenplay/cells";
import { characterWidth } from "@backlot/shared/screenplay/page-format";
import { unpackWoff } from "./unpack-woff.ts";

const resolve = createRequire(import.meta.url).resolve;
export const fontSize = 12;

export type Style = { bold: boolean; italic: boolean };

/** One font file, with the name under which a PDF knows it. */
export type Face = {
  name: string;
  data: Buffer;
  has: (code: number) => boolean;
  /** Points between letters so that each takes whole cells; null when letters are placed one by one. */
  spacing: number | null;
};

/** A stretch of text in one font. */
export type Segment = { face: Face; text: string; cells: number };

const courier = (subset: string, weight: string, style: string) =>
  `@fontsource/courier-prime/files/courier-prime-${subset}-${weight}-${style}.woff`;

/**
 * Font files for a style, the first that has a letter is used: Courier Prime, then DejaVu Sans Mono (Cyrillic, Greek,
 * Arabic, signs), DejaVu Sans (Hebrew, Armenian, more signs), and Unifont, which has nearly every script there is.
 */
function filesOf({ bold, italic }: Style): string[] {
  const [weight, slant] = [bold ? "700" : "400", italic ? "italic" : "normal"];
  const variant = bold || italic ? `-${bold ? "Bold" : ""}${italic ? "Oblique" : ""}` : "";
  return [
    courier("latin", weight, slant),
    courier("latin-ext", weight, slant),
    `dejavu-fonts-ttf/ttf/DejaVuSansMono${variant}.ttf`,
    `dejavu-fonts-ttf/ttf/DejaVuSans${variant}.ttf`,
    "@fontsource/unifontex/files/unifontex-latin-400-normal.woff",
  ];
}

const faces = new Map<string, Face>();

function faceOf(file: string): Face {
  const known = faces.get(file);
  if (known !== undefined) return known;
  const data = unpackWoff(readFileSync(resolve(file)));
  const font = create(data) as Font;
  const isMonospaced = file.includes("courier") || file.includes("Mono");
  const advance = (font.glyphForCodePoint(0x6e).advanceWidth / font.unitsPerEm) * fontSize;
  const face: Face = {
    name: file.replace(/^.*\//, "").replace(/\.\w+$/, ""),
    data,
    has: (code) => font.hasGlyphForCodePoint(code),
    spacing: isMonospaced ? characterWidth - advance : null,
  };
  faces.set(file, face);
  return face;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Cuts text where the font changes. A letter keeps its accents; what no font has is shown as the last one's box. */
export function segmentsOf(text: string, style: Style): Segment[] {
  const files = filesOf(style);
  const segments: Segment[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const codes = Array.from(segment, (char) => char.codePointAt(0)!).filter((code) => !isInvisible(code));
    const file = files.find((one) => codes.every((code) => faceOf(one).has(code))) ?? files.at(-1)!;
    const face = faceOf(file);
    const cells = letterCells(segment);
    const last = segments.at(-1);
    if (last?.face === face && face.spacing !== null && cells === segment.length) {
      last.text += segment;
      last.cells += cells;
    } else segments.push({ face, text: segment, cells });
  }
  return segments;
}

/** Joiners and selectors, which shape letters and are no letters themselves. */
function isInvisible(code: number): boolean {
  return (code >= 0x200b && code <= 0x200f) || code === 0x2060 || (code >= 0xfe00 && code <= 0xfe0f);
}
