import { useDesk } from "../desk-context.ts";

/** Sets an attribute of a block by its id; null takes it away. Nothing happens when the block is gone. */
export function useBlockAttribute(): (
  blockId: string,
  name: "bookmark" | "verdict",
  value: string | null,
) => void {
  const { editor } = useDesk();
  return (blockId, name, value) => {
    const { tr } = editor.state;
    editor.state.doc.forEach((node, position) => {
      if (node.attrs["id"] === blockId) tr.setNodeAttribute(position, name, value);
    });
    if (tr.docChanged) editor.view.dispatch(tr);
  };
}
