import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import type { BlockType } from "@backlot/shared/screenplay/block";
import { characterNames, cycleOnTab, detectType, nextOnEnter } from "@backlot/shared/screenplay/elements";
import { isFromDocument } from "./block-ids.ts";
import { blocksOf, textOf } from "./blocks-of.ts";
import { blockAtCaret, capitalise, changeElement, isInCapitals } from "./change-element.ts";
import { tabInHeading } from "./heading-parts.ts";
import { insertPageBreak, typedPageBreak } from "./page-break.ts";
import { typedSceneNumber } from "./scene-number.ts";

/** Elements in the order of Ctrl+1 to Ctrl+7. */
export const numberedElements: readonly BlockType[] = [
  "sceneHeading",
  "action",
  "character",
  "parenthetical",
  "dialogue",
  "transition",
  "centered",
];

type Dispatch = ((tr: Transaction) => void) | undefined;

/**
 * Enter starts the element that follows; on an empty block it leads back to action; inside a line it splits. A line of
 * action that is nothing but a known name in capitals becomes the cue that it was meant to be.
 */
export function enter(state: EditorState, dispatch: Dispatch, isName?: (text: string) => boolean): boolean {
  const at = blockAtCaret(state);
  if (at === null || at.node.isLeaf) return false;
  const { tr, schema, selection } = state;
  const isAtLineEnd = selection.empty && selection.$from.parentOffset === at.node.content.size;
  if (at.type === "action" && isAtLineEnd && isName?.(textOf(at.node)) === true) {
    changeElement(tr, at.position, "character");
    const dialogue = { type: schema.nodes["dialogue"]!, attrs: { id: null } };
    tr.split(at.position + 1 + at.node.content.size, 1, [dialogue]);
    dispatch?.(tr.scrollIntoView());
    return true;
  }
  const isEmpty = at.node.content.size === 0;
  const next = nextOnEnter(at.type, isEmpty);
  if (isEmpty && next !== at.type) {
    dispatch?.(changeElement(tr, at.position, next).scrollIntoView());
    return true;
  }
  const after = at.node.textBetween(selection.$to.parentOffset, at.node.content.size);
  // The bracket that closes a parenthetical is not a second half.
  const isClosing = at.type === "parenthetical" && after === ")";
  const isAtEnd = selection.empty && (isClosing || selection.$from.parentOffset === at.node.content.size);
  tr.deleteSelection();
  if (isAtEnd) tr.setSelection(TextSelection.create(tr.doc, at.position + at.node.nodeSize - 1));
  const type = schema.nodes[isAtEnd ? next : at.type];
  if (type === undefined) return false;
  // The second half gets its own id; the number of a scene stays with its first half.
  tr.split(tr.selection.from, 1, [{ type, attrs: { id: isAtEnd ? null : at.node.attrs["id"] } }]);
  dispatch?.(tr.scrollIntoView());
  return true;
}

/** Tab turns the block into the element that comes next, Shift-Tab into the one before. */
export function tab(state: EditorState, dispatch: Dispatch, backwards = false): boolean {
  const at = blockAtCaret(state);
  if (at === null) return true;
  const isWritten = at.node.content.size > 0;
  const isAtEnd = isWritten && state.selection.$from.parentOffset === at.node.content.size;
  if (at.type === "sceneHeading" && isWritten) {
    const moved = tabInHeading(state, backwards);
    if (moved !== null) dispatch?.(moved);
    else if (isAtEnd) return enter(state, dispatch);
    return true;
  }
  const isSpeech = at.type === "dialogue" || at.type === "character";
  if (isSpeech && isAtEnd && !backwards) return startParenthetical(state, dispatch);
  if (at.type === "transition" && isAtEnd && !backwards) return enter(state, dispatch);
  const next = cycleOnTab(at.type, at.node.content.size === 0, backwards);
  dispatch?.(changeElement(state.tr, at.position, next).scrollIntoView());
  return true;
}

/** After a cue or a line of dialogue, Tab goes on with a parenthetical instead of swallowing what was written. */
function startParenthetical(state: EditorState, dispatch: Dispatch): boolean {
  const { tr, schema, selection } = state;
  tr.split(selection.from, 1, [{ type: schema.nodes["parenthetical"]!, attrs: { id: null } }]);
  tr.insertText("()");
  tr.setSelection(TextSelection.create(tr.doc, tr.selection.from - 1));
  dispatch?.(tr.scrollIntoView());
  return true;
}

