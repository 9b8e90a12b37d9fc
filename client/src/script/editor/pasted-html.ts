import type { BlockType } from "@backlot/shared/screenplay/block";
import { isInCapitals } from "./change-element.ts";
import { understandLines, type PastedLine } from "./pasted-lines.ts";

type Found = PastedLine & { pieces: Piece[] };
type Piece = { text: string; bold: boolean; italic: boolean; underline: boolean };
type Look = Omit<Piece, "text">;

const blocks =
  "p, div, h1, h2, h3, h4, h5, h6, li, td, th, pre, blockquote, section, article, table, ul, ol, tr";
const plain: Look = { bold: false, italic: false, underline: false };

/**
 * What Word, Google Docs and the like put on the clipboard, as paragraphs that say which element they are. What comes
 * from this editor says so already and stays as it is.
 */
export function understandHtml(html: string): string {
  if (/data-pm-slice|<p[^>]* data-type=/.test(html)) return html;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const one of body.querySelectorAll("style, script, meta, title, link")) one.remove();
  const lines = linesIn(body);
  if (lines.length === 0) return html;
  const types = understandLines(lines);
  const made = document.createElement("div");
  lines.forEach((line, index) => made.append(paragraph(line, types[index] ?? "action")));
  return made.innerHTML;
}

/** Paragraphs in order. Empty ones only say that the next one stands apart. */
function linesIn(body: HTMLElement): Found[] {
  const leaves =
    body.querySelector(blocks) === null ? [body] : [...body.querySelectorAll<HTMLElement>(blocks)];
  const found: Found[] = [];
  let isApart = false;
  for (const leaf of leaves) {
    if (leaf !== body && leaf.querySelector(blocks) !== null) continue;
    for (const pieces of brokenLines(piecesOf(leaf, plain))) {
      const text = pieces.map((one) => one.text).join("");
      if (text.trim() === "") isApart = true;
      else {
        found.push({ ...settingOf(leaf, text), text: text.trim(), pieces: trimmed(pieces), isApart });
        isApart = false;
      }
    }
    // Google Docs puts a line break between paragraphs that stand apart.
    if (leaf.nextElementSibling?.tagName === "BR") isApart = true;
  }
  const least = Math.min(...found.map((one) => one.indent));
  return found.map((one) => ({ ...one, indent: one.indent - least }));
}

function settingOf(leaf: HTMLElement, text: string): Pick<PastedLine, "indent" | "align" | "style"> {
  const { marginLeft, paddingLeft, textAlign } = leaf.style;
  const align = textAlign || leaf.getAttribute("align") || "";
  // Typed with spaces or tabs; Word writes its tabs as hard spaces.
  const typed = /^[\s\u00a0]*/.exec(text)?.[0].length ?? 0;
  return {
    indent: pixels(marginLeft) + pixels(paddingLeft) + typed * 8,
    align: align === "center" ? "center" : align === "right" || align === "end" ? "right" : "left",
    style: `${leaf.className} ${leaf.dataset["style"] ?? ""}`.replace(/\bMsoNormal\b/g, "").trim(),
  };
}

const units: Record<string, number> = {
  px: 1,
  pt: 96 / 72,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  em: 16,
  rem: 16,
};

function pixels(length: string): number {
  const [, number = "", unit = "px"] = /^(-?[\d.]+)([a-z]*)$/.exec(length.trim()) ?? [];
  return Number(number) * (units[unit] ?? 0);
}

function piecesOf(node: Node, look: Look): Piece[] {
  const pieces: Piece[] = [];
  for (const child of node.childNodes) {
    if (child instanceof Text) pieces.push({ ...look, text: (child.data ?? "").replace(/[ \t\r\n]+/g, " ") });
    else if (child instanceof HTMLBRElement) pieces.push({ ...plain, text: "\n" });
    else if (child instanceof HTMLElement) pieces.push(...piecesOf(child, lookOf(child, look)));
  }
  return pieces;
}

function lookOf(element: HTMLElement, around: Look): Look {
  const { fontWeight, fontStyle, textDecoration, textDecorationLine } = element.style;
  const is = (...tags: string[]) => tags.includes(element.tagName);
  const decoration = `${textDecoration} ${textDecorationLine}`;
  return {
    bold:
      fontWeight === ""
        ? around.bold || is("B", "STRONG")
        : fontWeight === "bold" || Number(fontWeight) >= 600,
    italic: fontStyle === "" ? around.italic || is("I", "EM") : fontStyle === "italic",
    underline: around.underline || is("U") || decoration.includes("underline"),
  };
}

function brokenLines(pieces: readonly Piece[]): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.text === "\n") lines.push([]);
    else lines.at(-1)?.push(piece);
  }
  return lines;
}

/** Without the white space at both ends, hard spaces as plain ones. */
function trimmed(pieces: readonly Piece[]): Piece[] {
  const soft = pieces.map((one) => ({ ...one, text: one.text.replaceAll("\u00a0", " ") }));
  const first = soft.findIndex((one) => one.text.trim() !== "");
  const last = soft.findLastIndex((one) => one.text.trim() !== "");
  return soft.slice(first, last + 1).map((one, index, all) => {
    const start = index === 0 ? one.text.trimStart() : one.text;
    return { ...one, text: index === all.length - 1 ? start.trimEnd() : start };
  });
}

function paragraph({ pieces }: Found, type: BlockType): HTMLElement {
  const element = document.createElement("p");
  element.dataset["type"] = type;
  const isCapitals = isInCapitals(type);
  for (const { text, bold, italic, underline } of pieces) {
    let node: Node = document.createTextNode(isCapitals ? text.toUpperCase() : text);
    const tags = isCapitals ? [] : [bold && "strong", italic && "em", underline && "u"];
    for (const tag of tags) {
      if (tag === false) continue;
      const around = document.createElement(tag);
      around.append(node);
      node = around;
    }
    element.append(node);
  }
  return element;
}
