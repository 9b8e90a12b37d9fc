import * as Y from "yjs";
import { generateKeyBetween } from "fractional-indexing";

/** Origin of edits that a person makes in the user interface: the only one that undo managers track. */
export const localEdit = Symbol("local-edit");

export type YRecord = Y.Map<unknown>;
export type RecordMap = Y.Map<YRecord>;

/** An id for anything that lives in a document; made here and nowhere else. Valid in names and URLs. */
export function newId(prefix: string): string {
  return `${prefix}-${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}`;
}

/**
 * Builds a record with its nested types in one go. Plain values are frozen as they are; wrap text that people
 * co-edit in `text()`, and keyed collections that people co-edit in `collection()`.
 */
export function makeRecord(fields: Record<string, unknown>): YRecord {
  const record: YRecord = new Y.Map<unknown>();
  for (const [key, value] of Object.entries(fields))
    if (value !== undefined) record.set(key, wellFormed(value));
  return record;
}

/** Co-edited text as a field of a new record. */
export function text(value: string): Y.Text {
  return new Y.Text(value.toWellFormed());
}

/** A keyed collection of frozen values as a field of a new record. */
export function collection(values: Record<string, unknown>): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  for (const [key, value] of Object.entries(values)) map.set(key, wellFormed(value));
  return map;
}

/** Sets a scalar field unless it already holds that value, so that a no-op leaves no trace in the log. */
export function setField(record: YRecord, field: string, value: unknown): void {
  const whole = wellFormed(value);
  if (JSON.stringify(record.get(field)) !== JSON.stringify(whole)) record.set(field, whole);
}

/**
 * A value without halves of characters. What is cut in the middle of an emoji would stay as it is with its writer and
 * reach everybody else as another sign, for good: Yjs sends whole characters only.
 */
export function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value !== "object" || value === null || value instanceof Y.AbstractType) return value;
  if (Array.isArray(value)) return value.map(wellFormed);
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key.toWellFormed(), wellFormed(one)]));
}

/**
 * Replaces co-edited text by the smallest middle replacement, so that concurrent edits elsewhere survive. A character of
 * two code units is replaced as a whole: Yjs cannot carry half of one, and replicas would differ for good.
 */
export function replaceText(target: Y.Text, wanted: string): void {
  const now = target.toString();
  const next = wanted.toWellFormed();
  if (now === next) return;
  let start = 0;
  while (start < now.length && start < next.length && now[start] === next[start]) start += 1;
  let end = 0;
  while (end < now.length - start && end < next.length - start && now.at(-1 - end) === next.at(-1 - end))
    end += 1;
  if (start > 0 && isHighSurrogate(now, start - 1)) start -= 1;
  if (end > 0 && isHighSurrogate(now, now.length - end - 1)) end -= 1;
  if (now.length - start - end > 0) target.delete(start, now.length - start - end);
  const insert = next.slice(start, next.length - end);
  if (insert !== "") target.insert(start, insert);
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Orders by fractional index, then by id, so that two equal keys look the same to everybody. */
export function byOrder<T extends { id: string; order: string }>(a: T, b: T): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The order key for position `index` in an already ordered list; equal neighbours are stepped over. */
export function orderAt(ordered: readonly { order: string }[], index: number): string {
  const before = ordered[index - 1]?.order ?? null;
  const after =
    ordered.slice(Math.max(index, 0)).find((entry) => before === null || entry.order > before)?.order ?? null;
  return generateKeyBetween(before, after);
}

/** `count` order keys after the end of an ordered list. */
export function ordersAfter(last: string | null, count: number): string[] {
  const keys: string[] = [];
  let previous = last;
  for (let index = 0; index < count; index += 1) {
    previous = generateKeyBetween(previous, null);
    keys.push(previous);
  }
  return keys;
}
