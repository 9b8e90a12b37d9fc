import { betterAuth } from "better-auth";
import { newId } from "@backlot/shared/documents/record";
import type { ApiDeps } from "../app-env.ts";
import { colorFor } from "./people.ts";

/** Shortest password that is taken. */
export const shortestPassword = 8;

const day = 24 * 60 * 60;

/**
 * Email and password sign-in on the studio's own database. Accounts are made by invitations only
 * (`welcome-routes.ts`), so signing up is off.
 */
export function createIdentity({ db, authSecret, publicUrl, log }: IdentityDeps) {
  return betterAuth({
    appName: "Backlot",
    secret: authSecret,
    baseURL: publicUrl,
    basePath: "/api/auth",
    // Its adapter maps columns itself (`fields` below); our plugin would do it a second time.
    database: { db: db.withoutPlugins(), type: "postgres" },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: 200,
    },
    user: {
      fields: { emailVerified: "email_verified", createdAt: "created_at", updatedAt: "updated_at" },
      additionalFields: {
        color: { type: "string", required: false, input: false, defaultValue: () => colorFor(newId("user")) },
        kind: { type: "string", required: false, input: false, defaultValue: "person" },
      },
    },
    session: {
      expiresIn: 30 * day,
      updateAge: day,
      fields: {
        expiresAt: "expires_at",
        createdAt: "created_at",
        updatedAt: "updated_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        userId: "user_id",
      },
    },
    account: {
      fields: {
        accountId: "account_id",
        providerId: "provider_id",
        userId: "user_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
    },
    verification: {
      fields: { expiresAt: "expires_at", createdAt: "created_at", updatedAt: "updated_at" },
    },
    advanced: {
      cookiePrefix: "backlot",
      // `same-origin.ts` checks every write of the API, these included.
      disableCSRFCheck: true,
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: "warn",
      log: (level, message) => log[level === "error" ? "error" : "warn"]({ identity: true }, message),
    },
  });
}

type IdentityDeps = Pick<ApiDeps, "db" | "authSecret" | "publicUrl" | "log">;
export type Identity = ReturnType<typeof createIdentity>;
