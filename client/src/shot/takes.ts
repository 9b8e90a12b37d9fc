import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Take } from "@backlot/shared/generation/artifact";
import type { Slot } from "@backlot/shared/shot/schema";
import { api, call } from "../app/api.ts";
import { notifyFailure } from "../app/notify.tsx";
import { queryKeys } from "../app/query-keys.ts";
import { useProject } from "../project/use-project.tsx";

type TakesAnswer = { takes: Take[] };

/** Every take of the project, or what `select` picks of them; a picker that never changes keeps equal results equal. */
export function useTakes<T = Take[]>(select?: (takes: Take[]) => T) {
  const { projectId } = useProject();
  const pick = useCallback(
    (answer: TakesAnswer) => (select === undefined ? (answer.takes as T) : select(answer.takes)),
    [select],
  );
  return useQuery({
    queryKey: queryKeys.takes(projectId),
    queryFn: () => call(api.projects[":projectId"].takes.$get({ param: { projectId } })),
    staleTime: 30_000,
    select: pick,
  });
}

const none: Take[] = [];

/** Takes of one shot, newest last; renders again only when these change. */
export function useShotTakes(shotId: string): Take[] {
  const select = useCallback((takes: Take[]) => takes.filter((one) => one.shotId === shotId), [shotId]);
  return useTakes(select).data ?? none;
}

/** What is stale in the film, why, and what making it again takes. */
export function useStale() {
  const { projectId } = useProject();
  return useQuery({
    queryKey: queryKeys.stale(projectId),
    queryFn: () => call(api.projects[":projectId"].stale.$get({ param: { projectId } })),
    staleTime: 10_000,
  });
}

/** Makes one slot again, staged in a way that was not drawn yet. */
export function useGenerate() {
  const { projectId } = useProject();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (what: { shotId: string; slot: Slot }) =>
      call(api.projects[":projectId"].takes.$post({ param: { projectId }, json: what })),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.jobs(projectId) }),
    onError: notifyFailure,
  });
}

/** Makes what is stale again, in the whole film or in some shots. */
export function useBringUpToDate() {
  const { projectId } = useProject();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (shotIds?: string[]) =>
      call(
        api.projects[":projectId"]["bring-up-to-date"].$post({
          param: { projectId },
          json: shotIds === undefined ? {} : { shotIds },
        }),
      ),
    onSuccess: () =>
      Promise.all(
        [queryKeys.stale(projectId), queryKeys.jobs(projectId)].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
    onError: notifyFailure,
  });
}
