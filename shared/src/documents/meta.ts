import type * as Y from "yjs";

/** The `meta` root, which every document has. Nobody else calls `getMap("meta")`. */
export function metaRoot(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap<unknown>("meta");
}

/** The version of the document's structure; null while its content has not arrived. */
export function readSchemaVersion(doc: Y.Doc): number | null {
  const version = metaRoot(doc).get("schemaVersion");
  return typeof version === "number" ? version : null;
}
