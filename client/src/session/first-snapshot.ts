import * as Y from "yjs";

/** A snapshot that takes longer than this, ms, is done without: the socket brings everything too. */
const patienceMs = 8_000;

export type FirstSnapshot = {
  /** Fetches the document's snapshot into an empty document; never rejects, and does nothing when it cannot. */
  load: (ticket: string) => Promise<void>;
  /** What goes behind the ticket: names the snapshot while the document is exactly that, once; empty afterwards. */
  takeMark: () => string;
};

/**
 * Opens a document that is not on this device the quick way: whole and compressed over HTTP, encoded once for
 * everybody, before the socket is asked for what was edited since. `origin` is what the document's provider uses for
 * what the server sent, so that none of it counts as an edit of this person.
 */
export function firstSnapshot(options: {
  doc: Y.Doc;
  name: string;
  /** The live socket's address; snapshots are served beside it. */
  socketUrl: string;
  origin: unknown;
  fetch?: typeof fetch;
}): FirstSnapshot {
  const { doc, name, origin } = options;
  let mark = "";

  async function load(ticket: string): Promise<void> {
    try {
      const response = await (options.fetch ?? fetch)(addressOf(options.socketUrl, name), {
        headers: { authorization: `Bearer ${ticket}` },
        signal: AbortSignal.timeout(patienceMs),
      });
      const id = response.headers.get("x-snapshot");
      if (!response.ok || id === null) return;
      const state = new Uint8Array(await response.arrayBuffer());
      // Somebody wrote meanwhile, in another tab or here: then the document is not that snapshot any more.
      if (doc.store.clients.size > 0) return;
      Y.applyUpdate(doc, state, origin);
      mark = `#${id}`;
      doc.once("update", () => (mark = ""));
    } catch (error) {
      console.warn("The quick way to open a document failed; the socket brings it.", error);
    }
  }

  return {
    load,
    takeMark() {
      const taken = mark;
      mark = "";
      return taken;
    },
  };
}

function addressOf(socketUrl: string, name: string): string {
  const url = new URL(socketUrl);
  url.protocol = url.protocol === "wss:" ? "https:" : "http:";
  url.pathname = `${url.pathname}/documents/${encodeURIComponent(name)}`;
  // Where there are several servers, the one that the project belongs to has it in memory.
  const project = url.searchParams.get("project");
  url.search = project === null ? "" : `?project=${encodeURIComponent(project)}`;
  return url.toString();
}
