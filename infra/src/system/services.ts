import { globSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { MissingPartError } from "./ensure-parts.ts";
import { findProgram, type Environment, type Program } from "./find-part.ts";
import { aptGet, installCommand, installWithApt } from "./package-manager.ts";

/**
 * Servers of the system that several collab-servers share, and that the product alone never needs: tests and
 * benchmarks start them. `postgres` is null where `DATABASE_URL` names a database to use instead.
 */
export type Services = { redis: string; postgres: string | null };

type ServiceName = keyof Services;

const programs: Record<ServiceName, Program> = {
  redis: {
    label: "Redis",
    variable: "REDIS_SERVER_PATH",
    names: ["redis-server"],
    places: ["/usr/bin/redis-server", "/opt/homebrew/bin/redis-server"],
    version: { args: ["--version"], atLeast: [6, 0] },
  },
  postgres: {
    label: "Postgres",
    variable: "POSTGRES_PATH",
    names: ["postgres"],
    // Debian keeps the server out of PATH, in a folder for each version; the newest is taken.
    places: globSync("/usr/lib/postgresql/*/bin/postgres").toSorted().toReversed(),
    version: { args: ["--version"], atLeast: [14, 0] },
  },
};

export type EnsureServicesOptions = {
  say: (line: string) => void;
  env?: Environment;
  /** Installs them; null where that is not allowed. */
  install?: ((names: ServiceName[]) => Promise<boolean>) | null;
};

/**
 * Finds Redis and Postgres and installs what is missing where that needs no question. They are only installed here:
 * each test starts its own, on a free port and in a folder of its own.
 * @throws MissingPartError when one is still missing
 */
export async function ensureServices(options: EnsureServicesOptions): Promise<Services> {
  const { say, env = process.env, install = defaultInstall() ?? null } = options;
  const wanted: ServiceName[] = env["DATABASE_URL"] ? ["redis"] : ["redis", "postgres"];
  const missing = wanted.filter((name) => findProgram(programs[name], env).path === null);
  if (missing.length > 0 && install !== null) {
    say(`Installing ${missing.join(", ")} with apt-get …`);
    await install(missing);
  }
  const found = (name: ServiceName): string => {
    const program = findProgram(programs[name], env);
    if (program.path !== null) return program.path;
    throw new MissingPartError(`${program.problem} Install it with: ${installCommand([name])}`);
  };
  return { redis: found("redis"), postgres: wanted.includes("postgres") ? found("postgres") : null };
}

/** The variables that tell tests where the services are. */
export function servicesEnvironment({ redis, postgres }: Services): Record<string, string> {
  return { REDIS_SERVER_PATH: redis, ...(postgres === null ? {} : { POSTGRES_PATH: postgres }) };
}

/** The folder of `initdb`, which always lies beside the server itself. */
export function postgresFolder(postgres: string): string {
  return dirname(realpathSync(postgres));
}

function defaultInstall(): EnsureServicesOptions["install"] {
  const command = aptGet();
  return command && ((names) => installWithApt(command, names));
}
