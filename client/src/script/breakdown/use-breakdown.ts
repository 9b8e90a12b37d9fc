import type { Editor } from "@tiptap/core";
import { useEffect, useMemo, useState } from "react";
import { readDecisions } from "@backlot/shared/documents/breakdown";
import { applyDecisions, type BreakdownItem } from "@backlot/shared/screenplay/breakdown-items";
import { useDocumentValue } from "../../session/hooks.ts";
import { afterRest } from "../after-rest.ts";
import { blocksOf } from "../editor/blocks-of.ts";
import { startReader, type Read } from "./breakdown-reader.ts";

/** How long after the last keystroke the script is broken down again, ms. */
const rest = 350;

/** The breakdown of the script as everybody has decided it, soon after each change; null before the first one. */
export function useBreakdown(editor: Editor): BreakdownItem[] | null {
  const decisions = useDocumentValue("assets", readDecisions);
  const read = useCandidates(editor);
  return useMemo(
    () => (read === null ? null : applyDecisions(read.candidates, decisions, read.blocks)),
    [read, decisions],
  );
}

function useCandidates(editor: Editor): Read | null {
  const [found, setFound] = useState<Read | null>(null);
  useEffect(() => {
    const reader = startReader(setFound);
    const read = () => reader.read(blocksOf(editor.state.doc));
    const { later, stop } = afterRest(read, { rest });
    read();
    editor.on("update", later);
    return () => {
      stop();
      editor.off("update", later);
      reader.stop();
    };
  }, [editor]);
  return found;
}
