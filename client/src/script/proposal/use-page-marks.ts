import type { Editor } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { DecorationSet } from "@tiptap/pm/view";
import { useEffect } from "react";
import type * as Y from "yjs";
import { openProposals } from "@backlot/shared/documents/proposals";
import { readBlocks } from "@backlot/shared/documents/script";
import { afterRest } from "../after-rest.ts";
import { blocksOf } from "../editor/blocks-of.ts";
import { quick } from "../editor/quick-decorations.ts";
import { decorate, type PageMark } from "./marks.ts";
import { marksOfDraft, marksOfProposals } from "./page-marks.ts";
import { useSuggesting } from "./suggest-context.ts";

const key = new PluginKey<DecorationSet>("proposalMarks");

/** How long after a change the marks follow, ms; until then they move along with the text. */
const rest = 120;

/**
 * Draws proposals over the page. On the script itself those that are open; on a suggester's copy (`draft`) what it has
 * other than the script. Pressing one calls back with its id.
 */
export function usePageMarks(
  editor: Editor,
  draft: Y.Doc | null,
  onPress: (proposalId: string) => void,
): void {
  const { script } = useSuggesting();

  useEffect(() => {
    editor.registerPlugin(
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (tr, marks) =>
            (tr.getMeta(key) as DecorationSet | undefined) ?? marks.map(tr.mapping, tr.doc),
        },
        props: {
          decorations: (state) => quick(key.getState(state)),
          handleClick(_view, _position, event) {
            const element = event.target instanceof Element ? event.target.closest("[data-proposal]") : null;
            const id = element instanceof HTMLElement ? element.dataset["proposal"] : undefined;
            if (id !== undefined) onPress(id);
            return false;
          },
        },
      }),
    );
    let shown = "[]";
    const draw = () => {
      if (editor.isDestroyed) return;
      const marks = read();
      const next = JSON.stringify(marks);
      // Marks that stay the same have moved along with the text already.
      if (next === shown) return;
      shown = next;
      const tr = editor.state.tr
        .setMeta(key, decorate(editor.state.doc, marks))
        .setMeta("addToHistory", false);
      editor.view.dispatch(tr);
    };
    const read = (): PageMark[] => {
      const shownBlocks = blocksOf(editor.state.doc);
      if (draft !== null) return marksOfDraft(readBlocks(script), shownBlocks);
      const open = openProposals(script);
      return open.length === 0 ? [] : marksOfProposals(shownBlocks, open);
    };
    const { later, stop } = afterRest(draw, { rest });
    draw();
    script.on("update", later);
    draft?.on("update", later);
    return () => {
      stop();
      script.off("update", later);
      draft?.off("update", later);
      if (!editor.isDestroyed) editor.unregisterPlugin(key);
    };
  }, [editor, script, draft, onPress]);
}
