import type { Mark, Node as EditorNode, Schema } from "@tiptap/pm/model";
import * as Y from "yjs";
import { elementOf } from "@backlot/shared/documents/element";

/**
 * A block of the shared body as the editor's node; null for what this editor cannot show: an element that it does not
 * know, or one that somebody has broken. Nothing is changed by reading, least of all deleted.
 */
export function readElement(element: unknown, schema: Schema): EditorNode | null {
  if (!(element instanceof Y.XmlElement)) return null;
  const type = schema.nodes[elementOf(element)];
  if (type === undefined || !type.isInGroup("block")) return null;
  const content: EditorNode[] = [];
  for (const child of element.toArray()) {
    const nodes = child instanceof Y.XmlText ? textNodes(child, schema) : inlineNode(child, schema);
    if (nodes === null) return null;
    content.push(...nodes);
  }
  try {
    return type.createChecked(element.getAttributes(), content);
  } catch {
    return null;
  }
}

export type Part = { insert: unknown; attributes?: Record<string, unknown> };

/** The text of an `XmlText` with its formats. */
export function partsOf(text: Y.XmlText): Part[] {
  return text.toDelta() as Part[];
}

/** Formats that this editor does not know are not shown; they stay on the words all the same. */
function textNodes(text: Y.XmlText, schema: Schema): EditorNode[] | null {
  const nodes: EditorNode[] = [];
  for (const { insert, attributes } of partsOf(text)) {
    if (typeof insert !== "string") return null;
    nodes.push(schema.text(insert, marksOf(attributes ?? {}, schema)));
  }
  return nodes;
}

function marksOf(attributes: Record<string, unknown>, schema: Schema): Mark[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    const type = schema.marks[name];
    if (type === undefined || value === null) return [];
    return [type.create(typeof value === "object" ? { ...value } : null)];
  });
}

function inlineNode(child: unknown, schema: Schema): EditorNode[] | null {
  const type = child instanceof Y.XmlElement ? schema.nodes[child.nodeName] : undefined;
  return type?.isInline === true && type.isLeaf && !type.isText ? [type.create()] : null;
}
