import * as Y from "yjs";
import { readCut } from "@backlot/shared/documents/cut";
import { documentKind, documentRoots, type DocumentKind } from "@backlot/shared/documents/names";
import { readBeats } from "@backlot/shared/documents/outline";
import { readShots } from "@backlot/shared/documents/shots";

/** Every live document of a film: writers write all of them, and all of them are compared. */
export const filmKinds = documentKind.options;

/** A token that stands out in any document: letters, so that no word rule or capitalisation touches it. */
const tokenPattern = /zq[a-z]+-\d+qz/g;

/** What one document holds of the tokens that clients wrote. */
export type Content = {
  /** How often each is there, also in what is deleted and can be brought back. */
  all: ReadonlyMap<string, number>;
  /** How often each is there for people to see. */
  shown: ReadonlyMap<string, number>;
  /** Where the things that have an order stand. */
  places: ReadonlyMap<string, string>;
};

export function tokensOf(kind: DocumentKind, doc: Y.Doc): Content {
  return {
    all: countTokens(contentOf(kind, doc)),
    shown: countTokens(contentOf(kind, doc, isShown)),
    places: placesOf(kind, doc),
  };
}

/** How often each token occurs in a text. */
export function countTokens(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [token] of text.matchAll(tokenPattern)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

/** Where each shot, clip and beat with a token stands, as one string. Deleted clips and beats have no place. */
export function placesOf(kind: DocumentKind, doc: Y.Doc): Map<string, string> {
  const places = new Map<string, string>();
  function note(text: string, place: string): void {
    for (const token of countTokens(text).keys()) places.set(token, place);
  }
  if (kind === "shots")
    for (const { description, sceneId, order } of readShots(doc)) note(description, `${sceneId} ${order}`);
  if (kind === "cut")
    for (const { shotId, order, inFrame } of readCut(doc)) note(shotId, `${order} from ${inFrame}`);
  if (kind === "outline") for (const { title, order } of readBeats(doc)) note(title, order);
  return places;
}

/** A record that was deleted stays, marked, so that it can be brought back. */
function isShown(record: unknown): boolean {
  return (
    typeof record !== "object" || record === null || !("deletedAt" in record) || record.deletedAt === null
  );
}

/** A document's content as one string: equal strings are equal films. */
export function contentOf(
  kind: DocumentKind,
  doc: Y.Doc,
  isWanted: (record: unknown) => boolean = () => true,
): string {
  return documentRoots[kind]
    .map((root) => {
      if (root === "body") return doc.getXmlFragment(root).toString();
      const records = Object.entries(doc.getMap(root).toJSON() as Record<string, unknown>);
      return stable(Object.fromEntries(records.filter(([, record]) => isWanted(record))));
    })
    .join("\n");
}

/** JSON with sorted keys: maps of the same content may have been filled in another order. */
export function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** How two replicas of one document differ, or null: by content, by state vector, and by edits that wait for others. */
export function difference(kind: DocumentKind, one: Y.Doc, other: Y.Doc): string | null {
  for (const doc of [one, other]) {
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
      return `${kind}: some edits wait for others that are missing`;
  }
  if (vectorOf(one) !== vectorOf(other)) return `${kind}: the state vectors differ`;
  if (contentOf(kind, one) !== contentOf(kind, other)) return `${kind}: the content differs`;
  return null;
}

export function vectorOf(doc: Y.Doc): string {
  return JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted((a, b) => a[0] - b[0]));
}
