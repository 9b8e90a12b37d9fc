import type { Hocuspocus } from "@hocuspocus/server";
import type { StudioEvent } from "@backlot/shared/documents/commands";
import { parseDocumentName } from "@backlot/shared/documents/names";
import type { Context } from "./seat.ts";

/**
 * Sends "this changed" to everybody who has a project open (`null`: any project), on its `project` document. Nobody
 * relies on it for truth: a client that was away refetches when it comes back.
 */
export function emitEvent(
  hocuspocus: Hocuspocus<Context>,
  projectId: string | null,
  event: StudioEvent,
): void {
  const payload = JSON.stringify({ event });
  for (const [name, document] of hocuspocus.documents) {
    const parsed = parseDocumentName(name);
    if (parsed.kind !== "project") continue;
    if (projectId === null || parsed.projectId === projectId) document.broadcastStateless(payload);
  }
}
