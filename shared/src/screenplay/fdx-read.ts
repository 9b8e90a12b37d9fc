import { AppError } from "../errors/app-error.ts";
import {
  newBlockId,
  plainText,
  type BlockType,
  type Screenplay,
  type ScriptBlock,
  type TextRun,
  type TitlePage,
} from "./block.ts";
import { canonicalBlocks } from "./canonical.ts";
import { blockTypeOf, depthOf, paragraphTypeOf, usuallyCapitals } from "./fdx-elements.ts";
import { largestKept, type FdxMarginNote, type KeptBlock, type KeptFdx, type KeptStyle } from "./fdx-kept.ts";
import { isMarginNote, readMarginNote } from "./fdx-margin.ts";
import { placeNotes, readNote, type ReadNote } from "./fdx-notes.ts";
import { readParagraph, readRuns, type RawParagraph } from "./fdx-paragraph.ts";
import { readFdxTitlePage } from "./fdx-title-page.ts";
import { elementsOf, readXml, writeXml, type XmlNode } from "./fdx-xml.ts";

/** What was read of a Final Draft file. */
export type FdxScript = {
  screenplay: Screenplay;
  kept: KeptFdx;
  /** Sentences for the person: what could not be taken over as it was. */
  remarks: string[];
};

const mostParagraphs = 100_000;
const mostText = 5 * 1024 * 1024;
/** A page of a screenplay has some three thousand characters. */
const longestParagraph = 50_000;
/** Sections of settings and lists; a file of Final Draft has some forty. */
const mostSections = 2000;
const mostMarginNotes = 5000;

/** Reads a Final Draft file piece by piece. Throws `bad-file` or `too-large` with a sentence; see `importFdx`. */
export function createFdxReader(options: { newId?: () => string } = {}): {
  write: (piece: string) => void;
  end: () => FdxScript;
} {
  const newId = options.newId ?? newBlockId;
  const paragraphs: RawParagraph[] = [];
  const sections: XmlNode[] = [];
  let root: Record<string, string> = {};
  const leftOut = new Set<string>();
  let textLength = 0;

  const xml = readXml({
    root: (name, attributes) => {
      if (name !== "FinalDraft") throw notFinalDraft(name);
      root = attributes;
    },
    wants: (path) => (path[1] === "Content" ? path.length === 3 : path.length === 2),
    take: (node, path) => {
      let longest = 0;
      if (path[1] !== "Content") keepSection(node, sections, leftOut);
      else if (node.name === "Paragraph") {
        for (const paragraph of readParagraph(node)) {
          const length = paragraph.runs.reduce((sum, { text }) => sum + text.length, 0);
          textLength += length;
          longest = Math.max(longest, length);
          paragraphs.push(paragraph);
        }
      }
      if (longest > longestParagraph) {
        throw new AppError("too-large", {
          sentence: "A paragraph is longer than sixteen pages.",
          field: "file",
          nextStep: "Break it up in the program that the file comes from.",
        });
      }
      if (paragraphs.length > mostParagraphs || textLength > mostText) {
        throw longerThanAny();
      }
    },
    tooLarge: (name, path) => {
      if (path[1] === "Content") throw longerThanAny();
      leftOut.add(name);
    },
  });
  return {
    write: xml.write,
    end: () => {
      xml.end();
      return assemble({ root, paragraphs, sections, leftOut, newId });
    },
  };
}

function longerThanAny(): AppError {
  return new AppError("too-large", {
    sentence: "The script is longer than any screenplay.",
    field: "file",
    nextStep: "Split it into several files.",
  });
}

/** What is read into the model is held whole; settings only as far as they could be kept. */
function keepSection(node: XmlNode, sections: XmlNode[], leftOut: Set<string>): void {
  if (sections.length >= mostSections) leftOut.add(node.name);
  else sections.push(node);
}

function notFinalDraft(name: string): AppError {
  return new AppError("bad-file", {
    sentence: `This XML file is no Final Draft script: it begins with <${name.slice(0, 40)}>.`,
    field: "file",
    nextStep: "Choose a file with the ending .fdx.",
  });
}

type Parts = {
  root: Record<string, string>;
  paragraphs: RawParagraph[];
  sections: XmlNode[];
  /** Names of sections that were too large to read. */
  leftOut: ReadonlySet<string>;
  newId: () => string;
};

