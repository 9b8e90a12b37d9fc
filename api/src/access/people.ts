import { hashPassword } from "better-auth/crypto";
import type { Kysely } from "kysely";
import { newId } from "@backlot/shared/documents/record";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Actor } from "../app-env.ts";

/** Colours of carets, avatars and frames; each readable with dark text and on a dark ground. */
const colors = [
  "#f4a261",
  "#7cc6fe",
  "#b8e986",
  "#f6a6c1",
  "#c3a6ff",
  "#ffd166",
  "#6fdccb",
  "#ff9b85",
  "#a8c5ff",
  "#d4e157",
  "#e6b3ff",
  "#8fd9a8",
] as const;

/** The same colour for the same id. */
export function colorFor(id: string): string {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return colors[sum % colors.length] ?? colors[0];
}

/** The person at this machine's terminal: holds the service token and acts as an owner of every project. */
export const operator: Actor = {
  id: "operator",
  name: "Studio operator",
  email: null,
  color: colors[0],
  kind: "operator",
};

const guestDomain = "guest.invalid";

/** A guest's address exists only because the identity table wants one; nobody is shown it. */
export function shownEmail(user: { email: string; kind: string }): string | null {
  return user.kind === "guest" ? null : user.email;
}

/** A person about to get an account. */
export type NewPerson = { name: string; email: string; passwordHash: string };

/** Hashes the password. Slow on purpose: do it before a transaction, never inside one. */
export async function preparePerson(given: {
  name: string;
  email: string;
  password: string;
}): Promise<NewPerson> {
  const passwordHash = await hashPassword(given.password);
  return { name: given.name, email: given.email.trim().toLowerCase(), passwordHash };
}

/**
 * Makes an account with email and password.
 *
 * @throws AppError `conflict` when the address has an account already
 */
export async function createPerson(
  db: Kysely<Database>,
  { name, email, passwordHash }: NewPerson,
): Promise<Actor> {
  const actor = await insertUser(db, { name, email, kind: "person" });
  await db
    .insertInto("account")
    .values({
      id: newId("account"),
      accountId: actor.id,
      providerId: "credential",
      userId: actor.id,
      password: passwordHash,
    })
    .execute();
  return actor;
}

/** Makes a guest: a name, no address, no password; signed in only by the cookie that comes with the link. */
export async function createGuest(db: Kysely<Database>, { name }: { name: string }): Promise<Actor> {
  return insertUser(db, { name, email: `${newId("guest")}@${guestDomain}`, kind: "guest" });
}

async function insertUser(
  db: Kysely<Database>,
  user: { name: string; email: string; kind: "person" | "guest" },
): Promise<Actor> {
  const id = newId("user");
  const row = await db
    .insertInto("user")
    .values({ ...user, id, color: colorFor(id), emailVerified: false })
    .onConflict((conflict) => conflict.column("email").doNothing())
    .returning(["id", "name", "email", "color", "kind"])
    .executeTakeFirst();
  if (row === undefined) {
    throw new AppError("conflict", {
      sentence: "There is an account with this address already.",
      nextStep: "Sign in, then open the link again.",
      field: "email",
    });
  }
  return { ...row, email: shownEmail(row) };
}
