import { createHash, randomBytes } from "node:crypto";

/** A new secret for a link: 256 random bits, for the URL. Only its hash is kept. */
export function newLinkToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashToken(token) };
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Path of the page that welcomes somebody who opens a link. */
export function welcomePath(token: string): string {
  return `/welcome?token=${encodeURIComponent(token)}`;
}
