import type { TextRun } from "./block.ts";
import type { KeptStyle } from "./fdx-kept.ts";
import { elementsOf, textOf, type XmlNode } from "./fdx-xml.ts";
import { asRun, mergeRuns } from "./runs.ts";

/** A stretch of a paragraph as the file has it. */
type RawRun = { text: string; styles: Set<string>; attributes: Record<string, string> };

/** One paragraph of the file, taken apart but not yet an element: whether it is in capitals is known only at the end. */
export type RawParagraph = {
  /** Empty where the file names none. */
  type: string;
  attributes: Record<string, string>;
  runs: RawRun[];
  /** `ScriptNote` elements. */
  notes: XmlNode[];
  scene: XmlNode | null;
  /** Everything else in the paragraph. */
  rest: XmlNode[];
  /** The right-hand cue of dual dialogue. */
  isDual: boolean;
  /** The heading of a scene that is omitted. */
  isOmitted: boolean;
};

/**
 * Takes a `Paragraph` apart; one that holds dual dialogue gives the paragraphs of both speeches, and one that stands for
 * an omitted scene those of the scene.
 */
export function readParagraph(node: XmlNode): RawParagraph[] {
  const omitted = elementsOf(node, "OmittedScene")[0];
  if (omitted !== undefined) return readOmitted(node, omitted);
  const dual = elementsOf(node, "DualDialogue")[0];
  if (dual === undefined) return [readOne(node)];
  const inner = elementsOf(dual, "Paragraph").flatMap(readParagraph);
  let cues = 0;
  for (const paragraph of inner) {
    if (paragraph.type !== "Character") continue;
    cues += 1;
    paragraph.isDual = cues > 1;
  }
  const first = inner[0];
  if (first !== undefined && node.attributes["StartsNewPage"] === "Yes") {
    first.attributes = { ...first.attributes, StartsNewPage: "Yes" };
  }
  return inner;
}

/** The number and the page break of an omitted scene stand on the paragraph that is shown in its place. */
function readOmitted(node: XmlNode, scene: XmlNode): RawParagraph[] {
  const inner = elementsOf(scene, "Paragraph").flatMap(readParagraph);
  const heading = inner.find((one) => one.type === "Scene Heading");
  const { Number: number, StartsNewPage: startsPage } = node.attributes;
  if (heading === undefined) {
    const shown = { ...node, children: node.children.filter((child) => child !== scene) };
    return [{ ...readOne(shown), isOmitted: true }, ...inner];
  }
  heading.isOmitted = true;
  if (number !== undefined) heading.attributes = { ...heading.attributes, Number: number };
  if (startsPage === "Yes") inner[0]!.attributes = { ...inner[0]!.attributes, StartsNewPage: "Yes" };
  return inner;
}

function readOne(node: XmlNode): RawParagraph {
  const { Type: type = "", ...attributes } = node.attributes;
  const children = elementsOf(node);
  return {
    type,
    attributes,
    runs: children.filter((child) => child.name === "Text").map(readRun),
    notes: children.filter((child) => child.name === "ScriptNote"),
    scene: children.find((child) => child.name === "SceneProperties") ?? null,
    rest: children.filter((child) => !["Text", "ScriptNote", "SceneProperties"].includes(child.name)),
    isDual: false,
    isOmitted: false,
  };
}

function readRun(node: XmlNode): RawRun {
  const { Style: style = "", ...attributes } = node.attributes;
  return {
    text: textOf(node).replace(/[\u2028\u2029]|\r\n?/g, "\n"),
    styles: new Set(style.split("+").map((one) => one.trim())),
    attributes,
  };
}

const ownStyles = new Set(["", "Bold", "Italic", "Underline", "AllCaps"]);
const usualAttributes: Record<string, RegExp> = {
  AdornmentStyle: /^0$/,
  Background: /^#F+$/i,
  Color: /^#0+$/,
  RevisionID: /^0$/,
  Size: /^12$/,
  Font: /^(?:Courier(?: Final Draft| Prime| New)?|Courier)$/,
};

/** The runs of a paragraph as the model has them, and the attributes of each that it has no mark for. */
export function readRuns(
  raw: readonly RawRun[],
  capitals: boolean,
): { runs: TextRun[]; styles: KeptStyle[] } {
  const runs: TextRun[] = [];
  const styles: KeptStyle[] = [];
  let at = 0;
  for (const { text, styles: on, attributes } of raw) {
    const shown = capitals || on.has("AllCaps") ? text.toUpperCase() : text;
    const marks = { bold: on.has("Bold"), italic: on.has("Italic"), underline: on.has("Underline") };
    runs.push(asRun(shown, marks));
    const kept = Object.fromEntries(
      Object.entries(attributes).filter(([name, value]) => usualAttributes[name]?.test(value) !== true),
    );
    const others = [...on].filter((one) => !ownStyles.has(one));
    if (others.length > 0) kept["Style"] = others.join("+");
    if (shown.trim() !== "" && Object.keys(kept).length > 0)
      styles.push({ start: at, quote: shown.slice(0, 20_000), attributes: kept });
    at += shown.length;
  }
  return { runs: mergeRuns(runs), styles };
}
