/**
 * A box for each sheet, around its blocks, for the browser's layout alone. The blocks of a long script are thousands of
 * siblings, and whoever lays out, paints, hits or reads one of them walks past all the others: most of what a letter cost.
 * So the page gets a shadow tree with a box for each sheet, and the blocks are handed out to the boxes by slots. The
 * document, and all that the editor sees of it, stays the flat list that it is.
 */
import { Extension, isMacOS, type Editor } from "@tiptap/core";
import { Plugin, PluginKey, Selection, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import type { Pages } from "@backlot/shared/screenplay/pagination";
import { pagesOf } from "./page-view.ts";

/** Draws the page in sheets where the browser is known to write well in them; elsewhere it stays one long list. */
export const SheetBoxes = Extension.create({
  name: "sheetBoxes",
  addKeyboardShortcuts() {
    const [start, end] = isMacOS() ? ["Mod-ArrowUp", "Mod-ArrowDown"] : ["Mod-Home", "Mod-End"];
    return {
      [start]: ({ editor }) => goToEdge(editor, "start", false),
      [end]: ({ editor }) => goToEdge(editor, "end", false),
      [`Shift-${start}`]: ({ editor }) => goToEdge(editor, "start", true),
      [`Shift-${end}`]: ({ editor }) => goToEdge(editor, "end", true),
    };
  },
  addProseMirrorPlugins() {
    const view = (editorView: EditorView) => (writesInSlots() ? new BoxesOfPage(editorView) : {});
    return [new Plugin({ key: new PluginKey("sheetBoxes"), view })];
  },
});

/**
 * Chromium, whose desktop keyboards write letters into the blocks and nothing else. On Android the keyboard itself splits
 * a paragraph, and the half that has no slot yet would have no place for the caret.
 */
function writesInSlots(): boolean {
  return "userAgentData" in navigator && !navigator.userAgent.includes("Android");
}

class BoxesOfPage {
  readonly #shadow: ShadowRoot;
  readonly #changes: MutationObserver;
  #pages: Pages | null = null;
  #starts: readonly number[] = [];
  #sheets: readonly Element[][] = [];

  constructor(view: EditorView) {
    // A view whose plugins change has been here before.
    this.#shadow = view.dom.shadowRoot ?? view.dom.attachShadow({ mode: "open", slotAssignment: "manual" });
    this.#changes = new MutationObserver(() => this.#handOut(view.dom));
    this.#changes.observe(view.dom, { childList: true });
    this.update(view);
    this.#handOut(view.dom);
  }

  update({ state, dom }: EditorView): void {
    const pages = pagesOf(state);
    const haveMoved = this.#changes.takeRecords().length > 0;
    if (pages === this.#pages && !haveMoved) return;
    this.#pages = pages;
    const starts = sheetStarts(pages);
    if (!haveMoved && isSame(starts, this.#starts)) return;
    this.#starts = starts;
    this.#handOut(dom);
  }

  destroy(): void {
    this.#changes.disconnect();
  }

  #handOut(dom: HTMLElement): void {
    const before = this.#sheets;
    this.#sheets = sheetsOf(dom.children, this.#starts);
    const slots = this.#shadow.children;
    while (slots.length > this.#sheets.length) this.#shadow.lastElementChild?.remove();
    this.#sheets.forEach((blocks, index) => {
      const present = before[index];
      const box = slots[index] ?? this.#shadow.appendChild(sheetBox());
      if (present !== undefined && isSame(present, blocks)) return;
      (box.firstElementChild as HTMLSlotElement).assign(...blocks);
    });
  }
}

/** To the beginning or the end of the script: by itself the browser's caret goes only where something is drawn. */
function goToEdge(editor: Editor, edge: "start" | "end", isExtending: boolean): boolean {
  const { state, view } = editor;
  const at = edge === "start" ? Selection.atStart(state.doc) : Selection.atEnd(state.doc);
  const anchor = isExtending ? state.selection.anchor : at.head;
  const selection = TextSelection.between(state.doc.resolve(anchor), state.doc.resolve(at.head));
  view.dispatch(state.tr.setSelection(selection).scrollIntoView());
  return true;
}

function sheetBox(): HTMLElement {
  const box = document.createElement("div");
  box.part.add("sheet");
  box.append(document.createElement("slot"));
  return box;
}

/** The first whole block of each sheet but the first. */
function sheetStarts({ pages }: Pages): number[] {
  return pages.slice(1).map(({ start: { block, offset } }) => (offset === 0 ? block : block + 1));
}

/** The page's children by sheets. What is drawn between two blocks stays with the one before it. */
function sheetsOf(children: HTMLCollection, starts: readonly number[]): Element[][] {
  const isStart = new Set(starts);
  const sheets: Element[][] = [[]];
  let block = -1;
  for (const child of children) {
    if (child.localName === "p") {
      block += 1;
      if (isStart.has(block)) sheets.push([]);
    }
    sheets.at(-1)!.push(child);
  }
  return sheets;
}

function isSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
