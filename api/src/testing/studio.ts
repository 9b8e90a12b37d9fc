import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { CamelCasePlugin, Kysely, PGliteDialect } from "kysely";
import type { Role } from "@backlot/shared/access/roles";
import type { Database } from "@backlot/shared/server/database-schema";
import { clusterStatus } from "@backlot/shared/server/engine-status";
import { silentLog } from "@backlot/shared/server/logging";
import { readTemporalSettings } from "@backlot/shared/server/temporal-settings";
import { createApi } from "../app.ts";
import { ownerLink } from "../access/owner-link.ts";
import type { ApiDeps } from "../app-env.ts";
import { createMemoryDocuments } from "./memory-documents.ts";

const migrations = join(import.meta.dirname, "../../../infra/migrations");
const publicUrl = "http://localhost:4400";

/** An empty database with every migration applied, in this process. */
export async function openTestDatabase(): Promise<Kysely<Database>> {
  const pglite = await PGlite.create();
  for (const name of (await readdir(migrations)).filter((file) => file.endsWith(".sql")).toSorted()) {
    await pglite.exec(await readFile(join(migrations, name), "utf8"));
  }
  return new Kysely<Database>({
    dialect: new PGliteDialect({ pglite }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

export type Answer<T = Record<string, unknown>> = { status: number; body: T; headers: Headers };

/** Somebody at a browser: sends JSON with their cookie. */
export type Caller = {
  id: string;
  send: <T = Record<string, unknown>>(method: string, path: string, body?: unknown) => Promise<Answer<T>>;
  raw: (method: string, path: string, init?: RequestInit) => Promise<Response>;
};

/** A whole API on its own database and documents, with people who came in through links. */
export async function openTestStudio(overrides: Partial<ApiDeps> = {}) {
  const db = overrides.db ?? (await openTestDatabase());
  const documents = createMemoryDocuments();
  const dataDir = await mkdtemp(join(tmpdir(), "backlot-api-"));
  const secret = () => randomBytes(32).toString("hex");
  const deps: ApiDeps = {
    db,
    authSecret: secret(),
    ticketSecret: secret(),
    serviceToken: secret(),
    encryptionKey: secret(),
    publicUrl,
    dataDir,
    documents,
    temporal: readTemporalSettings({}),
    engineStatus: clusterStatus("127.0.0.1:7233"),
    clientDist: null,
    log: silentLog(),
    ...overrides,
  };
  const api = createApi(deps);

  function caller(headers: Record<string, string>, id = ""): Caller {
    const raw: Caller["raw"] = async (method, path, init = {}) =>
      api.request(new URL(path, publicUrl).href, {
        ...init,
        method,
        headers: { ...headers, ...(init.headers as Record<string, string>) },
      });
    return {
      id,
      raw,
      async send<T>(method: string, path: string, body?: unknown) {
        const response = await raw(
          method,
          path,
          body === undefined
            ? {}
            : { body: JSON.stringify(body), headers: { "content-type": "application/json" } },
        );
        const text = await response.text();
        return {
          status: response.status,
          body: (text.startsWith("{") ? JSON.parse(text) : { text }) as T,
          headers: response.headers,
        };
      },
    };
  }

  const stranger = caller({ origin: publicUrl });
  const operator = caller({ authorization: `Bearer ${deps.serviceToken}` }, "operator");

  /** Opens a link and comes back as a signed-in caller. */
  async function enter(token: string, introduction: Record<string, string>): Promise<Caller> {
    const answer = await stranger.send("POST", `/api/welcome/${token}`, introduction);
    if (answer.status !== 200) throw new Error(`The link was refused: ${JSON.stringify(answer.body)}`);
    return signedIn(answer.headers);
  }

  async function signedIn(headers: Headers): Promise<Caller> {
    const cookie = headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    const me = await caller({ cookie }).send<{ user: { id: string } }>("GET", "/api/me");
    return caller({ cookie, origin: publicUrl }, me.body.user.id);
  }

  /** Brings somebody into a project with a role, through an invitation. */
  async function invite(by: Caller, projectId: string, role: Role, name: string = role): Promise<Caller> {
    const made = await by.send<{ url: string }>("POST", `/api/projects/${projectId}/invitations`, { role });
    const email = `${name.normalize("NFKD").replace(/[^a-z0-9]/gi, "")}-${randomBytes(4).toString("hex")}@example.com`;
    return enter(tokenOf(made.body.url), { name, email, password: "correct horse" });
  }

  return {
    api,
    deps,
    db,
    documents,
    stranger,
    operator,
    caller,
    enter,
    invite,
    signedIn,
    /** The studio's first person, with the sample project. */
    async enterOwner(name = "Ana Owner"): Promise<Caller> {
      return enter(tokenOf((await ownerLink(db)) ?? ""), {
        name,
        email: "ana@example.com",
        password: "correct horse",
      });
    },
    async close() {
      await db.destroy();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type TestStudio = Awaited<ReturnType<typeof openTestStudio>>;

/** The token in a welcome link. */
export function tokenOf(link: string): string {
  return new URL(link, publicUrl).searchParams.get("token") ?? "";
}
