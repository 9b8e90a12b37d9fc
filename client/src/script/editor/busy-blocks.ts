import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

/** Ids of the blocks in which somebody else's caret is. */
export function busyBlocks(doc: Y.Doc, awareness: Awareness): Set<string> {
  const busy = new Set<string>();
  for (const [client, state] of awareness.getStates()) {
    const cursor = state["cursor"] as { anchor?: unknown; head?: unknown } | null | undefined;
    if (client === awareness.clientID || cursor == null) continue;
    for (const end of [cursor.anchor, cursor.head]) {
      const id = blockAt(doc, end);
      if (id !== null) busy.add(id);
    }
  }
  return busy;
}

/** What others send about themselves is not trusted to be a position. */
function blockAt(doc: Y.Doc, end: unknown): string | null {
  try {
    const place = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(end), doc);
    for (let type: unknown = place?.type; type instanceof Y.AbstractType; type = type.parent) {
      const id: unknown = type instanceof Y.XmlElement ? type.getAttribute("id") : undefined;
      if (typeof id === "string") return id;
    }
  } catch {
    // Not a position: nobody is there.
  }
  return null;
}
