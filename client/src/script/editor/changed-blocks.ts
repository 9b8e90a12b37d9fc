import type { Node as EditorNode } from "@tiptap/pm/model";

/**
 * The blocks in which two documents differ, of each. Where none came or went these are exactly the changed ones, however far
 * apart; else all from the first to the last.
 */
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
  const [was, is] = [old.slice(head, old.length - tail), next.slice(head, next.length - tail)];
  if (was.length !== is.length) return { was, is };
  return {
    was: was.filter((node, at) => node !== is[at]),
    is: is.filter((node, at) => node !== was[at]),
  };
}
