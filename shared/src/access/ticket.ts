import { SignJWT, jwtVerify } from "jose";
import { z } from "zod";
import { role } from "./roles.ts";

/**
 * A ticket lets one person into the live documents of one project for a short time. The API signs it after
 * checking membership; the collab-server only verifies it, so access is decided in one place.
 */
export const ticketClaims = z.object({
  userId: z.string(),
  name: z.string(),
  color: z.string(),
  projectId: z.string(),
  role,
  /** Raised whenever the member's role changes; an older ticket is refused. */
  accessVersion: z.number().int(),
});
export type TicketClaims = z.infer<typeof ticketClaims>;

/** Seconds a ticket stays valid. */
export const ticketLifetime = 600;

const issuer = "backlot";
const audience = "backlot-documents";

/** Signs claims as a compact JWT (HS256), valid for `ticketLifetime` seconds unless told otherwise. */
export async function signTicket(
  claims: TicketClaims,
  secret: string,
  lifetime = ticketLifetime,
): Promise<string> {
  return await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + lifetime)
    .sign(new TextEncoder().encode(secret));
}

/** Verified claims and the moment of expiry (epoch seconds). Rejects when forged, expired or not ours. */
export async function verifyTicket(
  ticket: string,
  secret: string,
): Promise<{ claims: TicketClaims; expiresAt: number }> {
  const { payload } = await jwtVerify(ticket, new TextEncoder().encode(secret), { issuer, audience });
  return { claims: ticketClaims.parse(payload), expiresAt: payload.exp ?? 0 };
}
