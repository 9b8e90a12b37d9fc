import type { Editor } from "@tiptap/core";
import { scriptStatistics, type ScriptStatistics } from "@backlot/shared/screenplay/statistics";
import { pagesOf } from "../pages/page-view.ts";
import { useScriptValue } from "../use-script-value.ts";

/** The script's figures, counted a moment after the last keystroke. */
export function useStatistics(editor: Editor): ScriptStatistics {
  return useScriptValue(editor, count);
}

function count(_blocks: unknown, { state }: Editor): ScriptStatistics {
  return scriptStatistics(pagesOf(state));
}
