import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { refetchStaleness } from "../app/query-keys.ts";
import { useSession } from "../session/hooks.ts";

/** After so long without an edit what is stale is asked again, ms. */
const quietMs = 800;

/**
 * What is stale follows the documents. The server works it out and hears of no field that moved, so it is asked again when
 * somebody's edit of the script, the assets or the shots is a moment old, and one's own is saved.
 */
export function useFreshStaleness(projectId: string): void {
  const session = useSession();
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isDue = false;
    const ask = () => {
      const { kind } = session.status;
      if (!isDue || (kind !== "saved" && kind !== "read-only")) return;
      isDue = false;
      refetchStaleness(client, projectId);
    };
    const later = () => {
      isDue = false;
      clearTimeout(timer);
      timer = setTimeout(() => {
        isDue = true;
        ask();
      }, quietMs);
    };
    const { script, assets, shots } = session.documents;
    const watched = [script, assets, shots];
    for (const doc of watched) doc.on("update", later);
    const unsubscribe = session.subscribe(ask);
    return () => {
      clearTimeout(timer);
      unsubscribe();
      for (const doc of watched) doc.off("update", later);
    };
  }, [client, projectId, session]);
}
