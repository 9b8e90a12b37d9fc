import { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { keepPresenceSteady } from "@backlot/shared/documents/steady-presence";

type State = Record<string, unknown> | null;

/**
 * Presence that can be kept to oneself: while hidden, the others learn that the person is here and nothing of where they look or write. What is
 * said meanwhile is remembered, so that it stands at once when the person shows themselves again.
 */
export class QuietAwareness extends Awareness {
  // Without initialisers: the base class speaks its first state before fields of this class would exist.
  declare private isHidden: boolean | undefined;
  declare private wanted: State | undefined;

  constructor(doc: Y.Doc) {
    super(doc);
    keepPresenceSteady(this);
  }

  /** Hides where this person is, or shows it again. */
  hide(isHidden: boolean): void {
    if (isHidden === (this.isHidden ?? false)) return;
    this.isHidden = isHidden;
    this.setLocalState(this.getLocalState());
  }

  override getLocalState(): State {
    return this.wanted === undefined ? super.getLocalState() : this.wanted;
  }

  override setLocalState(state: State): void {
    this.wanted = state;
    super.setLocalState(this.isHidden === true ? onlyPerson(state) : state);
  }
}

function onlyPerson(state: State): State {
  if (state === null) return null;
  return "user" in state ? { user: state["user"] } : {};
}
