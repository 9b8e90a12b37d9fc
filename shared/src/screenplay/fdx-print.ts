import type { Screenplay, ScriptBlock, TextRun } from "./block.ts";
import { plainText } from "./block.ts";
import { canonicalBlocks } from "./canonical.ts";
import { blockTypeOf, paragraphTypeOf } from "./fdx-elements.ts";
import { parseXml } from "./fdx-fragment.ts";
import { findKept, type KeptBlock, type KeptFdx, type KeptStyle } from "./fdx-kept.ts";
import { writeNoteList, type NoteOnWords } from "./fdx-note-ranges.ts";
import { liftNotes, plainParagraph, writeNote, type ReadNote } from "./fdx-notes.ts";
import { withPageSettings } from "./fdx-page-settings.ts";
import { revisedStyles, writeRevisions, type NumberedSet } from "./fdx-revisions.ts";
import { writeRuns } from "./fdx-runs.ts";
import { usualSections } from "./fdx-settings.ts";
import { writeTags, type TaggedItem, type Tags } from "./fdx-tags.ts";
import { writeFdxTitlePage } from "./fdx-title-page.ts";
import { writeXml, type XmlNode } from "./fdx-xml.ts";
import { omitted, type Paper } from "./page-format.ts";
import { formatEighths, paginate, sceneLengths, type PageOptions, type SceneLength } from "./pagination.ts";

export type FdxPrintOptions = {
  /** What an earlier Final Draft file said beyond our model. */
  kept?: KeptFdx | null;
  /** The breakdown, written as tags with their categories. */
  items?: readonly TaggedItem[];
  /** Whether (CONT'D) stands behind the name of who speaks on. */
  continued?: boolean;
  /** The script's sets of revisions, and the one that changes go into now. */
  revisions?: { sets: readonly NumberedSet[]; active: NumberedSet | null };
  /** How the script is laid out, for the length and page of each scene. */
  pages?: PageOptions;
  /** Notes that do not stand in the script, on words of it. */
  notes?: readonly NoteOnWords[];
  /** Numbers of scenes by heading, where one is printed that is not written in the block (12A). */
  numbers?: ReadonlyMap<string, string>;
};

const noRevisions: NonNullable<FdxPrintOptions["revisions"]> = { sets: [], active: null };
const noKept: KeptFdx = { root: {}, sections: [], titlePage: null, blocks: [] };

/** Writes a Final Draft file (version 5, read by Final Draft 8 and later). Reading it back gives the same screenplay. */
export function printFdx(
  screenplay: Screenplay,
  {
    kept,
    items = [],
    notes = [],
    pages = {},
    numbers = new Map(),
    revisions = noRevisions,
    continued = true,
  }: FdxPrintOptions = {},
): string {
  const known = kept ?? noKept;
  const blocks = canonicalBlocks(screenplay.blocks);
  const tags = writeTags(blocks, known, items);
  const titlePage = titlePageOf(screenplay, known);
  const lengths = sceneLengths(paginate(screenplay.blocks, pages)).map((one) => [one.id, one] as const);
  const writing: Writing = {
    kept: new Map(known.blocks.map((block) => [block.blockId, block])),
    tags,
    lengths: new Map(lengths),
    numbers,
    revised: revisedStyles(blocks, revisions.sets),
    written: new Map(),
    notes: [],
  };
  const content = paragraphsOf(blocks, writing);
  const noteList = writeNoteList(content, writing.written, [...writing.notes, ...notes]);
  const root: XmlNode = {
    name: "FinalDraft",
    attributes: { DocumentType: "Script", Template: "No", Version: "5", ...known.root },
    children: [
      { name: "Content", attributes: {}, children: content },
      ...(titlePage === null ? [] : [titlePage]),
      ...withRevisions(
        withPageSettings(sectionsOf(blocks, known, pages.paper), {
          paper: pages.paper ?? "letter",
          continued,
        }),
        revisions,
      ),
      ...(noteList === null ? [] : [noteList]),
      ...(tags.data === null ? [] : [tags.data]),
    ],
  };
  return `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n${writeXml(root)}\n`;
}

function titlePageOf({ titlePage }: Screenplay, { titlePage: kept }: KeptFdx): XmlNode | null {
  if (kept !== null && JSON.stringify(kept.read) === JSON.stringify(titlePage)) {
    const laidOut = parseXml(kept.xml)[0];
    if (laidOut !== undefined) return laidOut;
  }
  return writeFdxTitlePage(titlePage);
}

