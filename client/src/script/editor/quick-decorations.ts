import type { Node as EditorNode } from "@tiptap/pm/model";
import { DecorationSet, type Decoration } from "@tiptap/pm/view";

/** What prosemirror-view keeps in a set, which its types do not say: triples of start, end and set of each child. */
type Inside = { local: readonly (Decoration & { inline: boolean })[]; children: readonly unknown[] };

const made = new WeakMap<DecorationSet, DecorationSet>();

/**
 * The same decorations, found at once for each block. At every update the view asks a set for each of its 2,400 blocks,
 * and a set walks all that it holds to answer: with hundreds of page ends and marks that is most of a keystroke.
 */
export function quick(set: DecorationSet | undefined): DecorationSet | undefined {
  if (set === undefined || set === DecorationSet.empty) return set;
  const present = made.get(set);
  if (present !== undefined) return present;
  const { local, children } = set as unknown as Inside;
  // A stretch over several blocks has a part in each of them; there is hardly ever one.
  if (local.some((one) => one.inline)) return set;
  const byStart = new Map<unknown, unknown>();
  for (let at = 0; at < children.length; at += 3) byStart.set(children[at], children[at + 2]);
  const forChild = (offset: number, node: EditorNode): unknown =>
    (node.isLeaf ? undefined : byStart.get(offset)) ?? DecorationSet.empty;
  const found = Object.create(set, { forChild: { value: forChild } }) as DecorationSet;
  made.set(set, found);
  return found;
}
