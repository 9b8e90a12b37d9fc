import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { characterNames, locations, rooms } from "@backlot/shared/screenplay/elements";
import { isFromDocument } from "./block-ids.ts";
import { blocksOf, textOf } from "./blocks-of.ts";
import { blockAtCaret } from "./change-element.ts";
import { enter } from "./element-flow.ts";
import { suggest, type Suggestion, type SuggestionSources } from "./suggest.ts";

/** What is offered at the caret. `active` is -1 while nothing is chosen: Enter then does what it always does. */
export type CompletionState = {
  blockId: string;
  /** Position before the block. */
  position: number;
  items: Suggestion[];
  active: number;
} | null;

export const completionKey = new PluginKey<CompletionState>("completion");

type Meta = { active: number } | "close";

/** Offers names, places and times while a heading, cue or transition is typed. */
export const Completion = Extension.create<{ names: () => readonly string[] }>({
  name: "completion",
  // Before the element flow: Enter and Tab first take what is offered.
  priority: 600,
  addOptions() {
    return { names: () => [] };
  },
  addProseMirrorPlugins() {
    const sources = sourcesOf(this.options.names);
    return [
      new Plugin<CompletionState>({
        key: completionKey,
        state: {
          init: () => null,
          apply: (tr, present, before, after) => {
            const meta = tr.getMeta(completionKey) as Meta | undefined;
            if (meta === "close") return null;
            if (meta !== undefined) return present === null ? null : { ...present, active: meta.active };
            if (isFromDocument(tr)) return still(present, after);
            if (tr.docChanged) return offer(after, sources);
            return tr.selectionSet ? still(present, after) : present;
          },
        },
        props: {
          handleKeyDown: (view, event) => {
            const state = completionKey.getState(view.state) ?? null;
            if (state === null || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
              return false;
            const choose = (active: number) => {
              view.dispatch(view.state.tr.setMeta(completionKey, { active } satisfies Meta));
              return true;
            };
            const { items, active } = state;
            if (event.key === "ArrowDown") return choose((active + 1) % items.length);
            if (event.key === "ArrowUp") return choose(active <= 0 ? items.length - 1 : active - 1);
            if (event.key === "Escape") {
              view.dispatch(view.state.tr.setMeta(completionKey, "close" satisfies Meta));
              return true;
            }
            const chosen = items[active];
            if (chosen === undefined || (event.key !== "Enter" && event.key !== "Tab")) return false;
            if (event.shiftKey) return false;
            accept(view, state, chosen);
            if (event.key === "Enter" && chosen.isWhole) enter(view.state, view.dispatch);
            return true;
          },
          handleDOMEvents: {
            blur: (view) => {
              view.dispatch(view.state.tr.setMeta(completionKey, "close" satisfies Meta));
              return false;
            },
          },
        },
      }),
    ];
  },
});

/** Makes the line say what was chosen. */
export function accept(
  view: { state: EditorState; dispatch: (tr: EditorState["tr"]) => void },
  state: NonNullable<CompletionState>,
  chosen: Suggestion,
): void {
  const node = view.state.doc.nodeAt(state.position);
  if (node === null) return;
  const from = state.position + 1;
  const tr = view.state.tr.insertText(chosen.text, from, from + node.content.size);
  view.dispatch(chosen.isWhole ? tr.setMeta(completionKey, "close" satisfies Meta) : tr.scrollIntoView());
}

function offer(
  state: EditorState,
  sources: (state: EditorState, blockId: string) => SuggestionSources,
): CompletionState {
  const at = blockAtCaret(state);
  if (at === null || !state.selection.empty) return null;
  if (state.selection.$from.parentOffset !== at.node.content.size) return null;
  if (at.type !== "character" && at.type !== "sceneHeading" && at.type !== "transition") return null;
  const blockId = String(at.node.attrs["id"]);
  const typed = textOf(at.node);
  const items = suggest(at.type, typed, sources(state, blockId));
  // An empty line offers, but chooses nothing: Enter on an empty cue still leads back to action.
  const active = typed === "" || /\s$/.test(typed) ? -1 : 0;
  return items.length === 0 ? null : { blockId, position: at.position, items, active };
}

/** Keeps the offer while the caret stays at the end of its line. */
function still(present: CompletionState, state: EditorState): CompletionState {
  const at = blockAtCaret(state);
  if (present === null || at === null || String(at.node.attrs["id"]) !== present.blockId) return null;
  if (state.selection.$from.parentOffset !== at.node.content.size) return null;
  return { ...present, position: at.position };
}

/** Names and places of the whole script are gathered once per line, not once per keystroke. */
function sourcesOf(names: () => readonly string[]) {
  let gatheredFor = "";
  let gathered: SuggestionSources = { names: [], locations: [] };
  return (state: EditorState, blockId: string): SuggestionSources => {
    if (gatheredFor === blockId) return gathered;
    const blocks = blocksOf(state.doc).filter((block) => block.id !== blockId || block.type === "action");
    const spoken = characterNames(blocksOf(state.doc).map(emptied), blockId);
    const silent = names().map((name) => name.toUpperCase());
    gathered = {
      names: [...new Set([...spoken, ...silent])],
      locations: locations(blocks),
      rooms: rooms(blocks),
    };
    gatheredFor = blockId;
    return gathered;

    // The line that is being typed is not a name yet, but its place decides who spoke last.
    function emptied(block: ReturnType<typeof blocksOf>[number]) {
      return block.id === blockId ? { ...block, runs: [] } : block;
    }
  };
}
