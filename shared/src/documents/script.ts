import * as Y from "yjs";
import {
  ScriptBlock,
  Verdict,
  blockTypes,
  newBlockId,
  type Screenplay,
  type TextRun,
} from "../screenplay/block.ts";
import { matchBlocks } from "../screenplay/diff.ts";
import { unrevised } from "../screenplay/runs.ts";
import { elementOf } from "./element.ts";
import { readTitlePage, writeTitlePage } from "./title-page.ts";

/** The screenplay's body: one `Y.XmlElement` per block; `elementOf` says its type. The editor writes the same fragment. */
export function scriptBody(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment("body");
}

const known = new Set<string>(blockTypes);
const marks = ["bold", "italic", "underline"] as const;

/** The blocks as plain data. Unknown elements are left out; a block without an id gets its position as one. */
export function readBlocks(doc: Y.Doc): ScriptBlock[] {
  return scriptBody(doc)
    .toArray()
    .flatMap((element, index) => {
      const block = element instanceof Y.XmlElement ? readBlock(element, index) : null;
      return block === null ? [] : [block];
    });
}

/** One element as plain data, or null for something that is not a block. */
export function readBlock(element: Y.XmlElement, index: number): ScriptBlock | null {
  const type = elementOf(element);
  if (!known.has(type)) return null;
  const attributes: Record<string, unknown> = element.getAttributes();
  const parsed = ScriptBlock.safeParse({
    id: typeof attributes["id"] === "string" ? attributes["id"] : `at-${index}`,
    type,
    runs: readRuns(element),
    ...(attributes["sceneNumber"] ? { sceneNumber: attributes["sceneNumber"] } : {}),
    ...(attributes["dual"] === true ? { dual: true } : {}),
    ...(attributes["depth"] ? { depth: Number(attributes["depth"]) } : {}),
    ...(attributes["boneyard"] === true ? { boneyard: true } : {}),
    ...(Verdict.safeParse(attributes["verdict"]).success ? { verdict: attributes["verdict"] } : {}),
    ...(attributes["omitted"] === true && type === "sceneHeading" ? { omitted: true } : {}),
    ...(setId(attributes["revision"]) === undefined ? {} : { revision: setId(attributes["revision"]) }),
    ...(attributes["bookmark"] ? { bookmark: String(attributes["bookmark"]).slice(0, 80) } : {}),
  });
  return parsed.success ? parsed.data : null;
}

/** An id of a set of revisions, or undefined for anything else. */
function setId(value: unknown): string | undefined {
  return typeof value === "string" && /^[a-z0-9-]{1,64}$/.test(value) ? value : undefined;
}

function readRuns(element: Y.XmlElement): TextRun[] {
  const runs: TextRun[] = [];
  for (const child of element.toArray()) {
    // A line break is an element of its own in the editor and a newline in the model.
    if (child instanceof Y.XmlElement && child.nodeName === "hardBreak") runs.push({ text: "\n" });
    if (!(child instanceof Y.XmlText)) continue;
    let last: TextRun | null = null;
    for (const part of child.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
      if (typeof part.insert !== "string") continue;
      const run: TextRun = { text: part.insert };
      for (const mark of marks) if (part.attributes?.[mark] !== undefined) run[mark] = true;
      const revised = setId((part.attributes?.["revised"] as { set?: unknown } | undefined)?.set);
      if (revised !== undefined) run.revised = revised;
      // Where words between two formats went, Yjs may tell what looks alike in two parts.
      if (last !== null && isAlikeRun(last, run)) last.text += run.text;
      else runs.push((last = run));
    }
  }
  return runs;
}

function isAlikeRun(one: TextRun, other: TextRun): boolean {
  return one.revised === other.revised && marks.every((mark) => one[mark] === other[mark]);
}

