import { IconDoorExit, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useActions } from "../app/actions.ts";
import { api, call } from "../app/api.ts";
import { askFirst } from "../app/confirm.tsx";
import { notifyDone } from "../app/notify.tsx";
import { queryKeys } from "../app/query-keys.ts";
import { useProject } from "./use-project.tsx";

/** Leaving a project, and for its owner deleting it; both ask first, because neither can be taken back. */
export function useDepartures(title: string): void {
  const { projectId, me, can } = useProject();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const onSuccess = async (done: string) => {
    await navigate({ to: "/" });
    await queryClient.invalidateQueries({ queryKey: queryKeys.me });
    notifyDone(done);
  };
  const leaving = useMutation({
    mutationFn: () =>
      call(api.projects[":projectId"].members[":userId"].$delete({ param: { projectId, userId: me.id } })),
    onSuccess: () => onSuccess(`You left ${title}.`),
  });
  const deleting = useMutation({
    mutationFn: () => call(api.projects[":projectId"].$delete({ param: { projectId } })),
    onSuccess: () => onSuccess(`${title} is deleted.`),
  });
  useActions([
    {
      id: "project.leave",
      label: "Leave the project …",
      group: "Project",
      icon: IconDoorExit,
      isDestructive: true,
      run: () =>
        askFirst({
          title: `Leave ${title}?`,
          sentence: "What you made stays in the project. To come back you need a new invitation.",
          verb: "Leave",
          run: () => leaving.mutate(),
        }),
    },
    {
      id: "project.delete",
      label: "Delete the project …",
      group: "Project",
      icon: IconTrash,
      isDestructive: true,
      isAvailable: () => can("project.delete"),
      run: () =>
        askFirst({
          title: `Delete ${title}?`,
          sentence: "Nobody can open it any more: script, shots, takes and films go with it.",
          verb: "Delete the project",
          run: () => deleting.mutate(),
        }),
    },
  ]);
}
