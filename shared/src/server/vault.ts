import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** A secret as it is kept: AES-256-GCM ciphertext with its 16-byte tag at the end, and the 12-byte nonce. */
export type SealedSecret = { ciphertext: Uint8Array; nonce: Uint8Array };

const algorithm = "aes-256-gcm";
const tagBytes = 16;

/**
 * Seals a secret for the database.
 *
 * `owner` says whose it is (such as `project-1/fal`) and is bound to the secret: a row copied to another owner
 * does not open.
 *
 * @param key 64 hexadecimal digits
 */
export function sealSecret(secret: string, { key, owner }: { key: string; owner: string }): SealedSecret {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(algorithm, Buffer.from(key, "hex"), nonce);
  cipher.setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return { ciphertext: body, nonce };
}

/**
 * Opens what `sealSecret` sealed.
 *
 * @throws Error when the key or the owner is another one, or a bit was changed
 */
export function openSecret(sealed: SealedSecret, { key, owner }: { key: string; owner: string }): string {
  const body = Buffer.from(sealed.ciphertext);
  const decipher = createDecipheriv(algorithm, Buffer.from(key, "hex"), sealed.nonce);
  decipher.setAAD(Buffer.from(owner));
  decipher.setAuthTag(body.subarray(-tagBytes));
  return Buffer.concat([decipher.update(body.subarray(0, -tagBytes)), decipher.final()]).toString("utf8");
}
