import { z } from "zod";
import { AppError } from "@backlot/shared/errors/app-error";
import { sealSecret } from "@backlot/shared/server/vault";
import { createRouter, type ApiDeps } from "../app-env.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { actorOf, defineRoute, jsonAnswer, jsonBody, projectParams } from "../route.ts";

const params = projectParams.extend({
  provider: z.string().regex(/^[a-z0-9-]{2,40}$/, "A provider's name has small letters, digits and dashes."),
});
const keyHint = z.object({
  provider: z.string(),
  hint: z.string().nullable().describe("The last characters of the key; null when there is none."),
});
const path = "/api/projects/{projectId}/keys/{provider}";
const tags = ["Provider keys"];

const read = defineRoute("key.manage", {
  method: "get",
  path,
  tags,
  summary: "Whether a provider's key is set",
  request: { params },
  responses: { 200: jsonAnswer(keyHint, "A hint; the key itself is never read back.") },
});
const set = defineRoute("key.manage", {
  method: "put",
  path,
  tags,
  summary: "Set a provider's key",
  request: {
    params,
    body: jsonBody(
      z.object({
        key: z.string().trim().min(8, "A key has at least 8 characters.").max(4000),
        address: z
          .url({ protocol: /^https?$/, error: "An address begins with http:// or https://." })
          .optional()
          .describe("The server that the key is for, where the provider may be at any address."),
      }),
    ),
  },
  responses: { 200: jsonAnswer(keyHint, "Set; encrypted at rest.") },
});
const remove = defineRoute("key.manage", {
  method: "delete",
  path,
  tags,
  summary: "Delete a provider's key",
  request: { params },
  responses: { 204: { description: "Deleted." } },
});

export function keyRoutes({ db, encryptionKey }: Pick<ApiDeps, "db" | "encryptionKey">) {
  return createRouter()
    .openapi(read, async (c) => {
      const { projectId, provider } = c.req.valid("param");
      const row = await db
        .selectFrom("providerKey")
        .select("hint")
        .where("projectId", "=", projectId)
        .where("provider", "=", provider)
        .executeTakeFirst();
      return c.json({ provider, hint: row?.hint ?? null }, 200);
    })
    .openapi(set, async (c) => {
      const { projectId, provider } = c.req.valid("param");
      const { key, address } = c.req.valid("json");
      if (address === undefined && provider === "openai-compatible") {
        throw new AppError("bad-request", {
          sentence: "The key does not say which server it is for.",
          nextStep: "Give the server's address along with the key.",
          field: "address",
        });
      }
      const hint = hintOf(key);
      const origin = address === undefined ? null : new URL(address).origin;
      const sealed = sealSecret(key, { key: encryptionKey, owner: keyOwner(projectId, provider) });
      const userId = actorOf(c).id;
      await db.transaction().execute(async (tx) => {
        await tx
          .insertInto("providerKey")
          .values({ projectId, provider, origin, ...sealed, hint, createdBy: userId })
          .onConflict((conflict) =>
            conflict
              .columns(["projectId", "provider"])
              .doUpdateSet({ origin, ...sealed, hint, createdBy: userId }),
          )
          .execute();
        await recordAudit(tx, { projectId, userId, action: "key.set", detail: { provider, origin, hint } });
      });
      return c.json({ provider, hint }, 200);
    })
    .openapi(remove, async (c) => {
      const { projectId, provider } = c.req.valid("param");
      await db.transaction().execute(async (tx) => {
        const gone = await tx
          .deleteFrom("providerKey")
          .where("projectId", "=", projectId)
          .where("provider", "=", provider)
          .returning("provider")
          .executeTakeFirst();
        if (gone === undefined)
          throw new AppError("not-found", { sentence: "There is no key of this provider." });
        await recordAudit(tx, {
          projectId,
          userId: actorOf(c).id,
          action: "key.delete",
          detail: { provider },
        });
      });
      return c.body(null, 204);
    });
}

/** What a sealed key is bound to; whoever opens it (`openSecret`) says the same. */
export function keyOwner(projectId: string, provider: string): string {
  return `${projectId}/${provider}`;
}

/** Enough to recognise a key, too little to use: never more than a quarter of it. */
function hintOf(key: string): string {
  return `…${key.slice(-Math.min(4, Math.floor(key.length / 4)))}`;
}
