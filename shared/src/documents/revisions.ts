import * as Y from "yjs";
import { z } from "zod";
import type { PageLock } from "../screenplay/page-lock.ts";
import { pageNumbers } from "../screenplay/page-numbers.ts";
import type { ScriptBlock } from "../screenplay/block.ts";
import { newId, setField } from "./record.ts";
import { revising } from "./revising.ts";
import { letterAt, letterPlace } from "./text-anchor.ts";
import { readBlock, scriptBody } from "./script.ts";

/** Colours of revised pages in the order of the trade, after white; then they begin again as "double blue". */
export const revisionColours = [
  "blue",
  "pink",
  "yellow",
  "green",
  "goldenrod",
  "buff",
  "salmon",
  "cherry",
  "tan",
] as const;

/** Final Draft's tints of the paper, by colour. */
export const revisionTints: Record<(typeof revisionColours)[number], string> = {
  blue: "#c6edfe",
  pink: "#fdccd4",
  yellow: "#fdffab",
  green: "#d1fed0",
  goldenrod: "#facd39",
  buff: "#fced9d",
  salmon: "#f8ae8e",
  cherry: "#fba4b4",
  tan: "#fdf1c7",
};

const storedSet = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  startedAt: z.number().int().min(0).max(8_640_000_000_000),
  startedBy: z.string().max(200),
});
const storedLocks = z.array(
  z.object({
    number: z.string().min(1).max(20),
    block: z.string().max(64),
    offset: z.number().int().min(0),
    then: z.array(z.string().max(64)).max(50).optional(),
    /** The letter that a page begins with inside a block, as a relative position of Yjs in JSON. */
    letter: z.string().max(500).optional(),
  }),
);

/** The numbers that locking wrote, by the id of their heading. */
const writtenNumbers = z.record(z.string(), z.string());

/** One set of revisions: everything that was changed on pages of one colour. */
export type RevisionSet = {
  id: string;
  /** 1 is blue. */
  number: number;
  /** "blue", "double blue". */
  name: string;
  tint: string;
  startedAt: number;
  startedBy: string;
};

export type Revisions = {
  sets: RevisionSet[];
  /** The set that changes go into now; null while the script is written without marks. */
  active: RevisionSet | null;
  /** Where the locked pages begin; empty while pages are free. */
  pageLocks: PageLock[];
  areNumbersLocked: boolean;
};

/** The `revisions` root of the `script` document. */
export function revisionsRoot(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap<unknown>("revisions");
}

/** The name of the nth set's colour, counted from 1. */
export function revisionName(number: number): string {
  const colour = revisionColours[(number - 1) % revisionColours.length]!;
  const round = Math.floor((number - 1) / revisionColours.length);
  return round === 0 ? colour : `${round === 1 ? "double" : `${round + 1}×`} ${colour}`;
}

/** Sets and locks of the `script` document. What cannot be read is left out. */
export function readRevisions(doc: Y.Doc): Revisions {
  const map = revisionsRoot(doc);
  const stored = [...map].flatMap(([key, value]) => {
    const parsed = key.startsWith("set:") ? storedSet.safeParse(value) : null;
    return parsed?.success === true ? [parsed.data] : [];
  });
  const sets = stored
    .toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1))
    .map((set, index): RevisionSet => {
      const colour = revisionColours[index % revisionColours.length]!;
      return { ...set, number: index + 1, name: revisionName(index + 1), tint: revisionTints[colour] };
    });
  const locks = storedLocks.safeParse(map.get("pages"));
  return {
    sets,
    active: sets.find((set) => set.id === map.get("active")) ?? null,
    pageLocks: locks.success ? locks.data.map((lock) => lockNow(doc, lock)) : [],
    areNumbersLocked: map.get("numbers") === true,
  };
}

/** Begins the next set of revisions; from now on changes are marked with it, whoever makes them. Gives its id. */
export function startRevision(doc: Y.Doc, by: string, at: number, origin?: unknown): string {
  const id = newId("revision");
  doc.transact(() => {
    revisionsRoot(doc).set(`set:${id}`, { id, startedAt: at, startedBy: by });
    revisionsRoot(doc).set("active", id);
  }, origin);
  return id;
}

/** Changes are marked no more. The marks stay. */
export function endRevision(doc: Y.Doc, origin?: unknown): void {
  doc.transact(() => setField(revisionsRoot(doc), "active", null), origin);
}

/** Locks pages where they begin now, or frees them with an empty list. A page that begins inside a block holds on to its first letter. */
export function lockPages(doc: Y.Doc, locks: readonly PageLock[], origin?: unknown): void {
  const stored = locks.map((lock) => {
    const letter = lock.offset === 0 ? null : letterAt(doc, lock.block, lock.offset);
    return letter === null ? lock : { ...lock, letter };
  });
  doc.transact(() => setField(revisionsRoot(doc), "pages", stored), origin);
}

/** Where a lock is now: its letter may have been pushed on, or be in another block since a split. */
function lockNow(doc: Y.Doc, { letter, ...lock }: PageLock & { letter?: string | undefined }): PageLock {
  const place = letter === undefined ? null : letterPlace(doc, letter);
  return place === null ? lock : { ...lock, block: place.blockId, offset: place.offset };
}

/** The number of each scene in print: what is written, and between written numbers what is inserted (12A). */
export function sceneNumbers(blocks: readonly ScriptBlock[]): Map<string, string> {
  const headings = blocks.filter((block) => block.type === "sceneHeading");
  const numbers = pageNumbers(headings.map((block) => block.sceneNumber ?? null));
  return new Map(headings.map((block, index) => [block.id, numbers[index]!]));
}

/**
 * Writes each scene's number down, so that it stays whatever comes before it; or takes away again what was written
 * down, but no number that somebody gave a scene.
 */
export function lockSceneNumbers(doc: Y.Doc, isLocked: boolean, origin?: unknown): void {
  doc.transact(() => {
    const headings = headingsOf(doc);
    const stored = writtenNumbers.safeParse(revisionsRoot(doc).get("written"));
    const written = stored.success ? stored.data : {};
    const numbers = sceneNumbers(headings.map((one) => one.block));
    for (const { element, block } of headings) {
      const number = block.sceneNumber;
      if (isLocked && number === undefined) {
        written[block.id] = numbers.get(block.id)!;
        element.setAttribute("sceneNumber", numbers.get(block.id)!);
      } else if (!isLocked && number !== undefined && number === written[block.id])
        element.removeAttribute("sceneNumber");
    }
    setField(revisionsRoot(doc), "written", isLocked ? written : {});
    setField(revisionsRoot(doc), "numbers", isLocked);
  }, origin);
}

/** Cuts a scene but keeps its place and number, or brings it back. Tells whether the heading was found. */
export function omitScene(doc: Y.Doc, headingId: string, isOmitted: boolean, origin?: unknown): boolean {
  const found = headingsOf(doc).find((one) => one.block.id === headingId);
  if (found === undefined) return false;
  const omit = () => {
    if (isOmitted) (found.element as Y.XmlElement<{ omitted: boolean }>).setAttribute("omitted", true);
    else found.element.removeAttribute("omitted");
  };
  revising(doc, omit, origin);
  return true;
}

function headingsOf(doc: Y.Doc): { element: Y.XmlElement; block: ScriptBlock }[] {
  return scriptBody(doc)
    .toArray()
    .flatMap((element, index) => {
      const block = element instanceof Y.XmlElement ? readBlock(element, index) : null;
      return block?.type === "sceneHeading" ? [{ element: element as Y.XmlElement, block }] : [];
    });
}