function sectionsOf(blocks: readonly ScriptBlock[], { sections }: KeptFdx, paper?: Paper): XmlNode[] {
  const kept = sections
    .filter((section) => section.name !== "TagData")
    .flatMap((section) => parseXml(section.xml));
  return kept.length > 0 ? kept : usualSections(blocks, paper);
}

function withRevisions(
  sections: readonly XmlNode[],
  { sets, active }: NonNullable<FdxPrintOptions["revisions"]>,
): XmlNode[] {
  if (sets.length === 0) return [...sections];
  const kept = sections.find((node) => node.name === "Revisions");
  const written = writeRevisions(kept, sets, active?.number ?? null);
  return [...sections.filter((node) => node !== kept), written];
}

type Writing = {
  kept: Map<string, KeptBlock>;
  tags: Tags;
  lengths: ReadonlyMap<string, SceneLength>;
  numbers: ReadonlyMap<string, string>;
  revised: ReadonlyMap<string, KeptStyle[]>;
  /** Filled while writing: what was written of each block, and the notes on words, which go into a list. */
  written: Map<string, XmlNode["children"]>;
  notes: NoteOnWords[];
};

function paragraphsOf(blocks: readonly ScriptBlock[], writing: Writing): XmlNode[] {
  const written: XmlNode[] = [];
  let at = 0;
  while (at < blocks.length) {
    const end = endOfUnit(blocks, at);
    const unit = blocks.slice(at, end);
    const heading = unit.find((block) => block.type === "sceneHeading");
    if (heading?.omitted !== true) written.push(...writeUnit(unit, writing));
    else {
      // The scene goes with its heading, as far as the next one.
      let rest = end;
      while (rest < blocks.length && blocks[rest]!.type !== "sceneHeading") rest += 1;
      written.push(...writeUnit(unit, writing, blocks.slice(end, rest)));
      at = rest;
      continue;
    }
    at = end;
  }
  return written;
}

/** What stands in the place of an omitted scene, with the scene inside it. */
function omittedScene(
  heading: ScriptBlock,
  unit: readonly ScriptBlock[],
  rest: readonly ScriptBlock[],
  writing: Writing,
): XmlNode {
  const number = heading.sceneNumber ?? writing.numbers.get(heading.id);
  const { omitted: _omitted, sceneNumber: _number, ...shown } = heading;
  const inside = unit.map((block) => (block === heading ? shown : block));
  const children = [paragraph(inside, { ...writing, numbers: new Map() }), ...paragraphsOf(rest, writing)];
  return {
    name: "Paragraph",
    attributes: { ...(number === undefined ? {} : { Number: number }), Type: "Scene Heading" },
    children: [
      { name: "Text", attributes: {}, children: [omitted] },
      { name: "OmittedScene", attributes: {}, children },
    ],
  };
}

const speechTypes = new Set(["dialogue", "parenthetical", "lyric", "note"]);

function endOfSpeech(blocks: readonly ScriptBlock[], start: number): number {
  let end = start + 1;
  while (speechTypes.has(blocks[end]?.type ?? "")) end += 1;
  return end;
}

/** A unit is a block with what is written inside its paragraph, or two and more speeches side by side. */
function endOfUnit(blocks: readonly ScriptBlock[], start: number): number {
  let at = start;
  while (blocks[at]?.type === "pageBreak") at += 1;
  const first = blocks[at];
  if (first === undefined) return blocks.length;
  if (first.type === "character") {
    let end = endOfSpeech(blocks, at);
    if (blocks[end]?.dual !== true) return endOfBlock(blocks, at);
    while (blocks[end]?.dual === true) end = endOfSpeech(blocks, end);
    return end;
  }
  return endOfBlock(blocks, at);
}

function endOfBlock(blocks: readonly ScriptBlock[], at: number): number {
  let end = at + 1;
  if (blocks[at]!.type === "sceneHeading") while (blocks[end]?.type === "synopsis") end += 1;
  while (blocks[end]?.type === "note") end += 1;
  return end;
}

function writeUnit(
  unit: readonly ScriptBlock[],
  writing: Writing,
  rest: readonly ScriptBlock[] = [],
): XmlNode[] {
  const breaks = unit.findIndex((block) => block.type !== "pageBreak");
  const body = breaks === -1 ? [] : unit.slice(breaks);
  const count = breaks === -1 ? unit.length : breaks;
  // One page break is a property of the paragraph; each one before it needs an empty paragraph to stand on.
  const emptyPages = Array.from({ length: body.length === 0 ? count : Math.max(0, count - 1) }, () =>
    onNewPage({ ...plainParagraph(""), attributes: { Type: "General" } }),
  );
  if (body.length === 0) return emptyPages;
  const isDual = body.filter((block) => block.type === "character").length > 1;
  const paragraphs =
    body[0]!.omitted === true
      ? [omittedScene(body[0]!, body, rest, writing)]
      : isDual
        ? [dual(body, writing)]
        : [paragraph(body, writing)];
  return [...emptyPages, ...(count > 0 ? paragraphs.map(onNewPage) : paragraphs)];
}

