import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { DecorationSet } from "@tiptap/pm/view";
import { paginate, repaginate, type PageOptions, type Pages } from "@backlot/shared/screenplay/pagination";
import { blocksOf } from "../editor/blocks-of.ts";
import { quick } from "../editor/quick-decorations.ts";
import { followSheets, sheetDecorations } from "./page-decorations.ts";
import { productionMarks } from "./production-marks.ts";

/** How pages are laid out, and what of the revisions is shown on them. */
export type PageViewOptions = PageOptions & {
  /** The set whose changes have a mark in the margin. */
  revision?: string | null;
  /** Whether scenes that have no written number show the one they would get (12A). */
  areNumbersLocked?: boolean;
};

type PageViewState = {
  options: PageViewOptions;
  pages: Pages;
  sheets: DecorationSet;
  /** What a script in production shows beside its sheets. */
  marks: DecorationSet;
};

const pageViewKey = new PluginKey<PageViewState>("pages");

/** Draws the pages of the script in the editor, from the same layout as the PDF. */
export const PageView = Extension.create({
  name: "pages",
  addProseMirrorPlugins() {
    return [pageViewPlugin(), productionPlugin()];
  },
});

export function pageViewPlugin(): Plugin<PageViewState> {
  return new Plugin<PageViewState>({
    key: pageViewKey,
    state: {
      init: (_config, state) => {
        const pages = paginate(blocksOf(state.doc));
        const sheets = sheetDecorations(state.doc, pages);
        return { options: {}, pages, sheets, marks: productionMarks(state.doc, pages, {}) };
      },
      apply: (tr, now) => {
        const options = (tr.getMeta(pageViewKey) as PageViewOptions | undefined) ?? now.options;
        if (!tr.docChanged && options === now.options) return now;
        const pages = repaginate(now.pages, blocksOf(tr.doc), options);
        const isSameLayout = options === now.options;
        const sheets = isSameLayout
          ? followSheets(tr, now.sheets, { before: now.pages, after: pages })
          : sheetDecorations(tr.doc, pages);
        return { options, pages, sheets, marks: productionMarks(tr.doc, pages, options) };
      },
    },
    props: {
      decorations: (state) => quick(pageViewKey.getState(state)?.sheets),
    },
  });
}

function productionPlugin(): Plugin {
  return new Plugin({
    key: new PluginKey("production"),
    props: { decorations: (state) => quick(pageViewKey.getState(state)?.marks) },
  });
}

/** The pages as they stand in an editor that draws them. */
export function pagesOf(state: EditorState): Pages {
  return pageViewKey.getState(state)?.pages ?? paginate(blocksOf(state.doc));
}

/** What is drawn of the sheets. */
export function sheetsOf(state: EditorState): DecorationSet {
  return pageViewKey.getState(state)?.sheets ?? DecorationSet.empty;
}

/** Tells the editor on which paper, and with which locked pages, it lays out the script. */
export function setPageOptions(
  editor: { state: EditorState; view: { dispatch: (tr: EditorState["tr"]) => void } },
  options: PageViewOptions,
): void {
  editor.view.dispatch(editor.state.tr.setMeta(pageViewKey, options).setMeta("addToHistory", false));
}
