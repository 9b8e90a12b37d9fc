import type { EditorState, Transaction } from "@tiptap/pm/state";
import { ScriptBlock } from "@backlot/shared/screenplay/block";

/** Whether a scene can be called so: letters, digits, dashes and dots. */
export function isSceneNumber(number: string): boolean {
  return ScriptBlock.shape.sceneNumber.safeParse(number).success && number !== "";
}

/** Writes the number of a scene, or with null takes it away. Null when the script has no such scene. */
export function setSceneNumber(
  state: EditorState,
  sceneId: string,
  number: string | null,
): Transaction | null {
  let at: number | null = null;
  state.doc.forEach((node, position) => {
    if (node.type.name === "sceneHeading" && node.attrs["id"] === sceneId) at = position;
  });
  return at === null ? null : state.tr.setNodeAttribute(at, "sceneNumber", number);
}

/** The scene, if any, that has this number already. */
export function sceneOfNumber({ doc }: EditorState, number: string): string | null {
  for (const node of doc.children) {
    const has = (node.attrs["sceneNumber"] as string | null)?.toLowerCase() === number.toLowerCase();
    if (node.type.name === "sceneHeading" && has) return node.attrs["id"] as string | null;
  }
  return null;
}

/** A heading that ends as Fountain writes numbers (#12A#) gets its number, and keeps its words. Null for any other line. */
export function typedSceneNumber(state: EditorState): Transaction | null {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth === 0 || $from.node(1).type.name !== "sceneHeading") return null;
  const found = /\s*#([\p{L}\p{N}.-]{1,20})#\s*$/u.exec($from.parent.textContent);
  if (found?.[1] === undefined || found.index === 0) return null;
  const start = $from.start(1);
  const tr = state.tr.delete(start + found.index, start + $from.parent.content.size);
  return tr.setNodeAttribute($from.before(1), "sceneNumber", found[1]);
}
