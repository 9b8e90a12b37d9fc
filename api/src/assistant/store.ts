import { sql, type Kysely } from "kysely";
import {
  assistantSettings,
  type AssistantSettings,
  type AssistantStatus,
} from "@backlot/shared/assistant/schema";
import { newId } from "@backlot/shared/documents/record";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Database } from "@backlot/shared/server/database-schema";
import { openSecret } from "@backlot/shared/server/vault";
import { keyOwner } from "../key/routes.ts";
import type { Usage } from "./write.ts";

/** What is set for a project, and what was used since midnight (UTC). */
export async function readStatus(db: Kysely<Database>, projectId: string): Promise<AssistantStatus> {
  const settings = await readSettings(db, projectId);
  const hasKey = settings !== null && (await sealedKey(db, projectId, settings)) !== undefined;
  const isReady = settings !== null && (hasKey || settings.provider === "openai-compatible");
  return { state: isReady ? "ready" : "off", settings, hasKey, usedToday: await usedToday(db, projectId) };
}

export async function readSettings(
  db: Kysely<Database>,
  projectId: string,
): Promise<AssistantSettings | null> {
  const row = await db
    .selectFrom("assistantSetting")
    .select(["provider", "baseUrl", "model", "dailyTokens"])
    .where("projectId", "=", projectId)
    .executeTakeFirst();
  return row === undefined ? null : assistantSettings.parse(row);
}

export async function writeSettings(
  db: Kysely<Database>,
  projectId: string,
  settings: AssistantSettings,
  updatedBy: string,
): Promise<void> {
  const values = { ...settings, updatedBy, updatedAt: new Date() };
  await db
    .insertInto("assistantSetting")
    .values({ projectId, ...values })
    .onConflict((conflict) => conflict.column("projectId").doUpdateSet(values))
    .execute();
}

/** Settings and the opened key. Throws `assistant-off` when the assistant is not set up, `budget-exceeded` when the day's tokens are used. */
export async function openAssistant(
  db: Kysely<Database>,
  projectId: string,
  encryptionKey: string,
): Promise<{ settings: AssistantSettings; key: string | null; left: number }> {
  const settings = await readSettings(db, projectId);
  const sealed = settings === null ? undefined : await sealedKey(db, projectId, settings);
  if (settings === null || (settings.provider === "anthropic" && sealed === undefined)) {
    throw new AppError("assistant-off", {
      sentence: "No assistant is set up for this film.",
      nextStep: "A producer can set a key or a local address; the fixed questions work without.",
    });
  }
  const left = settings.dailyTokens - (await usedToday(db, projectId));
  if (left <= 0) {
    throw new AppError("budget-exceeded", {
      sentence: "Today's tokens for the assistant are used up.",
      nextStep: "A producer can raise the limit; tomorrow it begins anew.",
    });
  }
  const owner = keyOwner(projectId, settings.provider);
  return {
    settings,
    left,
    key: sealed === undefined ? null : openSecret(sealed, { key: encryptionKey, owner }),
  };
}

export type Use = { projectId: string; userId: string; task: string; model: string; outcome: string } & Usage;

export async function recordUse(db: Kysely<Database>, use: Use): Promise<void> {
  await db
    .insertInto("assistantUse")
    .values({ id: newId("use"), ...use })
    .execute();
}

async function usedToday(db: Kysely<Database>, projectId: string): Promise<number> {
  const row = await db
    .selectFrom("assistantUse")
    .select(sql<string>`coalesce(sum(input_tokens + output_tokens), 0)`.as("tokens"))
    .where("projectId", "=", projectId)
    .where("at", ">=", sql<Date>`date_trunc('day', now() at time zone 'utc') at time zone 'utc'`)
    .executeTakeFirstOrThrow();
  return Number(row.tokens);
}

/** The key that was set for this very server; one that was set for another server stays where it is. */
async function sealedKey(
  db: Kysely<Database>,
  projectId: string,
  { provider, baseUrl }: Pick<AssistantSettings, "provider" | "baseUrl">,
) {
  const origin = baseUrl === null ? null : new URL(baseUrl).origin;
  return db
    .selectFrom("providerKey")
    .select(["ciphertext", "nonce"])
    .where("projectId", "=", projectId)
    .where("provider", "=", provider)
    .where("origin", "is not distinct from", origin)
    .executeTakeFirst();
}
