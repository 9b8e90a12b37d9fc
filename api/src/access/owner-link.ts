import type { Kysely } from "kysely";
import { newId } from "@backlot/shared/documents/record";
import type { Database } from "@backlot/shared/server/database-schema";
import { newLinkToken, welcomePath } from "./tokens.ts";

const lifetimeMs = 7 * 24 * 60 * 60 * 1000;

/**
 * The path of the one-time link that makes the studio's first account (`/welcome?token=…`), or null when somebody has an account already. Each call
 * makes a new link and ends the one before: only its hash is kept, so an old one cannot be printed again.
 */
export async function ownerLink(db: Kysely<Database>): Promise<string | null> {
  const { token, tokenHash } = newLinkToken();
  return db.transaction().execute(async (tx) => {
    const person = await tx.selectFrom("user").select("id").where("kind", "=", "person").executeTakeFirst();
    if (person !== undefined) return null;
    await tx
      .updateTable("invitation")
      .set({ revokedAt: new Date() })
      .where("kind", "=", "owner")
      .where("revokedAt", "is", null)
      .execute();
    await tx
      .insertInto("invitation")
      .values({
        id: newId("invitation"),
        tokenHash,
        kind: "owner",
        projectId: null,
        role: "owner",
        createdBy: null,
        expiresAt: new Date(Date.now() + lifetimeMs),
        usesLeft: 1,
      })
      .execute();
    return welcomePath(token);
  });
}