function assemble({ root, paragraphs, sections, leftOut, newId }: Parts): FdxScript {
  const settings = readSettings(sections);
  const noteList = sections.find((node) => node.name === "ScriptNotes");
  const listed = notesByParagraph(paragraphs, noteList);
  const unknown = new Map<string, number>();
  const blocks: ScriptBlock[] = [];
  const keptBlocks: KeptBlock[] = [];
  const margin: FdxMarginNote[] = [];

  const push = (block: Omit<ScriptBlock, "id">, kept: Omit<KeptBlock, "blockId"> = {}) => {
    const id = newId();
    blocks.push({ id, ...block });
    if (Object.keys(kept).length > 0) keptBlocks.push({ blockId: id, ...kept });
    return id;
  };
  const pushNote = (note: ReadNote, about: KeptStyle[]) => {
    if (note.text === "") return;
    const { text, boneyard, attributes } = note;
    push(
      { type: "note", runs: [{ text }], ...(boneyard ? { boneyard: true as const } : {}) },
      {
        ...(Object.values(attributes).some((value) => value !== "") ? { attributes } : {}),
        ...(about.length > 0 ? { styles: about } : {}),
      },
    );
  };

  paragraphs.forEach((raw, index) => {
    const setting = settings.get(raw.type);
    const startsPage = raw.attributes["StartsNewPage"] ?? setting?.paragraph["StartsNewPage"];
    if (startsPage === "Yes" && index > 0) push({ type: "pageBreak", runs: [] });
    const { type, isKnown } = blockTypeOf(raw.type, raw.attributes["Alignment"]);
    if (!isKnown && raw.type !== "") unknown.set(raw.type, (unknown.get(raw.type) ?? 0) + 1);
    const capitals = setting?.capitals ?? usuallyCapitals.has(raw.type);
    const { runs, styles } = readRuns(raw.runs, capitals);
    const here = listed.get(index) ?? [];
    const onWords = here.filter(({ node }) => !isMarginNote(node));
    const notes = [...raw.notes, ...onWords.map((one) => one.node)].map(readNote);
    const shown = plainText({ runs });
    const words = onWords.map(({ from, to }) => stretch(shown, from, to));
    const about = [...raw.notes.map((): KeptStyle[] => []), ...words];
    const isOnlyNotes = notes.length > 0 && runs.length === 0 && raw.scene === null;
    let ownId: string | undefined;
    if (!isOnlyNotes) {
      const own = blockFields(raw, type);
      const placed = placeNotes(runs, notes);
      ownId = push(
        { type, runs: placed, ...own.fields },
        keptOf(raw, type, { ...own, spec: setting?.paragraph ?? {}, styles }),
      );
      for (const summary of summariesOf(raw.scene)) push({ type: "synopsis", runs: summary });
    }
    for (const { node, from, to } of here.filter((one) => isMarginNote(one.node))) {
      const quote = shown.slice(from, to);
      const note = readMarginNote(node, { blockId: ownId ?? blocks.at(-1)?.id ?? "", start: from, quote });
      if (note !== null && margin.length < mostMarginNotes) margin.push(note);
    }
    notes.forEach((note, at) => {
      if (note.offset === null) pushNote(note, about[at] ?? []);
    });
  });

  const remarks = [...unknown].map(
    ([name, count]) =>
      `${count === 1 ? "One paragraph" : `${count} paragraphs`} of type “${name}” became action.`,
  );
  const titleNode = sections.find((node) => node.name === "TitlePage");
  const titlePage: TitlePage = titleNode === undefined ? [] : readFdxTitlePage(titleNode);
  const screenplay = { titlePage, blocks: canonicalBlocks(blocks) };
  const living = new Set(screenplay.blocks.map((block) => block.id));
  return {
    screenplay,
    kept: {
      root: shortValues(root),
      sections: keepSections(sections, leftOut, remarks),
      titlePage: keepTitlePage(titleNode, titlePage, remarks),
      blocks: keepBlocks(
        keptBlocks.filter((one) => living.has(one.blockId)),
        remarks,
      ),
      ...(margin.length === 0 ? {} : { margin }),
    },
    remarks,
  };
}

type Setting = { capitals: boolean | undefined; paragraph: Record<string, string> };

/** How the file lays out each type of paragraph. */
function readSettings(sections: readonly XmlNode[]): Map<string, Setting> {
  const found = new Map<string, Setting>();
  for (const node of sections) {
    if (node.name !== "ElementSettings") continue;
    const font = elementsOf(node, "FontSpec")[0];
    found.set(node.attributes["Type"] ?? "", {
      capitals:
        font === undefined ? undefined : (font.attributes["Style"] ?? "").split("+").includes("AllCaps"),
      paragraph: elementsOf(node, "ParagraphSpec")[0]?.attributes ?? {},
    });
  }
  return found;
}

/** A note of the list, with the stretch of its paragraph that it is about. */
type ListedNote = { node: XmlNode; from: number; to: number };

/** Notes of newer files stand in a list, each with the range of characters that it is about. */
function notesByParagraph(
  paragraphs: readonly RawParagraph[],
  list: XmlNode | undefined,
): Map<number, ListedNote[]> {
  const found = new Map<number, ListedNote[]>();
  if (list === undefined || paragraphs.length === 0) return found;
  const ends: number[] = [];
  let end = 0;
  for (const { runs } of paragraphs) {
    for (const { text } of runs) end += text.length;
    end += 1;
    ends.push(end);
  }
  for (const node of elementsOf(list, "ScriptNote")) {
    const [start = 0, last = start] = (node.attributes["Range"] ?? "").match(/\d+/g)?.map(Number) ?? [];
    const index = Math.min(paragraphOf(ends, start), paragraphs.length - 1);
    const before = ends[index - 1] ?? 0;
    const note: ListedNote = { node, from: start - before, to: last - before };
    const here = found.get(index);
    if (here === undefined) found.set(index, [note]);
    else here.push(note);
  }
  return found;
}

