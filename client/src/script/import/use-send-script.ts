import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { readScreenplay } from "@backlot/shared/documents/script";
import { localEdit } from "@backlot/shared/documents/record";
import { bringBackScript, readKept } from "@backlot/shared/documents/script-kept";
import { toAppError, type AppError } from "@backlot/shared/errors/app-error";
import type { Screenplay } from "@backlot/shared/screenplay/block";
import type { KeptFdx } from "@backlot/shared/screenplay/fdx-kept";
import { send } from "../../app/api.ts";
import { notifyDone, notifyUndo } from "../../app/notify.tsx";
import { queryKeys } from "../../app/query-keys.ts";
import { useProject } from "../../project/use-project.tsx";
import { useSession } from "../../session/hooks.ts";

type Script = { screenplay: Screenplay; kept: KeptFdx | null };

/** Sends an understood script to where it goes. Replacing can be taken back. */
export function useSendScript({ fileName, onDone }: { fileName: string; onDone: () => void }): {
  replace: (script: Script) => void;
  makeProject: (script: Script & { title: string }) => void;
  isPending: boolean;
  error: AppError | null;
} {
  const { projectId } = useProject();
  const { documents } = useSession();
  const navigate = useNavigate();
  const queryClient = useQueryClient();

  const replacing = useMutation({
    mutationFn: async (script: Script) => {
      const before = { screenplay: readScreenplay(documents.script), kept: readKept(documents.script) };
      await sendScript(`/api/projects/${projectId}/script/import`, script);
      return before;
    },
    onSuccess: (before) => {
      onDone();
      const said = `“${fileName}” is now the script. Scenes that did not change kept their shots.`;
      if (before.screenplay.blocks.some((block) => block.type === "sceneHeading")) {
        notifyUndo(said, () => bringBackScript(documents.script, before, localEdit));
      } else notifyDone(said);
    },
    onError: () => undefined,
  });
  const making = useMutation({
    mutationFn: ({ title, ...script }: Script & { title: string }) =>
      sendScript<{ id: string }>("/api/projects", script, { title }),
    onSuccess: async ({ id }) => {
      onDone();
      await queryClient.invalidateQueries({ queryKey: queryKeys.me });
      await navigate({ to: "/p/$projectId", params: { projectId: id } });
    },
    onError: () => undefined,
  });
  const failure = replacing.error ?? making.error;
  return {
    replace: replacing.mutate,
    makeProject: making.mutate,
    isPending: replacing.isPending || making.isPending,
    error: failure === null ? null : toAppError(failure),
  };
}

function sendScript<T>(path: string, { screenplay, kept }: Script, more: object = {}): Promise<T> {
  return send<T>("POST", path, { ...more, screenplay, ...(kept === null ? {} : { kept }) });
}
