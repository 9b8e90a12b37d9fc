import { setSynopsis } from "@backlot/shared/documents/script-text";
import { useSession } from "../../session/hooks.ts";
import { useDesk } from "../desk-context.ts";
import { asOneStep, scriptEdit } from "../editor/collaboration.ts";

/** Writes what happens in a scene under its heading, as one step of undo. Empty text takes it away. */
export function useSynopsis(): (sceneId: string, text: string) => void {
  const { editor } = useDesk();
  const { documents } = useSession();
  return (sceneId, text) => asOneStep(editor, () => setSynopsis(documents.script, sceneId, text, scriptEdit));
}
