import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as Y from "yjs";
import type { SessionDevice, SessionOptions } from "@backlot/client/session/session";
import type { TicketAnswer } from "@backlot/client/session/ticket";
import type { Role } from "@backlot/shared/access/roles";
import { signTicket } from "@backlot/shared/access/ticket";
import { toDocument } from "@backlot/shared/documents/client";
import { documentName, type DocumentKind } from "@backlot/shared/documents/names";
import { AppError } from "@backlot/shared/errors/app-error";
import { aProject, serviceToken, ticketSecret, until } from "../collab-fixture.ts";
import { applyStored, readStored } from "../load.ts";
import type { FaultDatabase } from "./fault-database.ts";
import { openLink, type Link } from "./link.ts";
import { Oracle } from "./oracle.ts";
import { seeded, type Random } from "./random.ts";
import { setTimePassed, setWallClock } from "./shifted-clock.ts";
import { startServerProcess, type ServerOptions, type ServerProcess } from "./server-process.ts";
import { openWriter, type Writer } from "./writer.ts";

/** What the API would answer to one person now; cases change it. */
export type Person = {
  id: string;
  role: Role;
  accessVersion: number;
  /** Whether the API answers, and whether it knows this person. */
  api: "answers" | "away" | "busy" | "signed-out" | "not-a-member";
  ticketLifetimeS: number;
  ticketsGiven: number;
};

/** A server with a link of its own for clients. */
export type Site = { process: ServerProcess; link: Link };

export type SiteOptions = Pick<ServerOptions, "redisUrl" | "canShiftClock" | "failing"> & {
  /** Its own way to the database, instead of the one that all servers share. */
  databaseLink?: Link;
};

/** How long something took and may take, ms. */
export type Timing = { what: string; tookMs: number; limitMs: number };

export type WriterWish = {
  site?: Site;
  person?: Person;
  device?: SessionDevice;
  onTrouble?: SessionOptions["onTrouble"];
};

/** Everything that one case works with: a film, a database behind a link, servers, writers and an oracle. */
export type Bed = {
  readonly projectId: string;
  readonly seed: number;
  readonly random: Random;
  readonly oracle: Oracle;
  readonly database: FaultDatabase;
  /** The servers' way to the database. */
  readonly databaseLink: Link;
  /** Other links of a case, closed with it. */
  readonly links: Link[];
  readonly spillDir: string;
  readonly sites: Site[];
  /** Servers that a case killed or stopped; any other end is a violation. */
  readonly endedOnPurpose: Set<ServerProcess>;
  readonly writers: Writer[];
  startSite: (options?: SiteOptions) => Promise<Site>;
  /** Puts a fresh server behind a site's link, as a supervisor does. */
  restart: (site: Site, options?: SiteOptions) => Promise<void>;
  /** Sets the clock of the machine with API and servers, ms ahead of the right time; servers need `canShiftClock`. */
  setStudioClock: (offsetMs: number) => void;
  /** Sets the clock of the servers alone, ms ahead of the right time. */
  setServerClock: (offsetMs: number) => void;
  /** Sets the wall clock of the clients, ms ahead of the right time. */
  setClientClock: (offsetMs: number) => void;
  /** Lets so much time pass, ms, for clients, API and servers; no timer comes due by it, as while a machine sleeps. */
  letTimePass: (milliseconds: number) => void;
  /** Posts to a server's internal routes, as the API and the workers do. */
  internal: (site: Site, path: string, body: unknown) => Promise<unknown>;
  /** Changes somebody's role, or removes them (null), and tells the servers. */
  changeRole: (person: Person, role: Role | null) => Promise<void>;
  /** Whether the case has the time of the fault matrix (`npm run faults`) or the little that every change gets (`npm test`). */
  readonly isLong: boolean;
  /** Waits as `until` does, and notes how long it took and how long it may take, which the case's runner judges. */
  within: (milliseconds: number, what: string, isSo: () => boolean | Promise<boolean>) => Promise<void>;
  readonly timings: Timing[];
  /** How long the film may take to come together after this case's fault, ms. */
  withinMs: number | undefined;
  /** Adds a line to what `npm run faults` prints about the case. */
  note: (line: string) => void;
  readonly notes: readonly string[];
  /** Ends a site's server with a signal; gives its exit code or the signal. */
  end: (site: Site, signal: NodeJS.Signals) => Promise<number | string>;
  person: (id: string, wish?: Partial<Person>) => Promise<Person>;
  ticket: (person: Person) => Promise<TicketAnswer>;
  writer: (name: string, wish?: WriterWish) => Promise<Writer>;
  /** The document as the database alone has it. */
  stored: (kind: DocumentKind) => Promise<Y.Doc>;
  /** The document as a server has it: from its memory when it is open there. */
  held: (site: Site, kind: DocumentKind) => Promise<Y.Doc>;
  close: () => Promise<void>;
};

