import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { openSecret, sealSecret } from "./vault.ts";

const key = randomBytes(32).toString("hex");
const secret = "sk-żółw-🎬-0123456789";
const refusal = /unable to authenticate/;

test("opens what it sealed, also when it is not ASCII", () => {
  const sealed = sealSecret(secret, { key, owner: "p/fal" });
  expect(openSecret(sealed, { key, owner: "p/fal" })).toBe(secret);
});

test("seals the same secret differently each time, and never in the clear", () => {
  const [one, two] = [
    sealSecret(secret, { key, owner: "p/fal" }),
    sealSecret(secret, { key, owner: "p/fal" }),
  ];
  expect(Buffer.from(one.ciphertext).equals(Buffer.from(two.ciphertext))).toBe(false);
  expect(Buffer.from(one.ciphertext).includes("sk-")).toBe(false);
});

test("does not open with another key, for another owner, or after a changed bit", () => {
  const sealed = sealSecret(secret, { key, owner: "p/fal" });
  expect(() => openSecret(sealed, { key: randomBytes(32).toString("hex"), owner: "p/fal" })).toThrow(refusal);
  expect(() => openSecret(sealed, { key, owner: "q/fal" })).toThrow(refusal);
  const ciphertext = Uint8Array.from(sealed.ciphertext);
  ciphertext[0] = (ciphertext[0] ?? 0) ^ 1;
  expect(() => openSecret({ ...sealed, ciphertext }, { key, owner: "p/fal" })).toThrow(refusal);
});
