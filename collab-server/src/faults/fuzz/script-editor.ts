import assert from "node:assert/strict";
import type { EditorState, Transaction } from "@tiptap/pm/state";
import { yUndoPluginKey } from "@tiptap/y-tiptap";
import type * as Y from "yjs";
import { Desk } from "@backlot/client/script/editor/binding/binding.fixture";
import { bindingOf } from "@backlot/client/script/editor/binding/sync-plugin";
import { scriptHistory } from "@backlot/client/script/editor/collaboration";
import type { Random } from "../random.ts";

/** The editor of the script as a page has it open: its binding takes in what others do and writes what is done here. */
export class ScriptEditor {
  readonly #desk: Desk;
  readonly #random: Random;
  readonly #undoManager: Y.UndoManager;

  constructor(doc: Y.Doc, random: Random) {
    this.#random = random;
    this.#desk = new Desk(doc);
    this.#undoManager = (
      yUndoPluginKey.getState(this.#desk.state) as { undoManager: Y.UndoManager }
    ).undoManager;
    // What is one step of the history depends on the seed, not on the clock.
    this.#undoManager.captureTimeout = Infinity;
  }

  /** Whether an input method is at work: until it is done nothing else happens on its page. */
  get isComposing(): boolean {
    return this.#desk.composing;
  }

  /** Makes an edit, which goes to the shared body as the binding writes it. */
  edit(change: (tr: Transaction) => void): void {
    if (this.#random.chance(0.5)) this.#undoManager.stopCapturing();
    const { tr } = this.#desk.state;
    change(tr);
    this.#desk.dispatch(tr);
  }

  /** Does what a key does. */
  press(key: (state: EditorState, dispatch: (tr: Transaction) => void) => boolean): void {
    key(this.#desk.state, this.#desk.dispatch);
  }

  /** Undoes what this person did last, or does it again. */
  travel(way: "undo" | "redo"): void {
    scriptHistory(this.#desk.state)[way]();
  }

  /** The plugins of the editor change, as when another panel opens. */
  restart(): void {
    this.#desk.restart();
  }

  /** An input method writes something at the caret, in place of what it wrote before, and is not done with it. */
  compose(words: string): void {
    const { state } = this.#desk;
    const { head, $head } = state.selection;
    if (!$head.parent.inlineContent) return;
    const replaced = this.#desk.composing ? Math.min(1, $head.parentOffset) : 0;
    this.#desk.composing = true;
    this.#desk.dispatch(state.tr.insertText(words, head - replaced, head));
  }

  endComposition(): void {
    if (!this.#desk.composing) return;
    this.#desk.composing = false;
    bindingOf(this.#desk.state)?.composed();
  }

  /** Throws unless the editor shows what the shared body says: an empty line where there is nothing that it can show. */
  expectInStep(): void {
    const { doc } = this.#desk.state;
    doc.check();
    const said = this.#desk.readAnew();
    const isEmptyLine = doc.childCount === 1 && doc.firstChild?.content.size === 0;
    if (said.length === 0 && isEmptyLine) return;
    assert.deepEqual(this.#desk.blocks(), said, "the editor shows something else than the body says");
  }

  close(): void {
    this.#desk.close();
  }
}
