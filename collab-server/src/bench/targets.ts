import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import * as Y from "yjs";
import { embeddedFixture } from "@backlot/infra/system/service-fixture";
import { signTicket } from "@backlot/shared/access/ticket";
import type { DocumentCommand } from "@backlot/shared/documents/commands";
import { documentName, schemaVersion, type DocumentKind } from "@backlot/shared/documents/names";
import { startChild } from "./child.ts";
import { withoutDeletions } from "../without-deletions.ts";
import type { ServerReport } from "./report-server.ts";
import { stateFile, storeVariable } from "./stored-state.ts";

/**
 * A server that is measured. Films are numbered, and each has documents of every kind, its script where none is named;
 * each server names them in its own way.
 */
export type Target = {
  label: string;
  /** Where a client connects, and what it says there. Without a name: plain y-websocket, or echo. */
  url: (film: number, kind?: DocumentKind) => string;
  name: (film: number, kind?: DocumentKind) => string | null;
  /** People of a film are numbered too; what somebody writes is theirs in the log. */
  token: (film: number, person: number) => string;
  /** Where a script's snapshot is, for a server that has such a thing. */
  snapshotUrl: ((film: number) => string) | null;
  /** Puts a script's state into the store before anybody opens it. */
  store: (film: number, state: Uint8Array) => Promise<void>;
  report: () => Promise<ServerReport>;
  stop: () => Promise<void>;
};

/** Ours, which takes commands as workflows send them. */
export type OurTarget = Target & {
  databaseUrl: string;
  command: (film: number, command: DocumentCommand) => Promise<void>;
};

export const floor = "websocket echo";
export const bare = "bare Hocuspocus";
export const plain = "@y/websocket-server";
export const ours = "backlot";

const secret = "a secret that is only used while measuring";

export async function startEcho(): Promise<Target> {
  const child = await startChild(new URL("./echo-target.ts", import.meta.url));
  return {
    label: floor,
    url: () => `ws://127.0.0.1:${child.port}`,
    name: () => null,
    token: () => "",
    snapshotUrl: null,
    store: () => Promise.resolve(),
    report: child.report,
    stop: child.stop,
  };
}

export function startHocuspocus(): Promise<Target> {
  const name = (film: number, kind: DocumentKind = "script") => `bench-${film}-${kind}`;
  return startWithFiles("./hocuspocus-target.ts", (port) => ({
    label: bare,
    url: () => `ws://127.0.0.1:${port}`,
    name,
    file: name,
  }));
}

export function startYWebsocket(): Promise<Target> {
  const name = (film: number, kind: DocumentKind = "script") => `bench-${film}-${kind}`;
  return startWithFiles("./y-websocket-target.ts", (port) => ({
    label: plain,
    url: (film, kind) => `ws://127.0.0.1:${port}/${name(film, kind)}`,
    name: () => null,
    file: name,
  }));
}

type Naming = Pick<Target, "label" | "url" | "name"> & { file: (film: number) => string };

/** A server whose store is a folder of files, which is all that one of these can begin with. */
async function startWithFiles(file: string, naming: (port: number) => Naming): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), "backlot-bench-"));
  const child = await startChild(new URL(file, import.meta.url), { [storeVariable]: folder });
  const { file: name, ...named } = naming(child.port);
  return {
    ...named,
    token: () => "",
    snapshotUrl: null,
    store: (film, state) => writeFile(stateFile(folder, name(film)), state),
    report: child.report,
    stop: async () => {
      await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type OursOptions = {
  label?: string;
  films: number;
  /** How many people each film has; one where nothing else is said. */
  people?: number;
  env?: Record<string, string>;
  /** A database that is there already, for a second server. */
  databaseUrl?: string;
};

/** Ours with everything on: tickets, checks, presence stamps, the log, and the embedded database in its own process. */
export async function startOurs(options: OursOptions): Promise<OurTarget> {
  const { label = ours, films, people = 1, env = {} } = options;
  const database = options.databaseUrl === undefined ? await embeddedFixture() : null;
  const databaseUrl = options.databaseUrl ?? database?.url ?? "";
  if (database !== null) await addFilms(databaseUrl, films, people);
  const server = await startChild(new URL("../main.ts", import.meta.url), {
    DATABASE_URL: databaseUrl,
    TICKET_SECRET: secret,
    SERVICE_TOKEN: secret,
    PORT: "0",
    ...env,
  });
  const name = (film: number, kind: DocumentKind = "script") =>
    documentName({ projectId: projectOf(film), kind });
  const tickets = await Promise.all(
    Array.from({ length: films * people }, (_, index) =>
      ticketFor(Math.floor(index / people), index % people),
    ),
  );
  const address = `127.0.0.1:${server.port}/collab`;
  const storage = new pg.Client(databaseUrl);
  await storage.connect();
  let commands = 0;
  return {
    label,
    databaseUrl,
    url: () => `ws://${address}?v=${schemaVersion}`,
    name,
    token: (film, person) => tickets[film * people + person] ?? "",
    snapshotUrl: (film) => `http://${address}/documents/${encodeURIComponent(name(film))}`,
    async store(film, state) {
      await storage.query(
        "insert into document_snapshot (document, payload, through_seq, schema_version) values ($1, $2, 0, $3)",
        [name(film), asCompacted(state), schemaVersion],
      );
    },
    async command(film, command) {
      commands += 1;
      const answer = await fetch(`http://127.0.0.1:${server.port}/internal/commands`, {
        method: "POST",
        headers: { authorization: `Bearer ${secret}` },
        body: JSON.stringify({
          key: `bench-command-${commands}`,
          projectId: projectOf(film),
          actor: { id: "run:bench", name: "Bench" },
          command,
        }),
      });
      if (!answer.ok) throw new Error(`A command was answered with ${answer.status}: ${await answer.text()}`);
    },
    report: server.report,
    stop: async () => {
      await storage.end();
      await server.stop();
      await database?.stop();
    },
  };
}

const compacted = new WeakMap<Uint8Array, Buffer>();

/** A state as our store holds it once it has been compacted. */
function asCompacted(state: Uint8Array): Buffer {
  const known = compacted.get(state);
  if (known !== undefined) return known;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  const made = Buffer.from(withoutDeletions(doc));
  compacted.set(state, made);
  return made;
}

/** A number of films with their crew. */
export async function addFilms(url: string, films: number, people = 1): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  const projects = Array.from({ length: films }, (_, film) => projectOf(film));
  const crew = Array.from({ length: people }, (_, person) => userOf(person));
  await client.query(
    "insert into project (id, title, created_by) select id, 'Bench', $2 from unnest($1::text[]) as id",
    [projects, crew[0]],
  );
  await client.query(
    `insert into member (project_id, user_id, role)
     select project, person, 'owner' from unnest($1::text[]) as project, unnest($2::text[]) as person`,
    [projects, crew],
  );
  await client.end();
}

function projectOf(film: number): string {
  return `bench-${film}`;
}

function userOf(person: number): string {
  return `person-${person}`;
}

function ticketFor(film: number, person: number): Promise<string> {
  const claims = {
    userId: userOf(person),
    name: `Person ${person}`,
    color: "#336699",
    role: "owner" as const,
    accessVersion: 1,
  };
  return signTicket({ ...claims, projectId: projectOf(film) }, secret, 7_200);
}
