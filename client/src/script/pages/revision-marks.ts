import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState, type Transaction } from "@tiptap/pm/state";
import { isFromDocument } from "../editor/block-ids.ts";

const key = new PluginKey("revisionMarks");

/** Marks what this person changes with the active set of revisions. What others change they mark themselves. */
export const RevisionMarks = Extension.create<{ active: () => string | null }>({
  name: "revisionMarks",
  addOptions() {
    return { active: () => null };
  },
  addProseMirrorPlugins() {
    return [revisionMarksPlugin(this.options.active)];
  },
});

export function revisionMarksPlugin(active: () => string | null): Plugin {
  let isComposing = () => false;
  /** What an input method has changed so far: a mark around it would end its work, so it is marked afterwards. */
  let waiting: Range[] = [];
  return new Plugin({
    key,
    view: (view) => {
      isComposing = () => view.composing;
      return {};
    },
    props: {
      handleDOMEvents: {
        compositionend: (view) => {
          setTimeout(() => {
            if (!view.isDestroyed && !view.composing && waiting.length > 0)
              view.dispatch(view.state.tr.setMeta(key, "composed"));
          }, 0);
          return false;
        },
      },
    },
    appendTransaction: (transactions, _before, after) => {
      const set = active();
      waiting = waiting.map((range) => mapped(range, transactions));
      if (set === null || transactions.some((one) => one.getMeta(key) === true)) return null;
      if (!transactions.some(isFromDocument)) waiting.push(...changedRanges(transactions));
      if (waiting.length === 0 || isComposing()) return null;
      const ranges = waiting;
      waiting = [];
      return markChanges(after, ranges, set);
    },
  });
}

type Range = { from: number; to: number };

/** Where text or blocks came, went or changed, in positions after all transactions. */
function changedRanges(transactions: readonly Transaction[]): Range[] {
  const ranges: Range[] = [];
  transactions.forEach((transaction, at) => {
    transaction.mapping.maps.forEach((map, step) => {
      map.forEach((_oldStart, _oldEnd, start, end) => {
        const later = transaction.mapping.slice(step + 1);
        const range = { from: later.map(start, -1), to: later.map(end, 1) };
        ranges.push(mapped(range, transactions.slice(at + 1)));
      });
    });
  });
  return ranges;
}

function mapped(range: Range, transactions: readonly Transaction[]): Range {
  return transactions.reduce(
    ({ from, to }, { mapping }) => ({ from: mapping.map(from, -1), to: mapping.map(to, 1) }),
    range,
  );
}

function markChanges(state: EditorState, ranges: readonly Range[], set: string): Transaction | null {
  const { doc, schema } = state;
  const mark = schema.marks["revised"]?.create({ set });
  if (mark === undefined) return null;
  const tr = state.tr.setMeta(key, true);
  const { storedMarks } = state;
  for (const range of ranges) {
    const from = Math.max(0, Math.min(range.from, doc.content.size));
    const to = Math.max(from, Math.min(range.to, doc.content.size));
    if (to > from) tr.addMark(from, to, mark);
    doc.forEach((node, position) => {
      const end = position + node.nodeSize;
      // Of a block that went whole nothing is left: the one behind it has the mark, or the last one of the script.
      const isBeside = from === position || (from === end && end === doc.content.size);
      const isTouched =
        from === to ? isBeside || (from > position && from < end) : from < end && to > position;
      if (isTouched && node.attrs["revision"] !== set) tr.setNodeAttribute(position, "revision", set);
    });
  }
  if (!tr.docChanged) return null;
  return storedMarks === null ? tr : tr.setStoredMarks(storedMarks);
}
