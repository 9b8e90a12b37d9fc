import * as sha256 from "lib0/hash/sha256";

/** JSON with sorted keys, so that equal values have equal text. `undefined` members are left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** SHA-256 of the canonical JSON, as 64 hexadecimal digits. */
export function digestOf(value: unknown): string {
  const bytes = sha256.digest(new TextEncoder().encode(canonicalJson(value)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A stable 31-bit seed from any text. */
export function seedOf(text: string): number {
  return Number.parseInt(digestOf(text).slice(0, 8), 16) & 0x7fff_ffff;
}