/** The marks that a person typed to force an element; the element says it now, so they go. */
const forcing = /^(?:#{1,6} |= |~ ?|@|\[\[|\.(?!\.)|> ?)/;

/** Turns a line into the element that its text has just begun to say. Null when it still says nothing new. */
export function detectWhileTyping(before: EditorState, after: EditorState): Transaction | null {
  const at = blockAtCaret(after);
  const was = blockAtCaret(before);
  if (at === null || was === null || at.node.attrs["id"] !== was.node.attrs["id"]) return null;
  if (at.type !== was.type || !after.selection.empty) return null;
  const [now, then] = [textOf(at.node), textOf(was.node)];
  if (now === then) return null;
  if (at.type === "dialogue" && then === "" && now === "(") {
    const tr = changeElement(after.tr, at.position, "parenthetical").insertText(")");
    return tr.setSelection(TextSelection.create(tr.doc, tr.selection.from - 1));
  }
  if (at.type !== "action") return null;
  const type = detectType(now);
  if (type === undefined || type === "pageBreak" || type === "centered" || type === detectType(then))
    return null;
  const marks = forcing.exec(now)?.[0] ?? "";
  const tr = after.tr;
  if (marks !== "") tr.delete(at.position + 1, at.position + 1 + marks.length);
  changeElement(tr, at.position, type);
  if (type === "section") tr.setNodeAttribute(at.position, "depth", Math.max(1, marks.trim().length));
  return tr;
}

/** What the text that an input method has just composed means for its block: another element, or capitals. */
export function afterComposition(before: EditorState, after: EditorState): Transaction | null {
  const at = blockAtCaret(after);
  if (at === null) return null;
  if (isInCapitals(at.type)) {
    const tr = capitalise(after.tr, at.position);
    return tr.docChanged ? tr : null;
  }
  return detectWhileTyping(before, after);
}

/** Tells known names by their capitals: those of the cast and of every cue in the script. */
function isNameIn(state: EditorState, cast: () => readonly string[]): (text: string) => boolean {
  return (text) => {
    const wanted = text.trim();
    if (wanted.length > 38 || !/^\p{Lu}/u.test(wanted) || wanted !== wanted.toUpperCase()) return false;
    if (cast().some((name) => name.toUpperCase() === wanted)) return true;
    return characterNames(blocksOf(state.doc)).includes(wanted);
  };
}

/** Whether the caret stands before the bracket that was put there for the writer. */
function closesParenthetical(state: EditorState): boolean {
  const at = blockAtCaret(state);
  if (at?.type !== "parenthetical" || !state.selection.empty) return false;
  return at.node.textBetween(state.selection.$from.parentOffset, at.node.content.size) === ")";
}

/** How elements follow one another on the keyboard. */
export const ElementFlow = Extension.create<{ names: () => readonly string[] }>({
  name: "elementFlow",
  priority: 500,
  addOptions() {
    return { names: () => [] };
  },
  addKeyboardShortcuts() {
    const run = (command: (state: EditorState, dispatch: Dispatch) => boolean) => () =>
      command(this.editor.state, this.editor.view.dispatch);
    const keys: Record<string, () => boolean> = {
      Enter: () => {
        const { view } = this.editor;
        const typed = typedPageBreak(view.state);
        if (typed !== null) {
          view.dispatch(typed);
          return true;
        }
        const numbered = typedSceneNumber(view.state);
        if (numbered !== null) view.dispatch(numbered);
        return enter(view.state, view.dispatch, isNameIn(view.state, this.options.names));
      },
      "Mod-Enter": run((state, dispatch) => {
        const tr = insertPageBreak(state);
        if (tr !== null) dispatch?.(tr);
        return true;
      }),
      Tab: run((state, dispatch) => tab(state, dispatch)),
      "Shift-Tab": run((state, dispatch) => tab(state, dispatch, true)),
    };
    numberedElements.forEach((type, index) => {
      keys[`Mod-${index + 1}`] = run((state, dispatch) => {
        const at = blockAtCaret(state);
        if (at !== null) dispatch?.(changeElement(state.tr, at.position, type));
        return true;
      });
    });
    return keys;
  },
  addProseMirrorPlugins() {
    let isComposing = () => false;
    let beforeComposition: EditorState | null = null;
    return [
      new Plugin({
        key: new PluginKey("elementFlow"),
        view: (view) => {
          isComposing = () => view.composing;
          return {};
        },
        appendTransaction: (transactions, before, after) => {
          if (isComposing() || !transactions.some((one) => one.docChanged)) return null;
          if (transactions.some((one) => isFromDocument(one) || one.getMeta("uiEvent") === "paste"))
            return null;
          return detectWhileTyping(before, after);
        },
        props: {
          handleTextInput: (view, from, to, text) => {
            if (text === ")" && closesParenthetical(view.state)) {
              view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, to + 1)));
              return true;
            }
            const upper = text.toUpperCase();
            const at = blockAtCaret(view.state);
            if (at === null || upper === text || view.composing || !isInCapitals(at.type)) return false;
            view.dispatch(view.state.tr.insertText(upper, from, to).scrollIntoView());
            return true;
          },
          handleDOMEvents: {
            compositionstart: (view) => {
              beforeComposition = view.state;
              return false;
            },
            // While an input method composes, its text is left alone; what typing would have done is done afterwards.
            compositionend: (view) => {
              const before = beforeComposition;
              beforeComposition = null;
              setTimeout(() => {
                if (view.isDestroyed || view.composing || before === null) return;
                const tr = afterComposition(before, view.state);
                if (tr !== null) view.dispatch(tr);
              }, 0);
              return false;
            },
          },
        },
      }),
    ];
  },
});
