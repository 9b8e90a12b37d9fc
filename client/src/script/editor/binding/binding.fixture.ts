import { getSchema } from "@tiptap/core";
import type { Node as EditorNode } from "@tiptap/pm/model";
import { EditorState, type Plugin, type PluginView, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { yUndoPlugin, yUndoPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import type { BlockType } from "@backlot/shared/screenplay/block";
import { BlockIds } from "../block-ids.ts";
import { scriptEdit } from "../collaboration.ts";
import { screenplaySchema } from "../schema.ts";
import { readElement } from "./read-element.ts";
import { bodySync } from "./sync-plugin.ts";

export const schema = getSchema(screenplaySchema);

/** A shared script of these lines, with the ids b1, b2 … */
export function aScript(lines: readonly (readonly [BlockType, string])[]): Y.Doc {
  const doc = new Y.Doc();
  const blocks = lines.map(([type, text], index) =>
    toElement({ id: `b${index + 1}`, type, runs: text === "" ? [] : [{ text }] }),
  );
  scriptBody(doc).insert(0, blocks);
  return doc;
}

/** Another person's copy of a script. */
export function aCopy(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  exchange(doc, copy);
  return copy;
}

/** Brings each of two copies what the other one has. */
export function exchange(one: Y.Doc, other: Y.Doc): void {
  const [toOther, toOne] = [
    Y.encodeStateAsUpdate(one, Y.encodeStateVector(other)),
    Y.encodeStateAsUpdate(other, Y.encodeStateVector(one)),
  ];
  Y.applyUpdate(other, toOther, "network");
  Y.applyUpdate(one, toOne, "network");
}

/** Sends each edit of two copies to the other one as soon as it is made. */
export function joined(one: Y.Doc, other: Y.Doc): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "network") Y.applyUpdate(to, update, "network");
    });
  }
}

/** Brings two copies what the other one has, and what each carries over because of it, until both have everything. */
export function settle(one: Y.Doc, other: Y.Doc): void {
  for (let round = 1; ; round += 1) {
    exchange(one, other);
    if (Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other))) return;
    if (round === 20) throw new Error("Two copies go on answering each other.");
  }
}

/** An editor on a shared script without a browser: its state, its plugins, and what a view does with them. */
export class Desk {
  readonly doc: Y.Doc;
  state: EditorState;
  readonly transactions: Transaction[] = [];
  composing = false;
  #views: PluginView[] = [];

  constructor(doc: Y.Doc, plugins: Plugin[] = []) {
    this.doc = doc;
    const own = [
      bodySync(scriptBody(doc)),
      yUndoPlugin({ trackedOrigins: [scriptEdit] }),
      ...blockIds(),
      ...plugins,
    ];
    this.state = EditorState.create({ schema, plugins: own });
    this.start();
  }

  readonly dispatch = (tr: Transaction): void => {
    const { state, transactions } = this.state.applyTransaction(tr);
    const before = this.state;
    this.state = state;
    this.transactions.push(...transactions);
    for (const view of this.#views) view.update?.(this.#asView(), before);
  };

  /** What a view does when its plugins change: all of their views end and begin again. */
  restart(): void {
    this.close();
    this.start();
  }

  close(): void {
    for (const view of this.#views) view.destroy?.();
    this.#views = [];
  }

  start(): void {
    this.#views = this.state.plugins.flatMap((plugin) => plugin.spec.view?.(this.#asView()) ?? []);
  }

  undo(): void {
    (yUndoPluginKey.getState(this.state) as { undoManager: Y.UndoManager }).undoManager.undo();
  }

  /** The position of an offset in a block. */
  at(block: number, offset: number): number {
    let position = 1 + offset;
    for (let index = 0; index < block; index += 1) position += this.state.doc.child(index).nodeSize;
    return position;
  }

  lines(): string[] {
    return this.state.doc.content.content.map((node) => `${node.type.name}: ${node.textContent}`);
  }

  /** The blocks of the page; none for the empty line that an empty script shows. */
  blocks(): unknown[] {
    return scriptBody(this.doc).length === 0 ? [] : this.state.doc.content.content.map(asData);
  }

  /** The blocks as they would be if they were read from the shared body just now. */
  readAnew(): unknown[] {
    return scriptBody(this.doc)
      .toArray()
      .flatMap((element) => readElement(element, schema) ?? [])
      .map(asData);
  }

  /** The binding asks a view for nothing else. */
  #asView(): EditorView {
    return this as unknown as EditorView;
  }
}

function blockIds(): Plugin[] {
  return BlockIds.config.addProseMirrorPlugins?.call({} as never) ?? [];
}

/** A line break has no style that anybody could see, and none is kept. */
function asData(node: EditorNode): unknown {
  const content = node.content.content.map((child) =>
    child.isText ? [child.text, child.marks.map((mark) => mark.toJSON() as unknown)] : child.type.name,
  );
  return { type: node.type.name, attributes: node.attrs, content };
}
