import type { Extension } from "@hocuspocus/server";
import type { Kysely } from "kysely";
import * as Y from "yjs";
import { toDocument } from "@backlot/shared/documents/client";
import type { CommandRequest } from "@backlot/shared/documents/commands";
import { parseDocumentName } from "@backlot/shared/documents/names";
import { readBlocks } from "@backlot/shared/documents/script";
import { visibleText } from "@backlot/shared/screenplay/block";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Log } from "@backlot/shared/server/logging";
import { keepVersion, newestState } from "@backlot/shared/server/versions";
import { compareDrafts } from "@backlot/shared/version/compare";
import type { VersionReason } from "@backlot/shared/version/schema";
import { isFromBus } from "./cluster/bus-origin.ts";
import { actorOfOrigin } from "./recorder.ts";
import type { Context } from "./seat.ts";

/** A version is worth keeping from this many words that were added or are gone. */
const enoughWords = 12;

export type VersionKeeperOptions = {
  db: Kysely<Database>;
  log: Log;
  onKept: (projectId: string) => void;
  /** For how long nobody writes, ms. */
  pauseMs?: number;
  /** While somebody keeps writing, a version is kept at least this often, ms. */
  longestMs?: number;
};

export type VersionKeeper = {
  extension: Extension<Context>;
  /** Keeps the script as it is before a command that replaces much of it. */
  keepBefore: (script: Y.Doc, request: CommandRequest) => Promise<void>;
  /** Whether a version of this document is waiting for its pause, or being kept. */
  isWaiting: (document: string) => boolean;
  /** Keeps what is waiting for its pause. */
  stop: () => Promise<void>;
};

type Watched = {
  projectId: string;
  doc: Y.Doc;
  since: number;
  touchedAt: number;
  timer: NodeJS.Timeout;
};

const replacing: Partial<Record<CommandRequest["command"]["type"], VersionReason>> = {
  importScript: "import",
  restoreScript: "restore",
};

/** Keeps versions of scripts by itself: when writing pauses after enough change, and before much is replaced. */
export function createVersionKeeper(options: VersionKeeperOptions): VersionKeeper {
  const { db, log, onKept, pauseMs = 120_000, longestMs = 600_000 } = options;
  const watched = new Map<string, Watched>();
  /** Who wrote since the last version, by document. */
  const writers = new Map<string, Map<string, string>>();
  const keeping = new Set<Promise<void>>();

  function touch(document: string, doc: Y.Doc, actor: { id: string; name: string } | null): void {
    if (actor !== null) {
      const wrote = writers.get(document) ?? new Map<string, string>();
      wrote.set(actor.id, actor.name);
      writers.set(document, wrote);
    }
    const now = Date.now();
    const present = watched.get(document);
    if (present !== undefined) {
      // Its timer looks again when it comes: a new one for each letter would cost more than the letter.
      present.doc = doc;
      present.touchedAt = now;
      return;
    }
    const one = { projectId: parseDocumentName(document).projectId, doc, since: now, touchedAt: now };
    watched.set(document, { ...one, timer: wait(document, Math.min(pauseMs, longestMs)) });
  }

  function wait(document: string, milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => {
      const one = watched.get(document);
      if (one === undefined) return;
      const left = Math.min(one.touchedAt + pauseMs, one.since + longestMs) - Date.now();
      if (left > 0) one.timer = wait(document, left);
      else start(document);
    }, milliseconds).unref();
  }

  function start(document: string): void {
    const one = watched.get(document);
    if (one === undefined) return;
    watched.delete(document);
    clearTimeout(one.timer);
    const work = keep(document, one).finally(() => keeping.delete(work));
    keeping.add(work);
  }

  async function keep(document: string, one: Watched): Promise<void> {
    try {
      const { projectId } = one;
      const earlier = await newestState(db, projectId);
      const before = earlier === null ? [] : readBlocks(toDocument(earlier));
      if (compareDrafts(before, readBlocks(one.doc)).words < enoughWords) return;
      const wrote = [...(writers.get(document) ?? [])].map(([id, name]) => ({ id, name }));
      const { isNew } = await keepVersion(db, {
        projectId,
        state: Y.encodeStateAsUpdate(one.doc),
        reason: "pause",
        by: { id: null, name: "Backlot" },
        contributors: wrote,
      });
      writers.delete(document);
      if (isNew) onKept(projectId);
    } catch (error) {
      log.warn({ err: error, document }, "a version could not be kept");
    }
  }

  return {
    isWaiting: (document) => watched.has(document) || keeping.size > 0,
    extension: {
      // oxlint-disable-next-line require-await -- the hook's type asks for a promise
      async afterLoadDocument({ document, documentName }) {
        if (parseDocumentName(documentName).kind !== "script") return;
        document.on("update", (_update: Uint8Array, origin: unknown) => {
          // What was written at another server is kept there.
          if (!isFromBus(origin)) touch(documentName, document, actorOfOrigin(origin));
        });
      },
    },
    async keepBefore(script, { projectId, command, actor }) {
      const reason = replacing[command.type];
      if (reason === undefined || !hasWords(script)) return;
      const { isNew } = await keepVersion(db, {
        projectId,
        state: Y.encodeStateAsUpdate(script),
        reason,
        by: actor,
      });
      if (isNew) onKept(projectId);
    },
    async stop() {
      for (const document of watched.keys()) start(document);
      await Promise.all(keeping);
    },
  };
}

function hasWords(script: Y.Doc): boolean {
  return readBlocks(script).some((block) => visibleText(block) !== "");
}
