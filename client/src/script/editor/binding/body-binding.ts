import type { Node as EditorNode, ResolvedPos } from "@tiptap/pm/model";
import { TextSelection, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { placeOfLetter } from "@backlot/shared/documents/letter-place";
import { followBody } from "./follow-body.ts";
import { doAgain, heldEdit } from "./held-edit.ts";
import { readElement } from "./read-element.ts";
import { writeBody, type Rows } from "./write-body.ts";

type Mapping = Parameters<typeof absolutePositionToRelativePosition>[2];

/** A selection as places in the shared body, in the form in which the undo plugin keeps it. */
type SharedSelection = { anchor: Y.RelativePosition | null; head: Y.RelativePosition | null };

/** What the plugins of carets and undo count for an element that the page does not show. */
const nothing = { nodeSize: 0 } as EditorNode;

/**
 * Keeps the editor's document and the shared body the same, both ways, block by block. What others do becomes steps
 * over just what changed; what this person does is written into just the elements that it changed. Elements that this
 * editor cannot show are left out of the page and stay in the body.
 */
export class BodyBinding {
  readonly type: Y.XmlFragment;
  readonly doc: Y.Doc;
  /** The node of each element, which the plugins of carets and undo read. */
  readonly mapping: Mapping = new Map();
  isDestroyed = false;
  #view: EditorView | null = null;
  #isWatching = false;
  #isBehind = false;
  /** The document that says what the body says, and the elements of its blocks. */
  #page: EditorNode | null = null;
  #rows: Rows = [];
  #own: Y.Transaction | null = null;
  #selection: SharedSelection | null = null;
  /** Places in the selection whose letter was put elsewhere. */
  readonly #moved = new WeakSet<Y.RelativePosition>();
  #hidden = 0;
  /** What others did to the block in which an input method composes; the page follows when that is done. */
  #held: Y.Transaction[] | null = null;

  constructor(body: Y.XmlFragment) {
    if (body.doc === null) throw new Error("The shared body is in no document yet.");
    this.type = body;
    this.doc = body.doc;
  }

  /** The view shows the body from now on. A view whose plugins change closes and opens at once, and goes on as it was. */
  open(view: EditorView): void {
    this.#view = view;
    this.isDestroyed = false;
    if (this.#isWatching) {
      if (this.#isBehind) this.#read(false);
      else this.composed();
      return;
    }
    this.#isWatching = true;
    this.#held = null;
    this.type.observeDeep(this.#observe);
    this.doc.on("beforeAllTransactions", this.#keepSelection);
    this.doc.on("afterAllTransactions", this.#dropSelection);
    this.mapping.clear();
    this.#page = view.state.doc;
    this.#rows = Array.from({ length: view.state.doc.childCount }, () => null);
    this.#read(false);
  }

  close(): void {
    this.#view = null;
    queueMicrotask(() => {
      if (this.#view !== null || !this.#isWatching) return;
      this.isDestroyed = true;
      this.#isWatching = false;
      this.type.unobserveDeep(this.#observe);
      this.doc.off("beforeAllTransactions", this.#keepSelection);
      this.doc.off("afterAllTransactions", this.#dropSelection);
    });
  }

  /** Whether the view has something that the body does not have yet. */
  isAhead(): boolean {
    return this.#view !== null && this.#view.state.doc !== this.#page;
  }

  /** Writes what this person did. */
  write({ addToHistory }: { addToHistory: boolean }): void {
    const view = this.#view;
    const before = this.#page;
    if (view === null || before === null || view.state.doc === before || this.#held !== null) return;
    const after = view.state.doc;
    this.doc.transact((transaction) => {
      this.#own = transaction;
      transaction.meta.set("addToHistory", addToHistory);
      const old = this.#rows;
      this.#rows = writeBody(this.type, old, { before, after, caret: view.state.selection.head });
      this.#page = after;
      const known = new Map(
        old.map((row, index) => [row, index < before.childCount ? before.child(index) : null]),
      );
      this.#rows.forEach((row, index) => {
        if (row !== null && known.get(row) !== after.child(index)) this.#remember(row, after.child(index));
      });
      this.#selection = this.#sharedSelection();
    }, ySyncPluginKey);
  }

  get beforeTransactionSelection(): SharedSelection | null {
    return this.#selection;
  }

  /** The undo plugin sets where the caret was before what has just been undone: there it goes. */
  set beforeTransactionSelection(selection: SharedSelection | null) {
    const view = this.#view;
    if (view === null || selection === null) return;
    const [anchor, head] = [this.positionOf(selection.anchor), this.positionOf(selection.head)];
    if (anchor === null || head === null) return;
    const { doc } = view.state;
    const { tr } = view.state;
    tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head)));
    view.dispatch(tr.setMeta("addToHistory", false).scrollIntoView());
  }

  readonly #observe = (_events: unknown, transaction: Y.Transaction): void => {
    if (this.#held !== null || this.#isComposedIn(transaction)) {
      this.#held = [...(this.#held ?? []), transaction];
      return;
    }
    this.#forget(transaction);
    if (transaction === this.#own) {
      this.#own = null;
      if (transaction.origin === ySyncPluginKey) return;
    }
    this.#isBehind = this.#view === null;
    if (this.#isBehind) return;
    if (this.isAhead()) this.write({ addToHistory: true });
    this.#followLetters(transaction);
    this.#read(transaction.origin instanceof Y.UndoManager);
  };

  /** A caret stands behind a letter: where somebody put that elsewhere, the caret goes along. */
  #followLetters(transaction: Y.Transaction): void {
    if (this.#selection === null || transaction.local || transaction.deleteSet.clients.size === 0) return;
    const follow = (place: Y.RelativePosition | null) => {
      const next = place?.item == null ? null : placeOfLetter(transaction, place.item);
      if (next === null) return place;
      this.#moved.add(next);
      return next;
    };
    const { anchor, head } = this.#selection;
    this.#selection = { anchor: follow(anchor), head: follow(head) };
  }

  /** Whether somebody else's change is in the block in which an input method composes: drawing it would end that. */
  #isComposedIn(transaction: Y.Transaction): boolean {
    const view = this.#view;
    if (view === null || !view.composing || transaction === this.#own) return false;
    const row = this.#rows[view.state.selection.$head.index(0)] ?? null;
    const changed: ReadonlyMap<unknown, unknown> = transaction.changedParentTypes;
    return row !== null && changed.has(row);
  }

  /** An input method is done: what others did meanwhile comes onto the page, and what was composed goes to them. */
  composed(): void {
    const [view, page, held] = [this.#view, this.#page, this.#held];
    if (view === null || page === null || held === null || view.composing) return;
    this.#held = null;
    for (const transaction of held) this.#forget(transaction);
    const edit = heldEdit(page, view.state);
    const { tr } = view.state;
    if (edit !== null) tr.step(edit.step.invert(page));
    const before = tr.steps.length;
    const { rows, nodes, hidden } = this.#readRows(view, page);
    followBody(tr, { rows: this.#rows, nodes: page.content.content }, { rows, nodes });
    this.#rows = rows;
    this.#page = tr.doc;
    this.#hidden = hidden;
    rows.forEach((row, index) => {
      if (row !== null) this.#remember(row, tr.doc.child(index));
    });
    const mapping = tr.mapping.slice(before);
    tr.setMeta("addToHistory", false);
    view.dispatch(tr.setMeta(ySyncPluginKey, { isChangeOrigin: true, hidden }));
    const again = edit === null ? null : doAgain(edit, view.state.tr, mapping);
    if (again !== null) view.dispatch(again);
  }

  /** Forgets the nodes of what a transaction changed or deleted. Its own changes are remembered already. */
  #forget(transaction: Y.Transaction): void {
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentType)
        this.mapping.delete(struct.content.type);
    });
    if (transaction === this.#own && transaction.origin === ySyncPluginKey) return;
    for (const type of transaction.changed.keys()) this.mapping.delete(type);
    for (const type of transaction.changedParentTypes.keys()) this.mapping.delete(type);
  }

  /** Brings what the body says now onto the page. */
  #read(isUndoRedoOperation: boolean): void {
    const view = this.#view;
    const page = this.#page;
    if (view === null || page === null) return;
    const { rows, nodes, hidden } = this.#readRows(view, page);
    const selection = this.#selection ?? null;
    const old = { rows: this.#rows, nodes: page.content.content };
    const { tr, storedMarks } = view.state;
    followBody(tr, old, { rows, nodes });
    this.#rows = rows;
    this.#page = tr.doc;
    rows.forEach((row, index) => {
      if (row !== null && this.mapping.get(row) !== tr.doc.child(index))
        this.#remember(row, tr.doc.child(index));
    });
    if (!tr.docChanged && hidden === this.#hidden) return;
    this.#hidden = hidden;
    if (tr.docChanged) {
      this.#restoreSelection(tr, view, old.rows, selection);
      // A style that was chosen for the next letter is still wanted; an input method would be interrupted by it.
      if (storedMarks !== null && !view.composing) tr.setStoredMarks(storedMarks);
    }
    tr.setMeta("addToHistory", false);
    view.dispatch(tr.setMeta(ySyncPluginKey, { isChangeOrigin: true, isUndoRedoOperation, hidden }));
  }

  #readRows(view: EditorView, page: EditorNode): { rows: Rows; nodes: EditorNode[]; hidden: number } {
    const { schema } = view.state;
    const rows: Y.XmlElement[] = [];
    const nodes: EditorNode[] = [];
    let hidden = 0;
    const known = new Map(this.#rows.map((row, index) => [row, index]));
    for (const element of this.type.toArray()) {
      let node = this.mapping.get(element);
      if (node === undefined) {
        const read = readElement(element, schema);
        const index = element instanceof Y.XmlElement ? known.get(element) : undefined;
        const old = index === undefined ? null : page.child(index);
        // The same words in a new node would be drawn anew.
        node = read !== null && old !== null && read.eq(old) ? old : (read ?? nothing);
        this.#remember(element, node);
      }
      if (node === nothing || !(element instanceof Y.XmlElement) || Array.isArray(node)) hidden += 1;
      else {
        rows.push(element);
        nodes.push(node);
      }
    }
    if (rows.length > 0) return { rows, nodes, hidden };
    const isEmptyAlready = this.#rows.length === 1 && this.#rows[0] === null;
    const empty = isEmptyAlready ? page.child(0) : schema.topNodeType.createAndFill()?.firstChild;
    if (empty == null) throw new Error("The schema has no empty page.");
    return { rows: [null], nodes: [empty], hidden };
  }

  #remember(element: Y.AbstractType<unknown> | object, node: EditorNode): void {
    if (!(element instanceof Y.AbstractType)) return;
    this.mapping.set(element, node);
    if (!(element instanceof Y.XmlElement) || node === nothing) return;
    const breaks = node.content.content.filter((child) => !child.isText);
    if (breaks.length === 0) return;
    for (const child of element.toArray()) {
      const one = child instanceof Y.XmlElement ? breaks.shift() : undefined;
      if (one !== undefined) this.mapping.set(child, one);
    }
  }

  #restoreSelection(tr: Transaction, view: EditorView, oldRows: Rows, shared: SharedSelection | null): void {
    const { selection } = view.state;
    if (!(selection instanceof TextSelection)) return;
    const place = (position: number, relative: Y.RelativePosition | null): number => {
      if (relative !== null && this.#moved.has(relative))
        return this.positionOf(relative) ?? tr.mapping.map(position);
      const $old = view.state.doc.resolve(position);
      const row = oldRows[$old.index(0)] ?? null;
      const at = row === null ? -1 : this.#rows.indexOf(row);
      if (at !== -1) return this.positionOf(relative) ?? tr.mapping.map(position);
      return placeInCopy(tr.doc, $old) ?? tr.mapping.map(position);
    };
    const anchor = place(selection.anchor, shared?.anchor ?? null);
    const head = place(selection.head, shared?.head ?? null);
    const size = tr.doc.content.size;
    const next = TextSelection.between(
      tr.doc.resolve(Math.min(anchor, size)),
      tr.doc.resolve(Math.min(head, size)),
    );
    if (!next.eq(tr.selection)) tr.setSelection(next);
  }

  readonly #keepSelection = (): void => {
    if (this.#selection === null && this.#view !== null && !this.isAhead())
      this.#selection = this.#sharedSelection();
  };

  readonly #dropSelection = (): void => {
    this.#selection = null;
  };

  #sharedSelection(): SharedSelection | null {
    if (this.#view === null) return null;
    const { anchor, head } = this.#view.state.selection;
    const shared = this.placeOf(anchor);
    return { anchor: shared, head: head === anchor ? shared : this.placeOf(head) };
  }

  /** A position of the page as a place of the shared body, which stays with its letter. */
  placeOf(position: number): Y.RelativePosition {
    const page = this.#view?.state.doc;
    if (page !== undefined && page === this.#page) {
      const $at = page.resolve(position);
      const first = $at.depth === 0 ? null : this.#rows[$at.index(0)]?.firstChild;
      // Nearly every place is one in a block of plain text, and y-tiptap would walk all blocks before it.
      if (first instanceof Y.XmlText && first.length >= $at.parentOffset)
        return Y.createRelativePositionFromTypeIndex(first, $at.parentOffset, -1);
    }
    return absolutePositionToRelativePosition(position, this.type, this.mapping) as Y.RelativePosition;
  }

  /** Where a place of the shared body is on the page; null when it is gone. */
  positionOf(place: Y.RelativePosition | null): number | null {
    if (place === null) return null;
    const found = Y.createAbsolutePositionFromRelativePosition(place, this.doc);
    const row = found?.type.parent;
    if (found?.type instanceof Y.XmlText && row instanceof Y.XmlElement && row.firstChild === found.type) {
      const index = this.#rows.indexOf(row);
      if (index !== -1 && this.#page !== null) return startOf(this.#page, index) + 1 + found.index;
    }
    return relativePositionToAbsolutePosition(this.doc, this.type, place, this.mapping);
  }
}

/** Where a block begins. */
function startOf(page: EditorNode, index: number): number {
  let position = 0;
  for (const node of page.content.content.slice(0, index)) position += node.nodeSize;
  return position;
}

/** Where a place in a block is that was put elsewhere or became another element: then it is a copy with the same id. */
function placeInCopy(doc: EditorNode, $old: ResolvedPos): number | null {
  if ($old.depth === 0) return null;
  const id: unknown = $old.node(1).attrs["id"];
  if (typeof id !== "string") return null;
  let place: number | null = null;
  doc.forEach((node, position) => {
    if (node.attrs["id"] === id && node.isTextblock)
      place = position + 1 + Math.min($old.parentOffset, node.content.size);
  });
  return place;
}
