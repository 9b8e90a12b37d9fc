import * as Y from "yjs";
import { AppError } from "../errors/app-error.ts";
import { idea, type Idea } from "../ideation/schema.ts";
import {
  byOrder,
  collection,
  makeRecord,
  newId,
  orderAt,
  setField,
  text,
  type RecordMap,
  type YRecord,
} from "./record.ts";
import { clampText } from "../text/clamp.ts";

/** The `ideas` root of the `ideation` document. Nobody else calls `getMap("ideas")`. */
function ideasRoot(doc: Y.Doc): RecordMap {
  return doc.getMap<YRecord>("ideas");
}

/** Every readable idea that is not deleted, the newest first unless somebody moved it. */
export function readIdeas(doc: Y.Doc): Idea[] {
  const found: Idea[] = [];
  for (const [id, record] of ideasRoot(doc)) {
    if (!(record instanceof Y.Map)) continue;
    const tags = record.get("tags");
    const parsed = idea.safeParse({
      id,
      order: record.get("order"),
      title: record.get("title") instanceof Y.Text ? String(record.get("title")) : "",
      tags: tags instanceof Y.Map ? [...tags.keys()].toSorted() : [],
      createdAt: record.get("createdAt"),
      deletedAt: record.get("deletedAt") ?? null,
    });
    if (parsed.success && parsed.data.deletedAt === null) found.push(parsed.data);
  }
  return found.toSorted(byOrder);
}

/** Adds an idea at the top of the list, with an empty paragraph to write in; gives its id. */
export function addIdea(doc: Y.Doc, title: string, at: number, origin?: unknown): string {
  const id = newId("idea");
  doc.transact(() => {
    const body = new Y.XmlFragment();
    body.insert(0, [new Y.XmlElement("paragraph")]);
    ideasRoot(doc).set(
      id,
      makeRecord({
        order: orderAt(readIdeas(doc), 0),
        title: text(title),
        tags: collection({}),
        body,
        createdAt: at,
        deletedAt: null,
      }),
    );
  }, origin);
  return id;
}

/** The rich text of an idea: paragraphs, headings, lists, quotes and pictures. */
export function ideaBody(doc: Y.Doc, id: string): Y.XmlFragment {
  const body = record(doc, id).get("body");
  if (body instanceof Y.XmlFragment) return body;
  throw gone();
}

export function ideaTitle(doc: Y.Doc, id: string): Y.Text {
  const title = record(doc, id).get("title");
  if (title instanceof Y.Text) return title;
  throw gone();
}

/** Adds and takes away tags so that the idea has exactly these. Tags are kept in small letters, 40 at most. */
export function setTags(doc: Y.Doc, id: string, tags: readonly string[], origin?: unknown): void {
  const map = record(doc, id).get("tags");
  if (!(map instanceof Y.Map)) throw gone();
  const wanted = new Set(
    tags.map((tag) => clampText(tag.trim().toLowerCase(), 40)).filter((tag) => tag !== ""),
  );
  doc.transact(() => {
    for (const tag of map.keys()) if (!wanted.has(tag)) map.delete(tag);
    for (const tag of [...wanted].slice(0, 40)) setField(map, tag, true);
  }, origin);
}

/** Deletes an idea, or with null brings it back. */
export function setIdeaDeleted(doc: Y.Doc, id: string, at: number | null, origin?: unknown): void {
  doc.transact(() => setField(record(doc, id), "deletedAt", at), origin);
}

function record(doc: Y.Doc, id: string): YRecord {
  const found = ideasRoot(doc).get(id);
  if (found === undefined) throw gone();
  return found;
}

function gone(): AppError {
  return new AppError("not-found", { sentence: "This idea is gone." });
}
