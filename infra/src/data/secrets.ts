import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const schema = z.object({
  ticketSecret: hex,
  authSecret: hex,
  encryptionKey: hex,
  serviceToken: hex,
  databasePassword: hex,
});

/** What this studio's services keep from everybody else: 32 random bytes each, in hexadecimal. */
export type Secrets = z.infer<typeof schema>;

/**
 * Reads the secrets of a data directory; makes them at its first start. Only the owner of the directory can read them.
 * @throws Error when the file is damaged: new secrets would make what was encrypted unreadable
 */
export function openSecrets(dataDir: string): Secrets {
  const file = join(dataDir, "secrets.json");
  if (!existsSync(file)) {
    const names = Object.keys(schema.shape);
    const secrets = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString("hex")]));
    writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  }
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const advice = "Restore it from a copy: provider keys and sessions depend on it.";
    throw new Error(`The file ${file} is damaged. ${advice}`, { cause: error });
  }
}
