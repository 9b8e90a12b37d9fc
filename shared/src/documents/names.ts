import { z } from "zod";
import { AppError } from "../errors/app-error.ts";

/** The live documents of a film. */
export const documentKind = z.enum([
  "project",
  "script",
  "assets",
  "shots",
  "cut",
  "notes",
  "outline",
  "ideation",
]);
export type DocumentKind = z.infer<typeof documentKind>;

/**
 * Version of the documents' structure; a client with a lower one is refused before its editor mounts, because an editor
 * deletes what it does not know, for everybody. Raised whenever the editors' schemas gain or lose something (a test in
 * `client/src/script/editor` pins them to this number). 2: marks and attributes of revisions. 3: an
 * attribute says which element a block has become.
 */
export const schemaVersion = 3;

export type DocumentName = {
  projectId: string;
  branch: string;
  kind: DocumentKind;
  /** Only a `script` document has one; the first script of a film is `main`. */
  id?: string;
  /** Raised when a document is rebuilt from scratch, so that old offline copies cannot merge back. */
  epoch: number;
};

const kinds = new Set<string | undefined>(documentKind.options);

/** One way to write each name, so no zeros before an epoch: two names for one document would be two documents. */
const pattern = /^p\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})\/([a-z]+)(?:\/([a-z0-9-]{1,64}))?~([1-9]\d{0,5})$/;

/** `p/<project>/<branch>/<kind>[/<id>]~<epoch>`, the only codec of document names. */
export function documentName(name: {
  projectId: string;
  kind: DocumentKind;
  id?: string;
  branch?: string;
  epoch?: number;
}): string {
  const id = name.kind === "script" ? `/${name.id ?? "main"}` : "";
  return `p/${name.projectId}/${name.branch ?? "main"}/${name.kind}${id}~${name.epoch ?? 1}`;
}

/** Reads a document name. Throws `bad-request` for anything that `documentName` would not have written. */
export function parseDocumentName(name: string): DocumentName {
  const parts = read(name);
  if (parts === null) {
    throw new AppError("bad-request", { sentence: "This is not the name of a document.", field: "document" });
  }
  return parts;
}

/** Whether `documentName` could have written this. */
export function isDocumentName(name: string): boolean {
  return read(name) !== null;
}

function read(name: string): DocumentName | null {
  const match = pattern.exec(name);
  const kind = match?.[3];
  if (match === null || !isKind(kind) || (kind === "script") !== (match[4] !== undefined)) return null;
  return {
    projectId: match[1] ?? "",
    branch: match[2] ?? "",
    kind,
    ...(match[4] === undefined ? {} : { id: match[4] }),
    epoch: Number(match[5]),
  };
}

/** Asked for every message of every document, which is more often than a schema is made for. */
function isKind(word: string | undefined): word is DocumentKind {
  return kinds.has(word);
}

/** Root types each document kind may hold; the server refuses updates that write to any other root. */
export const documentRoots: Record<DocumentKind, readonly string[]> = {
  project: ["meta", "scripts"],
  script: ["meta", "body", "titlePage", "kept", "settings", "dictionary", "proposals", "revisions"],
  assets: ["meta", "assets", "breakdown"],
  shots: ["meta", "shots"],
  cut: ["meta", "clips"],
  notes: ["meta", "threads", "margin"],
  outline: ["meta", "beats", "questions", "proposals"],
  ideation: ["meta", "ideas"],
};

/**
 * A frame that belongs to no document (an empty name). A client sends it when it has heard nothing for a while, and the
 * server sends it back at once: whatever the database or a document does, this says that the other side is there.
 */
export const signOfLife: Uint8Array<ArrayBuffer> = new Uint8Array([0]);

export function isSignOfLife(frame: Uint8Array): boolean {
  return frame.byteLength === 1 && frame[0] === 0;
}
