import type { Node as EditorNode } from "@tiptap/pm/model";
import * as Y from "yjs";
import { changeElementOf } from "@backlot/shared/documents/element";
import type { BlockType } from "@backlot/shared/screenplay/block";
import { newText, writeText } from "./write-text.ts";

type Attributes = Record<string, string | number | boolean>;

/** A block of the editor as a new element of the shared body. */
export function newElement(node: EditorNode): Y.XmlElement {
  const element = new Y.XmlElement<Attributes>(node.type.name);
  for (const [name, value] of Object.entries(node.attrs as Record<string, Attributes[string] | null>)) {
    if (value !== null) element.setAttribute(name, value);
  }
  const content = runsOf(node).flatMap((run, index) => [
    ...(index === 0 ? [] : [newBreak()]),
    ...(run.length === 0 ? [] : [newText(run)]),
  ]);
  if (content.length > 0) element.insert(0, content);
  return element as Y.XmlElement;
}

/**
 * Brings what a person changed in a block into the element, and nothing else: attributes, formats and letters that only
 * the element has stay there. `caret` is an offset in the block.
 */
export function writeElement(
  element: Y.XmlElement,
  before: EditorNode,
  after: EditorNode,
  caret: number,
): void {
  if (before.type !== after.type) changeElementOf(element, after.type.name as BlockType);
  const attributes = element as Y.XmlElement<Attributes>;
  for (const [name, value] of Object.entries(after.attrs as Record<string, Attributes[string] | null>)) {
    if (before.attrs[name] === value) continue;
    if (value === null) attributes.removeAttribute(name);
    else attributes.setAttribute(name, value);
  }
  if (before.content !== after.content) writeContent(element, before, after, caret);
}

function writeContent(element: Y.XmlElement, before: EditorNode, after: EditorNode, caret: number): void {
  const [was, next, held] = [runsOf(before), runsOf(after), heldRuns(element)];
  const most = Math.min(held.length, was.length, next.length);
  let tail = 0;
  while (tail < most - 1 && isSame(was.at(-1 - tail), next.at(-1 - tail))) tail += 1;
  const common = Math.min(held.length, next.length) - tail;
  let start = 0;
  let last: Y.XmlElement | Y.XmlText | null = null;
  for (let index = 0; index < common; index += 1) {
    const { lead, texts } = held[index]!;
    const run = next[index]!;
    if (texts.length > 0) {
      if (!isSame(was[index], run)) writeText(texts, run, caret - start, after.type.schema);
      last = texts.at(-1)!;
    } else if (run.length > 0) {
      last = newText(run);
      element.insertAfter(lead, [last]);
    } else last = lead;
    start += run.reduce((size, node) => size + node.nodeSize, 1);
  }
  for (const { lead, texts } of held.slice(common, held.length - tail)) {
    for (const gone of lead === null ? texts : [lead, ...texts]) remove(element, gone);
  }
  for (const run of next.slice(common, next.length - tail)) {
    const come = [newBreak(), ...(run.length === 0 ? [] : [newText(run)])];
    element.insertAfter(last, come);
    last = come.at(-1)!;
  }
}

/** Text between line breaks, each run as the nodes that it is made of. */
function runsOf(node: EditorNode): EditorNode[][] {
  const runs: EditorNode[][] = [[]];
  node.forEach((child) => {
    if (child.isText) runs.at(-1)!.push(child);
    else runs.push([]);
  });
  return runs;
}

/** The same of an element: the line break that leads to each run, and its texts. */
function heldRuns(element: Y.XmlElement): { lead: Y.XmlElement | null; texts: Y.XmlText[] }[] {
  const runs: { lead: Y.XmlElement | null; texts: Y.XmlText[] }[] = [{ lead: null, texts: [] }];
  for (const child of element.toArray()) {
    if (child instanceof Y.XmlText) runs.at(-1)!.texts.push(child);
    else if (child instanceof Y.XmlElement) runs.push({ lead: child, texts: [] });
  }
  return runs;
}

function isSame(one: readonly EditorNode[] = [], other: readonly EditorNode[] = []): boolean {
  return one.length === other.length && one.every((node, index) => node.eq(other[index]!));
}

function remove(element: Y.XmlElement, child: Y.XmlElement | Y.XmlText): void {
  element.delete(element.toArray().indexOf(child), 1);
}

function newBreak(): Y.XmlElement {
  return new Y.XmlElement("hardBreak");
}
