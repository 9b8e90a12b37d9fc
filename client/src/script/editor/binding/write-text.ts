import type { Mark, Node as EditorNode, Schema } from "@tiptap/pm/model";
import * as Y from "yjs";
import { difference } from "./difference.ts";
import { partsOf } from "./read-element.ts";

type Formats = Record<string, unknown>;

/** A new text of the shared body from the editor's text nodes. */
export function newText(nodes: readonly EditorNode[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(nodes.map(({ text: insert, marks }) => ({ insert, attributes: formatsOf(marks) })));
  return text;
}

/**
 * Makes texts that stand side by side say what the nodes say, touching only what differs. Two people who begin to write
 * in one empty block make two texts; both stay, since whoever joined them would lose what the other is typing.
 */
export function writeText(
  texts: readonly Y.XmlText[],
  nodes: readonly EditorNode[],
  caret: number,
  schema: Schema,
): void {
  const before = texts.map(plain);
  const after = nodes.map((node) => node.text ?? "").join("");
  const { at, removed, inserted } = difference(before.join(""), after, caret);
  let start = 0;
  let isInserted = inserted === "";
  texts.forEach((text, index) => {
    const { length } = before[index]!;
    const from = Math.max(0, at - start);
    const to = Math.min(length, at + removed - start);
    if (to > from) text.delete(from, to - from);
    if (!isInserted && at <= start + length) {
      insertFormatted(text, at - start, slice(nodes, at, at + inserted.length));
      isInserted = true;
    }
    start += length;
  });
  let end = 0;
  for (const text of texts) {
    formatLike(text, slice(nodes, end, end + text.length), schema);
    end += text.length;
  }
}

function plain(text: Y.XmlText): string {
  return partsOf(text)
    .map(({ insert }) => (typeof insert === "string" ? insert : " "))
    .join("");
}

type Stretch = { text: string; marks: readonly Mark[] };

/** The stretches of the nodes between two places of their text. */
function slice(nodes: readonly EditorNode[], from: number, to: number): Stretch[] {
  let start = 0;
  return nodes.flatMap(({ text = "", marks }) => {
    const cut = text.slice(Math.max(0, from - start), Math.max(0, to - start));
    start += text.length;
    return cut === "" ? [] : [{ text: cut, marks }];
  });
}

function insertFormatted(text: Y.XmlText, at: number, stretches: readonly Stretch[]): void {
  let place = at;
  for (const { text: words, marks } of stretches) {
    text.insert(place, words, formatsOf(marks));
    place += words.length;
  }
}

/** Gives each letter the formats of its marks. Formats that the schema does not know are left as they are. */
function formatLike(text: Y.XmlText, stretches: readonly Stretch[], schema: Schema): void {
  const has = partsOf(text).map(({ insert, attributes = {} }) => ({
    end: String(insert).length,
    formats: attributes,
  }));
  const wants = stretches.map(({ text: words, marks }) => ({ end: words.length, formats: formatsOf(marks) }));
  const changes: { from: number; length: number; formats: Formats }[] = [];
  let at = 0;
  for (let [h, w] = [0, 0]; h < has.length && w < wants.length;) {
    const [one, other] = [has[h]!, wants[w]!];
    const length = Math.min(one.end, other.end);
    const formats = missing(one.formats, other.formats, schema);
    if (formats !== null) changes.push({ from: at, length, formats });
    at += length;
    one.end -= length;
    other.end -= length;
    if (one.end === 0) h += 1;
    if (other.end === 0) w += 1;
  }
  for (const { from, length, formats } of changes) text.format(from, length, formats);
}

function missing(has: Formats, wants: Formats, schema: Schema): Formats | null {
  const changed = Object.keys(schema.marks).filter(
    (name) => JSON.stringify(has[name] ?? null) !== JSON.stringify(wants[name] ?? null),
  );
  return changed.length === 0 ? null : Object.fromEntries(changed.map((name) => [name, wants[name] ?? null]));
}

function formatsOf(marks: readonly Mark[]): Formats {
  return Object.fromEntries(marks.map((mark) => [mark.type.name, mark.attrs]));
}
