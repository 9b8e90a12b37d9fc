import { z } from "zod";

/** Some setting is missing or wrong; the message is a sentence for each, naming the variable. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Reads settings from the environment. Empty strings count as unset.
 * @throws ConfigError that names each variable that will not do and what it should be
 */
export function readConfig<S extends z.ZodObject>(
  schema: S,
  env: Record<string, string | undefined> = process.env,
): z.infer<S> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const sentences = result.error.issues.map((issue) => {
    const variable = issue.path.join(".");
    if (given[variable] === undefined) return `${variable} is not set.`;
    const value = isSecret(variable) ? "a value" : `"${shorten(given[variable])}"`;
    return `${variable} is set to ${value}, which will not do: ${issue.message}.`;
  });
  throw new ConfigError(sentences.join("\n"));
}

function shorten(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}

/** Whether a variable's value must not be shown; the address of a database holds its password. */
function isSecret(variable: string): boolean {
  return /(SECRET|TOKEN|KEY|PASSWORD|_DATA)$|^(DATABASE|REDIS)_URL$/.test(variable);
}

/** A TCP port; 0 asks for any free one. */
export const port = z.coerce
  .number("give a port number")
  .int("give a whole number")
  .min(0, "give a port from 0 to 65535")
  .max(65535, "give a port from 0 to 65535");

/** How much is logged. */
export const logLevel = z.enum(
  ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
  "give trace, debug, info, warn, error, fatal or silent",
);

const secret = z.string().min(32, "give at least 32 characters");

/**
 * What the launcher tells the studio and the worker, and what an operator sets instead in production.
 * Read it with `readConfig(serviceConfig)`.
 */
export const serviceConfig = z.object({
  /** The directory of everything embedded: media, logs, the engine's status. */
  BACKLOT_DATA: z.string(),
  BACKLOT_LOG_LEVEL: logLevel.default("info"),
  /** Where the studio answers for the worker and for itself. */
  STUDIO_URL: z.url("give an address such as http://127.0.0.1:4400"),
  DATABASE_URL: z.url("give an address such as postgres://user:password@host/name"),
  /** Connections this process may hold to the database. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(8),
  /** Where a Temporal cluster answers; without it the embedded server's address is in the engine's status. */
  TEMPORAL_ADDRESS: z.string().optional(),
  /** Signs the short-lived tickets that open live documents. */
  TICKET_SECRET: secret,
  /** Signs sign-in sessions. */
  AUTH_SECRET: secret,
  /** Encrypts provider keys at rest: 32 bytes. */
  ENCRYPTION_KEY: z.string().regex(/^[0-9a-f]{64}$/, "give 64 hexadecimal digits"),
  /** What our services show each other, for example the worker when it posts a command. */
  SERVICE_TOKEN: secret,
  FFMPEG_PATH: z.string().optional(),
  FFPROBE_PATH: z.string().optional(),
  CHROMIUM_PATH: z.string().optional(),
  ESPEAK_PATH: z.string().optional(),
});

export type ServiceConfig = z.infer<typeof serviceConfig>;
