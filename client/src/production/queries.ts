import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { GateDecision, RunOptions } from "@backlot/shared/pipeline/stages";
import { api, call } from "../app/api.ts";
import { notifyFailure } from "../app/notify.tsx";
import { queryKeys } from "../app/query-keys.ts";
import { useProject } from "../project/use-project.tsx";
import { isOpenRun } from "./run-view.ts";

/** Runs of the project, newest first. */
export function useRuns() {
  const { projectId } = useProject();
  return useQuery({
    queryKey: queryKeys.runs(projectId),
    queryFn: () => call(api.projects[":projectId"].runs.$get({ param: { projectId } })),
    select: (answer) => answer.runs.toSorted((a, b) => b.number - a.number),
  });
}

/** One run with its items and gates. Events on the live socket refetch it; a slow poll covers a lost socket. */
export function useRun(runId: string | undefined) {
  const { projectId } = useProject();
  return useQuery({
    queryKey: queryKeys.run(projectId, runId ?? "none"),
    queryFn: () =>
      call(api.projects[":projectId"].runs[":runId"].$get({ param: { projectId, runId: runId ?? "none" } })),
    enabled: runId !== undefined,
    refetchInterval: (query) => {
      const status = query.state.data?.run.status;
      return status !== undefined && isOpenRun(status) ? 15_000 : false;
    },
  });
}

/** Everything that can be done to runs; each answers by a refetch of what it changed. */
export function useRunCommands(runId: string | undefined) {
  const { projectId } = useProject();
  const client = useQueryClient();
  const route = api.projects[":projectId"].runs;
  const param = { projectId, runId: runId ?? "none" };
  const refetch = () => client.invalidateQueries({ queryKey: queryKeys.runs(projectId) });
  const shared = { onSuccess: refetch, onError: notifyFailure };
  return {
    start: useMutation({
      mutationFn: (options: RunOptions) => call(route.$post({ param: { projectId }, json: { options } })),
      onSuccess: refetch,
      // The dialog that asked says it, beside what has to be changed.
      onError: () => undefined,
    }),
    control: useMutation({
      mutationFn: (what: "cancel" | "pause" | "resume") =>
        call(route[":runId"][":act"].$post({ param: { ...param, act: what } })),
      ...shared,
    }),
    retry: useMutation({
      mutationFn: (key: string) =>
        call(
          route[":runId"].items[":key"].retry.$post({ param: { ...param, key: encodeURIComponent(key) } }),
        ),
      ...shared,
    }),
    decide: useMutation({
      mutationFn: ({ gateId, decision }: { gateId: string; decision: GateDecision }) =>
        call(
          route[":runId"].gates[":gateId"].$post({
            param: { ...param, gateId: encodeURIComponent(gateId) },
            json: decision,
          }),
        ),
      onSuccess: refetch,
      // A conflict means that somebody else decided, or that the work moved on: show what is true now.
      onError: (thrown) => {
        notifyFailure(thrown);
        void refetch();
      },
    }),
  };
}

export type RunCommands = ReturnType<typeof useRunCommands>;
