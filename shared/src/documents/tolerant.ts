import type { z } from "zod";
import { clampText } from "../text/clamp.ts";

/**
 * Reading what live documents hold. Two people who write at once can go over a limit that each of them kept, so a reader
 * takes what fits of it: a text that is too long is cut for whoever uses it, and one broken entry costs only itself. The
 * document keeps all of it.
 */

/** A field as a reader takes it: text is cut to its limit, anything else stays for the schema to judge. */
export function clamped(value: unknown, limit: number): unknown {
  return typeof value === "string" ? clampText(value, limit) : value;
}

/** Those entries of a list or of a keyed collection that can be read. */
export function readableOnes<T>(schema: z.ZodType<T>, entries: unknown, repair?: Repair): T[] {
  if (typeof entries !== "object" || entries === null) return [];
  const values: unknown[] = Object.values(entries);
  return values.flatMap((entry) => {
    const read = schema.safeParse(repair === undefined ? entry : repair(entry));
    return read.success ? [read.data] : [];
  });
}

/** The fields of a keyed collection that can be read, under keys that can be read. */
export function readableFields<T>(
  schema: z.ZodType<T>,
  fields: unknown,
  keys?: z.ZodType<string>,
): Record<string, T> {
  if (typeof fields !== "object" || fields === null) return {};
  const entries: [string, unknown][] = Object.entries(fields);
  return Object.fromEntries(
    entries.flatMap(([key, value]) => {
      const read = schema.safeParse(value);
      return read.success && (keys?.safeParse(key).success ?? true) ? [[key, read.data] as const] : [];
    }),
  );
}

type Repair = (entry: unknown) => unknown;

/** Cuts texts of an entry to their limits. */
export function cutting(limits: Readonly<Record<string, number>>): <T>(entry: T) => T {
  return (entry) => {
    if (typeof entry !== "object" || entry === null) return entry;
    const fields = Object.entries(limits).flatMap(([field, limit]) =>
      field in entry ? [[field, clamped(Reflect.get(entry, field), limit)] as const] : [],
    );
    return { ...entry, ...Object.fromEntries(fields) };
  };
}
