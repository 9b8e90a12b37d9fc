import { Fragment, Slice, type Node as EditorNode } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { ReplaceStep } from "@tiptap/pm/transform";
import type { Rows } from "./write-body.ts";

export type Page = { rows: Rows; nodes: readonly EditorNode[] };

/**
 * Steps that make the editor's document say what the shared body says now. Each step reaches over what differs and no
 * further, so that carets, marks and everything else that is tied to the page stays where it is. A block that became two,
 * or two that became one, are split and joined, so that what is tied to words goes along with them.
 */
export function followBody(tr: Transaction, old: Page, next: Page): void {
  const isKept = membership(next.rows, old.rows);
  const wasThere = membership(old.rows, next.rows);
  let position = 0;
  for (let [o, n] = [0, 0]; o < old.rows.length || n < next.rows.length;) {
    if (o < old.rows.length && n < next.rows.length && old.rows[o] === next.rows[n]) {
      let before = old.nodes[o]!;
      const second = n + 1 < next.rows.length && !wasThere(next.rows[n + 1]!) ? next.nodes[n + 1]! : null;
      const other = o + 1 < old.rows.length && !isKept(old.rows[o + 1]!) ? old.nodes[o + 1]! : null;
      if (second !== null && isCutInto(before, next.nodes[n]!, second)) {
        const at = next.nodes[n]!.content.size;
        const halves = Fragment.from([before.copy(), second.copy()]);
        tr.step(new ReplaceStep(position + 1 + at, position + 1 + at, new Slice(halves, 1, 1), true));
        followBlock(tr, position, before.cut(0, at), next.nodes[n]!);
        position += next.nodes[n]!.nodeSize;
        followBlock(tr, position, second.copy(before.content.cut(at)), second);
        position += second.nodeSize;
        o += 1;
        n += 2;
        continue;
      }
      if (other !== null && isCutInto(next.nodes[n]!, before, other)) {
        tr.step(
          new ReplaceStep(position + before.nodeSize - 1, position + before.nodeSize + 1, Slice.empty, true),
        );
        before = before.copy(before.content.append(other.content));
        o += 1;
      }
      followBlock(tr, position, before, next.nodes[n]!);
      position += next.nodes[n]!.nodeSize;
      o += 1;
      n += 1;
      continue;
    }
    let gone = 0;
    for (; o < old.rows.length && !isKept(old.rows[o]!); o += 1) gone += old.nodes[o]!.nodeSize;
    const come: EditorNode[] = [];
    for (; n < next.rows.length && !wasThere(next.rows[n]!); n += 1) come.push(next.nodes[n]!);
    const content = Fragment.from(come);
    // What stays keeps its order in Yjs, so one of the two always goes on.
    if (gone === 0 && content.size === 0) throw new Error("The shared body has blocks in another order.");
    tr.step(new ReplaceStep(position, position + gone, new Slice(content, 0, 0)));
    position += content.size;
  }
}

/** Whether a block says what two others say together, so that somebody split or joined them. */
function isCutInto(whole: EditorNode, first: EditorNode, second: EditorNode): boolean {
  return (
    whole.isTextblock &&
    second.isTextblock &&
    second.content.size > 0 &&
    whole.content.size === first.content.size + second.content.size &&
    whole.textContent === first.textContent + second.textContent &&
    whole.content.cut(0, first.content.size).eq(first.content)
  );
}

function membership(rows: Rows, other: Rows): (row: Rows[number]) => boolean {
  if (rows.length === other.length && rows.every((row, index) => row === other[index])) return () => true;
  const all = new Set(rows);
  return (row) => all.has(row);
}

function followBlock(tr: Transaction, position: number, before: EditorNode, after: EditorNode): void {
  if (before === after) return;
  if (before.type !== after.type) tr.setNodeMarkup(position, after.type, after.attrs);
  for (const [name, value] of Object.entries(after.attrs)) {
    if (before.attrs[name] !== value) tr.setNodeAttribute(position, name, value);
  }
  const start = before.content.findDiffStart(after.content);
  const end = before.content.findDiffEnd(after.content);
  if (start === null || end === null) return;
  // Where letters repeat, the two ends cross.
  const crossed = Math.max(0, start - Math.min(end.a, end.b));
  const slice = after.slice(start, end.b + crossed);
  tr.step(new ReplaceStep(position + 1 + start, position + 1 + end.a + crossed, slice));
}