/** Lays out one case. Close it in any event: it ends every process, link and session. */
export async function openBed(
  database: FaultDatabase,
  seed: number,
  { isLong }: { isLong: boolean } = { isLong: false },
): Promise<Bed> {
  const projectId = await aProject(database.db);
  const databaseLink = await openLink(() => database.port);
  const spillDir = mkdtempSync(join(tmpdir(), "backlot-spill-"));
  const random = seeded(seed);
  const oracle = new Oracle();
  const sites: Site[] = [];
  const links: Link[] = [];
  const notes: string[] = [];
  const timings: Timing[] = [];
  const endedOnPurpose = new Set<ServerProcess>();
  const writers: Writer[] = [];

  function startProcess({ databaseLink: own, ...options }: SiteOptions = {}): Promise<ServerProcess> {
    return startServerProcess({
      databasePort: (own ?? databaseLink).port,
      databaseName: database.name,
      ticketSecret,
      serviceToken,
      spillDir,
      ...options,
    });
  }

  async function person(id: string, wish: Partial<Person> = {}): Promise<Person> {
    const someone: Person = {
      id,
      role: "crew",
      accessVersion: 1,
      api: "answers",
      ticketLifetimeS: 600,
      ticketsGiven: 0,
      ...wish,
    };
    await database.db
      .insertInto("member")
      .values({ projectId, userId: id, role: someone.role })
      .onConflict((conflict) => conflict.columns(["projectId", "userId"]).doNothing())
      .execute();
    return someone;
  }

  async function ask(site: Site, path: string, request: RequestInit): Promise<Response> {
    const answer = await fetch(`http://127.0.0.1:${site.process.port}/internal/${path}`, {
      ...request,
      headers: { authorization: `Bearer ${serviceToken}` },
      signal: AbortSignal.timeout(20_000),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  }

  /** Ms by which the clocks of the API and of the clients are ahead; both are of this process. */
  let apiClockMs = 0;
  let clientClockMs = 0;

  async function ticket(someone: Person): Promise<TicketAnswer> {
    const { id, role, accessVersion, api, ticketLifetimeS } = someone;
    if (api === "away") throw new AppError("documents-unavailable", { sentence: "No network." });
    if (api === "busy") throw new AppError("busy", { sentence: "Not just now." });
    if (api === "signed-out") throw new AppError("signed-out", { sentence: "You are signed out." });
    if (api === "not-a-member") throw new AppError("not-allowed", { sentence: "Not a member." });
    someone.ticketsGiven += 1;
    const claims = { userId: id, name: id, color: "#336699", projectId, role, accessVersion };
    return {
      ticket: await signTicket(claims, ticketSecret, ticketLifetimeS + (apiClockMs - clientClockMs) / 1_000),
      role,
      lifetimeMs: ticketLifetimeS * 1_000,
      user: { id, name: id, color: "#336699" },
      documents: {} as TicketAnswer["documents"],
    };
  }

  const bed: Bed = {
    projectId,
    seed,
    isLong,
    random,
    oracle,
    database,
    databaseLink,
    links,
    spillDir,
    sites,
    endedOnPurpose,
    writers,
    async startSite(options) {
      const site = { process: await startProcess(options) } as Site;
      site.link = await openLink(() => site.process.port);
      sites.push(site);
      return site;
    },
    async restart(site, options) {
      site.process = await startProcess(options);
    },
    timings,
    withinMs: undefined,
    async within(limitMs, what, isSo) {
      const began = performance.now();
      await until(what, isSo);
      timings.push({ what, tookMs: performance.now() - began, limitMs });
    },
    notes,
    note: (line) => void notes.push(line),
    setStudioClock(offsetMs) {
      apiClockMs = offsetMs;
      bed.setServerClock(offsetMs);
    },
    setServerClock(offsetMs) {
      for (const site of sites) site.process.setClock(offsetMs);
    },
    setClientClock(offsetMs) {
      clientClockMs = offsetMs;
      setWallClock(offsetMs);
    },
    letTimePass(milliseconds) {
      setTimePassed(milliseconds);
      bed.setServerClock(milliseconds);
    },
    async internal(site, path, body) {
      const answer = await ask(site, path, { method: "POST", body: JSON.stringify(body) });
      return answer.json();
    },
    async changeRole(someone, role) {
      someone.accessVersion += 1;
      if (role === null) someone.api = "not-a-member";
      else someone.role = role;
      const members = { projectId, userId: someone.id };
      if (role === null) {
        await database.db
          .deleteFrom("member")
          .where("projectId", "=", members.projectId)
          .where("userId", "=", members.userId)
          .execute();
      } else {
        await database.db
          .updateTable("member")
          .set({ role, accessVersion: someone.accessVersion })
          .where("projectId", "=", members.projectId)
          .where("userId", "=", members.userId)
          .execute();
      }
      for (const site of sites) await bed.internal(site, "access", members);
    },
    end(site, signal) {
      endedOnPurpose.add(site.process);
      return site.process.end(signal);
    },
    person,
    ticket,
    async writer(name, wish = {}) {
      const someone = wish.person ?? (await person(name));
      const site = wish.site ?? sites[0];
      if (site === undefined) throw new Error("A writer needs a server.");
      const writer = await openWriter({
        name,
        userId: someone.id,
        projectId,
        socketUrl: `ws://127.0.0.1:${site.link.port}/collab`,
        fetchTicket: () => ticket(someone),
        oracle,
        random,
        ...(wish.device === undefined ? {} : { device: wish.device }),
        ...(wish.onTrouble === undefined ? {} : { onTrouble: wish.onTrouble }),
      });
      writers.push(writer);
      return writer;
    },
    async stored(kind) {
      const doc = new Y.Doc();
      applyStored(doc, await readStored(database.db, documentName({ projectId, kind })));
      return doc;
    },
    async held(site, kind) {
      const path = `documents/${projectId}/${kind}`;
      return toDocument(new Uint8Array(await (await ask(site, path, {})).arrayBuffer()));
    },
    async close() {
      setWallClock(0);
      for (const writer of writers) writer.leave();
      databaseLink.set("open");
      databaseLink.delay(0);
      await Promise.all(
        sites.map(async ({ process: server, link }) => {
          if (server.ended() === null) await server.end("SIGKILL");
          await link.close();
        }),
      );
      await Promise.all([databaseLink, ...links].map((link) => link.close()));
      rmSync(spillDir, { recursive: true, force: true });
    },
  };
  return bed;
}
