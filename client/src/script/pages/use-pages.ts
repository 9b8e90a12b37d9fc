import type { Editor } from "@tiptap/core";
import { useEffect } from "react";
import { readRevisions, type Revisions } from "@backlot/shared/documents/revisions";
import { readScriptSettings } from "@backlot/shared/documents/script-settings";
import { useDocumentValue } from "../../session/hooks.ts";
import { setPageOptions } from "./page-view.ts";

/** Keeps the editor's pages to the script's paper, locks and revisions, which all who write share. */
export function usePages(editor: Editor): { paper: "letter" | "a4"; revisions: Revisions } {
  const { paper } = useDocumentValue("script", readScriptSettings);
  const revisions = useDocumentValue("script", readRevisions);
  const { pageLocks, areNumbersLocked } = revisions;
  const revision = revisions.sets.at(-1)?.id ?? null;
  useEffect(
    () => setPageOptions(editor, { paper, locks: pageLocks, areNumbersLocked, revision }),
    [editor, paper, pageLocks, areNumbersLocked, revision],
  );
  return { paper, revisions };
}
