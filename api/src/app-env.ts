import { OpenAPIHono } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Role } from "@backlot/shared/access/roles";
import type { DocumentsClient } from "@backlot/shared/documents/client";
import type { Database } from "@backlot/shared/server/database-schema";
import type { EngineStatusReader } from "@backlot/shared/server/engine-status";
import type { Log } from "@backlot/shared/server/logging";
import type { TemporalSettings } from "@backlot/shared/server/temporal-settings";
import { refuseInvalid } from "./web/validation.ts";

/** Everything the API needs from outside; made once by the process that serves it. */
export type ApiDeps = {
  /** With `CamelCasePlugin({ maintainNestedObjectKeys: true })`. */
  db: Kysely<Database>;
  /** Signs session cookies. */
  authSecret: string;
  /** Signs the short-lived tickets to live documents. */
  ticketSecret: string;
  /** Bearer token of the local operator and of our own servers. */
  serviceToken: string;
  /** 64 hexadecimal digits; seals provider keys. */
  encryptionKey: string;
  /** Where browsers reach the studio, for links: `http://localhost:4400`. */
  publicUrl: string;
  /** Holds `media/`. */
  dataDir: string;
  documents: DocumentsClient;
  /** How Temporal is reached; where is in the engine's status. */
  temporal: TemporalSettings;
  engineStatus: EngineStatusReader;
  /** Folder of the built client; null serves the API alone. */
  clientDist: string | null;
  log: Log;
};

/** Who asks: a person with an account, a guest with a link, or the operator of this machine. */
export type Actor = {
  id: string;
  name: string;
  /** Null for guests and the operator. */
  email: string | null;
  color: string;
  kind: "person" | "guest" | "operator";
};

/** The actor's place in the project of the request. */
export type Member = { projectId: string; role: Role; accessVersion: number };

export type ApiEnv = {
  Variables: {
    db: Kysely<Database>;
    requestId: string;
    /** Carries the request id; add what the line is about with `child`. */
    log: Log;
    /** Null when signed out. Inside routes use `actorOf(c)`. */
    actor: Actor | null;
    /** Set on routes whose access is an action (see `defineRoute`). */
    member: Member;
  };
};

/** A router whose validation failures become our error body. Every noun makes one and chains its routes on it. */
export function createRouter(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
}
