import { resolve } from "node:path";
import { logLevel, port, readConfig } from "@backlot/shared/server/config";
import { readTemporalSettings } from "@backlot/shared/server/temporal-settings";
import { z } from "zod";
import { projectRoot } from "../project-root.ts";

const schema = z.object({
  BACKLOT_DATA: z.string().default(".backlot"),
  BACKLOT_PORT: port.optional(),
  BACKLOT_HOST: z.string().default("127.0.0.1"),
  BACKLOT_PUBLIC_URL: z.url("give the address that browsers use").optional(),
  BACKLOT_ENGINE: z.enum(["embedded", "off"], "give embedded or off").default("embedded"),
  BACKLOT_LOG_LEVEL: logLevel.optional(),
  DATABASE_URL: z.url("give an address such as postgres://user:password@host/name").optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[\w.-]+:\d+$/, "give a host and a port, such as temporal.example.com:7233")
    .optional(),
});

export type LauncherConfig = {
  /** Everything embedded; absolute. */
  dataDir: string;
  /** Undefined: 4400, or the next free one. */
  port: number | undefined;
  host: string;
  publicUrl: string | undefined;
  databaseUrl: string | undefined;
  temporalAddress: string | undefined;
  /** Off runs no pipeline: people write and review, nothing is generated. */
  engine: "embedded" | "off";
};

/** @throws ConfigError naming each variable that will not do */
export function readLauncherConfig(env: Record<string, string | undefined> = process.env): LauncherConfig {
  const config = readConfig(schema, env);
  // Read by the processes that connect; here only so that a mistake stops the start.
  if (config.TEMPORAL_ADDRESS !== undefined) readTemporalSettings(env);
  return {
    dataDir: resolve(projectRoot, config.BACKLOT_DATA),
    port: config.BACKLOT_PORT,
    host: config.BACKLOT_HOST,
    publicUrl: config.BACKLOT_PUBLIC_URL,
    databaseUrl: config.DATABASE_URL,
    temporalAddress: config.TEMPORAL_ADDRESS,
    engine: config.BACKLOT_ENGINE,
  };
}

/** Where the studio opens unless it is told otherwise. */
export const defaultPort = 4400;
