import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { InferRequestType } from "hono/client";
import { api, call } from "../app/api.ts";
import { notifyUndo } from "../app/notify.tsx";
import { queryKeys } from "../app/query-keys.ts";
import { useProject } from "../project/use-project.tsx";
import type { LibraryAsset } from "./use-casting.ts";

export type LibraryFields = InferRequestType<typeof api.library.$post>["json"];

/** Reads again what stands on the library. */
function useLibraryChanged() {
  const { projectId } = useProject();
  const queryClient = useQueryClient();
  return () =>
    Promise.all(
      [queryKeys.library, queryKeys.casting(projectId)].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
}

/** Adds an asset to the library, or changes one. A refusal stands in the form that asked. */
export function useSaveInLibrary() {
  const changed = useLibraryChanged();
  return useMutation({
    mutationFn: ({ id, fields }: { id: string | null; fields: LibraryFields }) =>
      id === null
        ? call(api.library.$post({ json: fields }))
        : call(api.library[":id"].$patch({ param: { id }, json: fields })),
    onSuccess: changed,
    onError: () => undefined,
  });
}

/** Takes an asset out of the library, and back when that was a mistake; films keep what they copied. */
export function useRemoveFromLibrary() {
  const changed = useLibraryChanged();
  const restoring = useMutation({
    mutationFn: (id: string) => call(api.library[":id"].restore.$post({ param: { id } })),
    onSuccess: changed,
  });
  return useMutation({
    mutationFn: ({ id }: LibraryAsset) => call(api.library[":id"].$delete({ param: { id } })),
    onSuccess: async (_answer, { id, name }) => {
      await changed();
      notifyUndo(`${name} is out of the library. Films keep what they have.`, () => restoring.mutate(id));
    },
  });
}
