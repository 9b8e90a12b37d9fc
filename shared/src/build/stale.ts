import { z } from "zod";
import type { SlotInput, SlotInputs, StaleCause } from "./inputs.ts";
import { canonicalJson } from "./digest.ts";

const spokenLine = z.object({ character: z.string(), text: z.string() });

/** Who last moved a field, by `object` and `field`. */
export type FieldAuthors = ReadonlyMap<string, { name: string; at: number }>;

/** The key of a field in `FieldAuthors`. */
export function authorKey(object: string, field: string): string {
  return `${object} ${field}`;
}

/**
 * Compares what something was made from with what the film says now, field by field. Each difference is a cause
 * with a name; an empty list means that it is up to date. Variation and quality are a person's choice, not a cause.
 */
export function staleCauses(frozen: SlotInputs, current: SlotInputs, authors: FieldAuthors): StaleCause[] {
  const before = byField(frozen.inputs);
  const after = byField(current.inputs);
  const causes: StaleCause[] = [];
  for (const [key, was] of before) {
    const is = after.get(key);
    if (is === undefined) causes.push(cause(was, was.value, null, authors));
    else if (canonicalJson(was.value) !== canonicalJson(is.value))
      causes.push(cause(is, was.value, is.value, authors));
  }
  for (const [key, is] of after) if (!before.has(key)) causes.push(cause(is, null, is.value, authors));
  return causes;
}

function byField(inputs: readonly SlotInput[]): Map<string, SlotInput> {
  return new Map(inputs.map((input) => [authorKey(input.object, input.field), input]));
}

function cause(input: SlotInput, from: unknown, to: unknown, authors: FieldAuthors): StaleCause {
  // Collections are attributed as a whole where the entry itself has no author.
  const whole = input.field.split(":")[0] ?? input.field;
  const author =
    authors.get(authorKey(input.object, input.field)) ?? authors.get(authorKey(input.object, whole));
  return {
    object: input.object,
    field: input.field,
    label: input.label,
    from: readable(from),
    to: readable(to),
    by: author?.name ?? null,
    at: author?.at ?? null,
  };
}

/** A value in at most 200 characters for a person. */
function readable(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : (lineOf(value) ?? canonicalJson(value));
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

function lineOf(value: unknown): string | null {
  const read = spokenLine.safeParse(value);
  return read.success ? `${read.data.character}: ${read.data.text}` : null;
}

/** "Ana changed Mara's description". */
export function causeSentence(cause: StaleCause): string {
  const who = cause.by ?? "Someone";
  if (cause.from === "") return `${who} added: ${cause.label}`;
  if (cause.to === "") return `${who} removed: ${cause.label}`;
  return `${who} changed: ${cause.label}`;
}
