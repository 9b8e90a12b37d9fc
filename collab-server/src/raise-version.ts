import type { Document } from "@hocuspocus/server";
import { metaRoot } from "@backlot/shared/documents/meta";
import { schemaVersion } from "@backlot/shared/documents/names";

/**
 * Brings a document of an earlier version to the present one and says so in it. From then on a page of the earlier
 * version does not open it any more: not over the network, and not from a device where another page has left it.
 *
 * So far versions only added things, so saying it is all there is to do. Two servers that do this at once write the
 * same.
 */
export function raiseVersion(document: Document): void {
  const meta = metaRoot(document);
  const present = meta.get("schemaVersion");
  if (typeof present === "number" && present >= schemaVersion) return;
  document.transact(() => meta.set("schemaVersion", schemaVersion), { source: "local" });
}