/** The words that a note is about, as far as they are in its paragraph; none where it only says a place. */
function stretch(text: string, from: number, to: number): KeptStyle[] {
  const quote = text.slice(from, Math.min(to, from + 20_000));
  return quote.trim() === "" ? [] : [{ start: from, quote, attributes: {} }];
}

/** Index of the first paragraph that ends behind a place. */
function paragraphOf(ends: readonly number[], place: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

const sceneNumber = /^[\p{L}\p{N}.-]{1,20}$/u;

function blockFields(raw: RawParagraph, type: BlockType) {
  const number = raw.attributes["Number"]?.trim();
  const hasNumber = type === "sceneHeading" && number !== undefined && sceneNumber.test(number);
  const fields: Partial<ScriptBlock> = {
    ...(hasNumber ? { sceneNumber: number } : {}),
    ...(type === "sceneHeading" && raw.isOmitted ? { omitted: true as const } : {}),
    ...(type === "character" && raw.isDual ? { dual: true as const } : {}),
    ...(type === "section" ? { depth: depthOf(raw.type) } : {}),
  };
  return { fields, hasNumber };
}

function keptOf(
  raw: RawParagraph,
  type: BlockType,
  own: {
    fields: Partial<ScriptBlock>;
    hasNumber: boolean;
    spec: Record<string, string>;
    styles: NonNullable<KeptBlock["styles"]>;
  },
): Omit<KeptBlock, "blockId"> {
  const attributes = Object.fromEntries(
    Object.entries(raw.attributes).filter(([name, value]) => {
      if (name === "StartsNewPage" || (name === "Number" && own.hasNumber)) return false;
      if (name === "Alignment" && type === "centered") return false;
      return own.spec[name] !== value;
    }),
  );
  const elements = [...(raw.scene === null ? [] : sceneLeft(raw.scene)), ...raw.rest];
  const xml = elements.map((node) => writeXml(node)).join("");
  const usual = paragraphTypeOf(type, own.fields.depth);
  return {
    ...(raw.type === usual || raw.type === "" ? {} : { paragraphType: raw.type.slice(0, 60) }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes: shortValues(attributes) }),
    ...(own.styles.length === 0 ? {} : { styles: own.styles.slice(0, 2000) }),
    ...(xml === "" || xml.length > 100_000 ? {} : { elements: xml }),
  };
}

/** Scene properties without what the model has or counts itself: summaries, length and page. */
function sceneLeft(scene: XmlNode): XmlNode[] {
  const { Length: _length, Page: _page, ...attributes } = scene.attributes;
  const children = elementsOf(scene).filter((node) => node.name !== "Summary" && elementsOf(node).length > 0);
  const isEmpty = children.length === 0 && Object.values(attributes).every((value) => value === "");
  return isEmpty ? [] : [{ name: scene.name, attributes, children }];
}

function summariesOf(scene: XmlNode | null): TextRun[][] {
  if (scene === null) return [];
  return elementsOf(scene, "Summary")
    .flatMap((node) => elementsOf(node, "Paragraph").flatMap(readParagraph))
    .map((paragraph) => readRuns(paragraph.runs, false).runs)
    .filter((runs) => runs.length > 0);
}

function shortValues(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => name.length <= 60 && value.length <= 400),
  );
}

/** Sections that are read into the model, or made anew each time. */
const notKept = new Set(["Content", "TitlePage", "ScriptNotes"]);

function keepSections(
  sections: readonly XmlNode[],
  before: ReadonlySet<string>,
  remarks: string[],
): KeptFdx["sections"] {
  const kept: KeptFdx["sections"] = [];
  const left = new Set(before);
  let size = 0;
  for (const node of sections) {
    if (notKept.has(node.name)) continue;
    const xml = writeXml(node);
    if (xml.length > 400_000 || size + xml.length > largestKept || kept.length >= 60) left.add(node.name);
    else {
      size += xml.length;
      kept.push({ name: node.name.slice(0, 60), xml });
    }
  }
  if (left.size > 0) remarks.push(`Left out because of their size: ${[...left].join(", ")}.`);
  return kept;
}

function keepTitlePage(node: XmlNode | undefined, read: TitlePage, remarks: string[]): KeptFdx["titlePage"] {
  if (node === undefined) return null;
  const xml = writeXml(node);
  if (xml.length <= 400_000) return { xml, read };
  remarks.push("The layout of the title page is too large to keep.");
  return null;
}

function keepBlocks(blocks: KeptBlock[], remarks: string[]): KeptBlock[] {
  let size = 0;
  const kept = blocks.slice(0, 20_000).filter((block) => {
    size += JSON.stringify(block).length;
    return size <= largestKept * 2;
  });
  if (kept.length < blocks.length)
    remarks.push(`The styles of the last ${blocks.length - kept.length} paragraphs are too many to keep.`);
  return kept;
}
