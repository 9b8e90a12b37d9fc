import * as Y from "yjs";
import { documentRoots, type DocumentKind } from "@backlot/shared/documents/names";

/** The kinds that writers of the fault cases write. */
export const writtenKinds = ["script", "assets", "shots", "notes"] as const satisfies DocumentKind[];

/** A document's content as one string: equal strings are equal films. */
export function contentOf(kind: DocumentKind, doc: Y.Doc): string {
  return documentRoots[kind]
    .map((root) =>
      root === "body" ? doc.getXmlFragment(root).toString() : stable(doc.getMap(root).toJSON()),
    )
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
