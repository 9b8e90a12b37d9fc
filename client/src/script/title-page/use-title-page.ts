import { readTitlePage, writeTitlePage } from "@backlot/shared/documents/title-page";
import { useSession } from "../../session/hooks.ts";
import { useDesk } from "../desk-context.ts";
import { scriptHistory } from "../editor/collaboration.ts";
import { withEntry } from "./title-page-fields.ts";

/** Writes one entry of the title page, as a step of this person's history. No lines take the entry away. */
export function useTitlePage(): (key: string, lines: readonly string[]) => void {
  const { editor } = useDesk();
  const { documents } = useSession();
  return (key, lines) => {
    const doc = documents.script;
    const linesNow = () => readTitlePage(doc).find((one) => one.key === key)?.lines ?? [];
    const set = (next: readonly string[]) => writeTitlePage(doc, withEntry(readTitlePage(doc), key, next));
    const before = linesNow();
    set(lines);
    // What somebody else has written there since is theirs and stays.
    const change = (from: readonly string[], to: readonly string[]) => {
      if (JSON.stringify(linesNow()) === JSON.stringify(from)) set(to);
    };
    scriptHistory(editor.state).push({
      undo: () => change(lines, before),
      redo: () => change(before, lines),
    });
  };
}