/** A block as a new element, with its text and marks. */
export function toElement(block: ScriptBlock): Y.XmlElement {
  const element = new Y.XmlElement<Record<string, string | number | boolean>>(block.type);
  element.setAttribute("id", block.id);
  if (block.sceneNumber !== undefined) element.setAttribute("sceneNumber", block.sceneNumber);
  if (block.dual === true) element.setAttribute("dual", true);
  if (block.depth !== undefined) element.setAttribute("depth", block.depth);
  if (block.boneyard === true) element.setAttribute("boneyard", true);
  if (block.verdict !== undefined) element.setAttribute("verdict", block.verdict);
  if (block.omitted === true) element.setAttribute("omitted", true);
  if (block.revision !== undefined) element.setAttribute("revision", block.revision);
  if (block.bookmark !== undefined) element.setAttribute("bookmark", block.bookmark);
  if (block.runs.length > 0) {
    const content = new Y.XmlText();
    let at = 0;
    for (const run of block.runs) {
      const attributes: Record<string, object> = {};
      for (const mark of marks) if (run[mark] === true) attributes[mark] = {};
      if (run.revised !== undefined) attributes["revised"] = { set: run.revised };
      content.insert(at, run.text, attributes);
      at += run.text.length;
    }
    element.insert(0, [content]);
  }
  return element as Y.XmlElement;
}

/** Title page and blocks together. */
export function readScreenplay(doc: Y.Doc): Screenplay {
  return { titlePage: readTitlePage(doc), blocks: readBlocks(doc) };
}

function sameBlock(a: ScriptBlock, b: ScriptBlock): boolean {
  return a.type === b.type && content(a) === content(b);
}

/** What a block says, as text formats can say it: without its id and without marks of revisions. */
function content({ id: _id, revision: _revision, runs, ...rest }: ScriptBlock): string {
  return JSON.stringify([rest, unrevised(runs)]);
}

/**
 * Makes the document say `next`, in one transaction, touching only what differs: equal blocks at the head and
 * the tail stay as they are, and a block in between that is equal to one that was there, or shares most of its words
 * with it, keeps its id, so that shots and notes anchored to it survive.
 */
export function writeScreenplay(doc: Y.Doc, next: Screenplay, origin?: unknown): void {
  // Scripts that come as text hold no writers' marks: they say nothing about them, so blocks that stay keep theirs.
  const isMarked = next.blocks.some((one) => one.verdict !== undefined || one.bookmark !== undefined);
  const present = readBlocks(doc);
  const now = isMarked ? present : present.map(withoutMarks);
  const byId = new Map(present.map((one) => [one.id, one]));
  const body = scriptBody(doc);
  let head = 0;
  while (head < now.length && head < next.blocks.length && same(now[head], next.blocks[head])) head += 1;
  let tail = 0;
  while (
    tail < now.length - head &&
    tail < next.blocks.length - head &&
    same(now.at(-1 - tail), next.blocks.at(-1 - tail))
  ) {
    tail += 1;
  }
  const gone = now.slice(head, now.length - tail);
  const ids = keptIds(gone, next.blocks.slice(head, next.blocks.length - tail));
  const fresh = [...ids].map(([block, id]) => ({
    ...(isMarked ? {} : marksOf(byId.get(id))),
    ...block,
    id,
  }));
  doc.transact(() => {
    const from = body.length === now.length ? head : 0;
    const removed = body.length === now.length ? gone.length : body.length;
    const inserted = body.length === now.length ? fresh : next.blocks;
    if (removed > 0) body.delete(from, removed);
    if (inserted.length > 0) body.insert(from, inserted.map(toElement));
    writeTitlePage(doc, next.titlePage);
  }, origin);

  function same(a: ScriptBlock | undefined, b: ScriptBlock | undefined): boolean {
    return a !== undefined && b !== undefined && sameBlock(a, b);
  }
}

function marksOf(block: ScriptBlock | undefined): Pick<ScriptBlock, "verdict" | "bookmark"> {
  const { verdict, bookmark } = block ?? {};
  return { ...(verdict === undefined ? {} : { verdict }), ...(bookmark === undefined ? {} : { bookmark }) };
}

function withoutMarks({ verdict: _verdict, bookmark: _bookmark, ...block }: ScriptBlock): ScriptBlock {
  return block;
}

/** The id of each block that comes: of the block that it was, also where that has moved, else its own. */
function keptIds(gone: readonly ScriptBlock[], coming: readonly ScriptBlock[]): Map<ScriptBlock, string> {
  const pairs = matchBlocks(gone, coming);
  const taken = new Set(pairs.values());
  const left = Map.groupBy(
    gone.filter((old) => !taken.has(old.id)),
    (old) => `${old.type} ${content(old)}`,
  );
  return new Map(
    coming.map((block) => {
      const moved = pairs.has(block.id) ? undefined : left.get(`${block.type} ${content(block)}`)?.shift();
      const id = pairs.get(block.id) ?? moved?.id ?? (taken.has(block.id) ? newBlockId() : block.id);
      taken.add(id);
      return [block, id];
    }),
  );
}
