import { readFileSync } from "node:fs";
import { z } from "zod";
import { temporalNamespace } from "../pipeline/contract.ts";
import { ConfigError, readConfig } from "./config.ts";

const onOff = z.enum(["true", "false"], "give true or false");

/** The names that Temporal's own command line and libraries read, so that what works for them works here. */
const variables = z.object({
  TEMPORAL_NAMESPACE: z
    .string()
    .regex(/^[\w.-]+$/, "give a name of letters, digits, dots, dashes")
    .default(temporalNamespace),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: onOff.optional(),
  TEMPORAL_TLS_CLIENT_CERT_PATH: z.string().optional(),
  TEMPORAL_TLS_CLIENT_CERT_DATA: z.string().optional(),
  TEMPORAL_TLS_CLIENT_KEY_PATH: z.string().optional(),
  TEMPORAL_TLS_CLIENT_KEY_DATA: z.string().optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: z.string().optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_DATA: z.string().optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
  TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: z
    .literal("false", "Backlot always verifies: give the server's own CA and name instead")
    .optional(),
});
type Variables = z.infer<typeof variables>;

export type TemporalTls = {
  serverNameOverride?: string;
  serverRootCACertificate?: Uint8Array;
  clientCertPair?: { crt: Uint8Array; key: Uint8Array };
};

/** How a Temporal server is reached, except where: the embedded one moves. Holds secrets; never log it. */
export type TemporalSettings = { namespace: string; apiKey: string | null; tls: TemporalTls | boolean };

/** Whether a variable says how Temporal is reached. The embedded server is reached without any of them. */
export function isTemporalVariable(name: string): boolean {
  return name in variables.shape || name === "TEMPORAL_ADDRESS";
}

/**
 * Reads how Temporal is reached; with nothing set that is the embedded server. As for Temporal's own tools, a key or a
 * certificate means TLS unless `TEMPORAL_TLS` is `false`.
 * @throws ConfigError that names each variable that will not do
 */
export function readTemporalSettings(
  env: Record<string, string | undefined> = process.env,
): TemporalSettings {
  const config = readConfig(variables, env);
  const apiKey = config.TEMPORAL_API_KEY ?? null;
  const tls = readTls(config);
  const isWanted = config.TEMPORAL_TLS ?? String(tls !== null || apiKey !== null);
  return { namespace: config.TEMPORAL_NAMESPACE, apiKey, tls: isWanted === "true" && (tls ?? true) };
}

/** What `Connection.connect` and `NativeConnection.connect` take. */
export function temporalConnection(address: string, { apiKey, tls }: TemporalSettings) {
  return { address, tls, ...(apiKey === null ? {} : { apiKey }) };
}

function readTls(config: Variables): TemporalTls | null {
  const crt = material(config, "TEMPORAL_TLS_CLIENT_CERT");
  const key = material(config, "TEMPORAL_TLS_CLIENT_KEY");
  const authority = material(config, "TEMPORAL_TLS_SERVER_CA_CERT");
  const name = config.TEMPORAL_TLS_SERVER_NAME;
  if ((crt === null) !== (key === null)) {
    const missing = crt === null ? "TEMPORAL_TLS_CLIENT_CERT_PATH" : "TEMPORAL_TLS_CLIENT_KEY_PATH";
    throw new ConfigError(`${missing} is not set: a client certificate and its key go together.`);
  }
  if (crt === null && authority === null && name === undefined) return null;
  return {
    ...(name === undefined ? {} : { serverNameOverride: name }),
    ...(authority === null ? {} : { serverRootCACertificate: authority }),
    ...(crt === null || key === null ? {} : { clientCertPair: { crt, key } }),
  };
}

/** A certificate or key from the variable that holds it, or from the file that the other names. */
function material(
  config: Variables,
  variable: "TEMPORAL_TLS_CLIENT_CERT" | "TEMPORAL_TLS_CLIENT_KEY" | "TEMPORAL_TLS_SERVER_CA_CERT",
): Uint8Array | null {
  const data = config[`${variable}_DATA`];
  if (data !== undefined) return Buffer.from(data);
  const path = config[`${variable}_PATH`];
  if (path === undefined) return null;
  try {
    return readFileSync(path);
  } catch {
    throw new ConfigError(`${variable}_PATH is set to "${path}", which cannot be read.`);
  }
}
