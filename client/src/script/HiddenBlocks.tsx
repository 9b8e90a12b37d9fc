import { Alert } from "@mantine/core";
import type { Editor } from "@tiptap/core";
import { counted } from "../app/words.ts";
import { hiddenBlockCount } from "./editor/binding/sync-plugin.ts";
import { useEditorValue } from "./use-editor-value.ts";

/** Says that the script holds what this version of the page cannot show; it is kept, and writing goes on. */
export function HiddenBlocks({ editor }: { editor: Editor }) {
  const count = useEditorValue(editor, ({ state }) => hiddenBlockCount(state));
  if (count === 0) return null;
  return (
    <Alert
      color="tungsten"
      maw={560}
      mx="auto"
      mt={16}
      title="Something here needs a newer version of this page."
    >
      {counted(count, "block")} of the script {count === 1 ? "is" : "are"} not shown. Nothing of it is lost,
      and you can write on. Reload the page to see everything.
    </Alert>
  );
}
