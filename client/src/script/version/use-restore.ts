import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patchScreenplay } from "@backlot/shared/documents/script-edit";
import type { ScriptVersion } from "@backlot/shared/version/schema";
import { notifyDone, notifyFailure, notifyUndo } from "../../app/notify.tsx";
import { useProject } from "../../project/use-project.tsx";
import { useSession } from "../../session/hooks.ts";
import { useDesk } from "../desk-context.ts";
import { oneStep } from "../one-step.ts";
import { keepVersion, versionTextQuery } from "./queries.ts";
import { versionTitle } from "./version-words.ts";

/** Brings a version back as an edit of this person's: what is there now is kept as a version first. */
export function useRestore() {
  const { projectId } = useProject();
  const { editor } = useDesk();
  const { documents } = useSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (version: ScriptVersion) => {
      const { screenplay } = await queryClient.fetchQuery(versionTextQuery(projectId, version.id));
      await keepVersion(projectId, { before: "restore" });
      const undo = oneStep(editor, documents.script, () => patchScreenplay(documents.script, screenplay));
      notifyUndo(`The script says what “${versionTitle(version)}” said.`, () => {
        if (!undo()) notifyDone("You have written since. Undo step by step, or restore the version before.");
      });
    },
    onError: notifyFailure,
  });
}
