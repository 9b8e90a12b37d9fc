import type { TitlePage } from "./block.ts";
import { parseEmphasis, printEmphasis } from "./emphasis.ts";
import { readRuns, readParagraph } from "./fdx-paragraph.ts";
import { elementsOf, type XmlNode } from "./fdx-xml.ts";
import { trimRuns } from "./runs.ts";
import { writeRuns } from "./fdx-runs.ts";

/**
 * A title page of Final Draft is laid-out paragraphs without names. Ours go out with the key as an attribute `Key`,
 * which other programs pass over; pages of other programs are understood by place and words.
 */
const keyAttribute = "Key";

type PlacedLine = { text: string; isCentered: boolean };
type Line = PlacedLine & { key: string | undefined };

/** The title page of a `TitlePage` element. */
export function readFdxTitlePage(node: XmlNode): TitlePage {
  const content = elementsOf(node, "Content")[0] ?? node;
  const lines = elementsOf(content, "Paragraph").map(readLine);
  return lines.some((line) => line.key !== undefined) ? byKeys(lines) : titlePageByPlace(lines);
}

function readLine(node: XmlNode): Line {
  const raw = readParagraph(node).flatMap((paragraph) => paragraph.runs);
  const runs = trimRuns(readRuns(raw, false).runs);
  return {
    text: printEmphasis(runs).replace(/\s*\n\s*/g, " "),
    key: node.attributes[keyAttribute],
    isCentered: node.attributes["Alignment"] === "Center",
  };
}

function byKeys(lines: readonly Line[]): TitlePage {
  const page: TitlePage = [];
  for (const { key, text } of lines) {
    if (key === undefined || key.trim() === "") continue;
    const isLabelled = !isUsual(key) && text.startsWith(`${key}:`);
    add(page, key, isLabelled ? text.slice(key.length + 1).trim() : text);
  }
  return page;
}

function add(page: TitlePage, key: string, value: string): void {
  let entry = page.find((one) => one.key === key);
  if (entry === undefined) page.push((entry = { key, lines: [] }));
  if (value !== "") entry.lines.push(value);
}

const credit = /^(.*\bby|written for|story|screenplay|teleplay)\b:?\s*/i;
const source = /^(?:based (?:up)?on|adapted from|inspired by|from the\b)/i;
const date = /\d{1,4}\s*[./-]\s*\d{1,2}|\b(?:19|20)\d\d\b|\bdraft\b|\brevis/i;
const rights = /©|\(c\)|copyright/i;

/**
 * A title page from its lines: the first centred group is the title, what follows "by" is the author, and below stand
 * date and contact. Empty lines divide groups.
 */
export function titlePageByPlace(lines: readonly PlacedLine[]): TitlePage {
  const page: TitlePage = [];
  let group = 0;
  let afterCredit = false;
  lines.forEach(({ text, isCentered }, i) => {
    const plain = text.replace(/[*_\\]/g, "").trim();
    if (plain === "") return;
    if (i === 0 || lines[i - 1]!.text.trim() === "") group += 1;
    if (!isCentered && page.length > 0) {
      add(page, rights.test(plain) ? "Copyright" : date.test(plain) ? "Draft date" : "Contact", text);
      return;
    }
    if (source.test(plain)) {
      afterCredit = false;
      add(page, "Source", text);
      return;
    }
    const by = group > 1 && !afterCredit ? credit.exec(plain) : null;
    if (by !== null) {
      afterCredit = true;
      const name = plain.slice(by[0].length);
      add(page, "Credit", name === "" ? text : by[0].trim());
      if (name !== "") add(page, "Author", name);
    } else if (afterCredit) add(page, "Author", text);
    else if (group <= 1 || !lines.slice(i).some((line) => credit.test(line.text))) {
      add(page, group <= 1 ? "Title" : rights.test(plain) ? "Copyright" : "Source", text);
    } else add(page, "Title", text);
  });
  return page;
}

const centered = new Set(["title", "credit", "author", "authors", "source"]);
const below = new Set(["draft date", "contact", "copyright"]);

function isUsual(key: string): boolean {
  return centered.has(key.toLowerCase()) || below.has(key.toLowerCase());
}

/** A title page as a `TitlePage` element, or null where there is nothing to say. */
export function writeFdxTitlePage(page: TitlePage): XmlNode | null {
  if (page.length === 0) return null;
  const paragraphs: XmlNode[] = Array.from({ length: 16 }, () => paragraph({ Alignment: "Center" }, ""));
  let isBelow = false;
  for (const { key, lines } of page) {
    const isCentered = centered.has(key.toLowerCase());
    if (!isCentered && !isBelow)
      paragraphs.push(...Array.from({ length: 12 }, () => paragraph({ Alignment: "Left" }, "")));
    isBelow = !isCentered;
    const attributes = { Alignment: isCentered ? "Center" : "Left", [keyAttribute]: key };
    const values = lines.length === 0 ? [""] : lines;
    for (const value of values)
      paragraphs.push(paragraph(attributes, isUsual(key) ? value : `${key}: ${value}`));
    if (isCentered) paragraphs.push(paragraph({ Alignment: "Center" }, ""));
  }
  return {
    name: "TitlePage",
    attributes: {},
    children: [{ name: "Content", attributes: {}, children: paragraphs }],
  };
}

function paragraph(attributes: Record<string, string>, text: string): XmlNode {
  return { name: "Paragraph", attributes, children: writeRuns(parseEmphasis(text), []) };
}
