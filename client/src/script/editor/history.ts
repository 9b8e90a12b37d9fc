import type * as Y from "yjs";

/** An edit that takes itself back, because the plain undo of the text could not: it reaches other documents, or moves. */
export type HistoryStep = { undo: () => void; redo: () => void };

/** An edit of the text that may be undone plainly only while nobody else has touched what it made. */
export type Guard = {
  isPlain: () => boolean;
  /** What is done instead. */
  instead: HistoryStep;
};

type StackItem = Y.UndoManager["undoStack"][number];
type Placed = { step: HistoryStep; depth: number };

/**
 * One person's history of the script: the edits of the text, which Yjs keeps, and between them steps that know how to
 * take themselves back. `depth` is how many edits of the text came before a step, so that undo walks both in order.
 */
export class ScriptHistory {
  readonly #manager: Y.UndoManager;
  #done: Placed[] = [];
  #undone: Placed[] = [];
  readonly #guards = new WeakMap<StackItem, Guard>();

  constructor(manager: Y.UndoManager) {
    this.#manager = manager;
    manager.on("stack-item-added", ({ type }: { type: "undo" | "redo" }) => {
      // A new edit of the text: what was undone before it can no longer be done again.
      if (type === "undo" && !manager.redoing) this.#undone = [];
    });
  }

  /** Runs an edit of the text as one step: what was typed before and after it are steps of their own. */
  alone(edit: () => void): void {
    this.#manager.stopCapturing();
    edit();
    this.#manager.stopCapturing();
  }

  /** Says how the edit of the text that was just made alone is taken back. */
  guard(guard: Guard): void {
    const item = this.#manager.undoStack.at(-1);
    if (item !== undefined) this.#guards.set(item, guard);
  }

  /** Remembers a step that has just been done. */
  push(step: HistoryStep): void {
    this.#manager.stopCapturing();
    this.#manager.clear(false, true);
    this.#undone = [];
    this.#done.push({ step, depth: this.#manager.undoStack.length });
  }

  /** Takes back this person's last edit; tells whether there was one. */
  undo(): boolean {
    const last = this.#done.at(-1);
    if (last !== undefined && this.#manager.undoStack.length <= last.depth) {
      this.#done.pop();
      last.step.undo();
      this.#undone.push({ step: last.step, depth: this.#manager.redoStack.length });
      return true;
    }
    const item = this.#manager.undoStack.at(-1);
    if (item === undefined) return false;
    const guard = this.#guards.get(item);
    if (guard === undefined || guard.isPlain())
      return this.#walk(this.#manager.undoStack, "undo") || this.undo();
    this.#manager.undoStack.pop();
    guard.instead.undo();
    this.#undone.push({ step: guard.instead, depth: this.#manager.redoStack.length });
    return true;
  }

  redo(): boolean {
    const last = this.#undone.at(-1);
    if (last !== undefined && this.#manager.redoStack.length <= last.depth) {
      this.#undone.pop();
      last.step.redo();
      this.#done.push({ step: last.step, depth: this.#manager.undoStack.length });
      return true;
    }
    if (this.#manager.redoStack.length === 0) return false;
    return this.#walk(this.#manager.redoStack, "redo") || this.redo();
  }

  /**
   * Takes the last edit of a stack, and no other: of an edit that others have deleted nothing is left, and Yjs would go
   * on to the ones before it, over the steps in between. Tells whether anything changed.
   */
  #walk(stack: StackItem[], way: "undo" | "redo"): boolean {
    const before = stack.splice(0, stack.length - 1);
    const hasChanged = this.#manager[way]() !== null;
    stack.unshift(...before);
    return hasChanged;
  }
}

const histories = new WeakMap<Y.UndoManager, ScriptHistory>();

/** The history that belongs to an editor's undo manager. */
export function historyOf(manager: Y.UndoManager): ScriptHistory {
  const known = histories.get(manager);
  if (known !== undefined) return known;
  const made = new ScriptHistory(manager);
  histories.set(manager, made);
  return made;
}