function onNewPage(node: XmlNode): XmlNode {
  return { ...node, attributes: { ...node.attributes, StartsNewPage: "Yes" } };
}

function dual(blocks: readonly ScriptBlock[], writing: Writing): XmlNode {
  const children: XmlNode[] = [];
  for (let at = 0; at < blocks.length;) {
    const end = endOfBlock(blocks, at);
    children.push(paragraph(blocks.slice(at, end), writing));
    at = end;
  }
  return {
    name: "Paragraph",
    attributes: {},
    children: [{ name: "DualDialogue", attributes: {}, children }],
  };
}

/** One paragraph: a block with the synopses and notes that belong into it. A note that leads the script stands alone. */
function paragraph(blocks: readonly ScriptBlock[], writing: Writing): XmlNode {
  const first = blocks[0]!;
  const isOnlyNotes = first.type === "note";
  const kept = writing.kept.get(first.id) ?? { blockId: first.id };
  const lifted = isOnlyNotes ? { runs: [] as TextRun[], notes: [] as ReadNote[] } : liftNotes(first.runs);
  const synopses = blocks.slice(1).filter((block) => block.type === "synopsis");
  const notes: ReadNote[] = [];
  for (const block of blocks) {
    if (block.type !== "note") continue;
    const { attributes = {}, styles = [] } = writing.kept.get(block.id) ?? {};
    const note = { text: plainText(block), boneyard: block.boneyard === true, attributes };
    const words = styles.find((one) => findKept(plainText(lifted), one) !== null);
    if (words === undefined) notes.push({ ...note, offset: null });
    else writing.notes.push({ blockId: first.id, start: words.start, quote: words.quote, note });
  }
  const children = [
    ...innerElements(first, kept, synopses, writing),
    ...[...lifted.notes, ...notes].map(writeNote),
    ...writeRuns(lifted.runs, [
      ...(kept.styles ?? []),
      ...(writing.tags.styles.get(first.id) ?? []),
      ...(writing.revised.get(first.id) ?? []),
    ]),
  ];
  writing.written.set(first.id, children);
  return {
    name: "Paragraph",
    attributes: isOnlyNotes ? { Type: "General" } : attributesOf(first, kept, writing.numbers),
    children,
  };
}

function attributesOf(
  block: ScriptBlock,
  kept: KeptBlock,
  numbers: ReadonlyMap<string, string>,
): Record<string, string> {
  const number = block.sceneNumber ?? numbers.get(block.id);
  const isStill = kept.paragraphType !== undefined && readsAs(kept.paragraphType, block);
  return {
    ...kept.attributes,
    ...(block.type === "centered" ? { Alignment: "Center" } : {}),
    ...(number === undefined ? {} : { Number: number }),
    Type: isStill ? kept.paragraphType! : paragraphTypeOf(block.type, block.depth),
  };
}

/** Whether a kept paragraph type still fits: somebody may have made another element of the block since. */
function readsAs(paragraphType: string, block: ScriptBlock): boolean {
  const { type } = blockTypeOf(paragraphType, block.type === "centered" ? "Center" : undefined);
  return type === block.type;
}

function innerElements(
  block: ScriptBlock,
  kept: KeptBlock,
  synopses: readonly ScriptBlock[],
  { lengths }: Writing,
): XmlNode[] {
  const elements = kept.elements === undefined ? [] : parseXml(kept.elements);
  if (block.type !== "sceneHeading") return elements.filter((node) => node.name !== "SceneProperties");
  const scene = elements.find((node) => node.name === "SceneProperties");
  const summary: XmlNode[] =
    synopses.length === 0
      ? []
      : [
          {
            name: "Summary",
            attributes: {},
            children: synopses.map((one) => ({
              name: "Paragraph",
              attributes: {},
              children: writeRuns(one.runs, []),
            })),
          },
        ];
  const length = lengths.get(block.id);
  const isCounted = length !== undefined && length.eighths > 0;
  const properties: XmlNode = {
    name: "SceneProperties",
    attributes: {
      ...scene?.attributes,
      ...(isCounted ? { Length: formatEighths(length.eighths), Page: length.page } : {}),
    },
    children: [...summary, ...(scene?.children ?? [])],
  };
  return [properties, ...elements.filter((node) => node !== scene)];
}
