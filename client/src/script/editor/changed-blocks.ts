import type { Node as EditorNode } from "@tiptap/pm/model";

/** The blocks in which two documents differ, of each: what stands before and behind them is the same in both. */
export function changedBlocks(
  before: EditorNode,
  after: EditorNode,
): { was: EditorNode[]; is: EditorNode[] } {
  const [old, next] = [before.content.content, after.content.content];
  const most = Math.min(old.length, next.length);
  let head = 0;
  while (head < most && old[head] === next[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail += 1;
  return { was: old.slice(head, old.length - tail), is: next.slice(head, next.length - tail) };
}
