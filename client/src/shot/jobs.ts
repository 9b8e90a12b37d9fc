import { useMemo } from "react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { api, call } from "../app/api.ts";
import { notifyFailure } from "../app/notify.tsx";
import { queryKeys } from "../app/query-keys.ts";
import { useProject } from "../project/use-project.tsx";

/** A take or a film that somebody asked for outside a run. `progress` is 0..1, times are in ms. */
export type Job = InferResponseType<(typeof api.projects)[":projectId"]["jobs"]["$get"]>["jobs"][number];

const none: Job[] = [];

/** True while a job is in line or being worked on. */
export function isUnderWay({ status }: Pick<Job, "status">): boolean {
  return status === "queued" || status === "working";
}

/** How often jobs under way are looked at although nothing was said about them, in milliseconds: a message may be lost. */
const lookAgainMs = 10_000;

/** Jobs under way and the failed ones of the last day, newest first; read again whenever the studio says they are further. */
export function useJobs(): Job[] {
  const { projectId } = useProject();
  const jobs = useQuery({
    queryKey: queryKeys.jobs(projectId),
    queryFn: () => call(api.projects[":projectId"].jobs.$get({ param: { projectId } })),
    refetchInterval: (query) => (query.state.data?.jobs.some(isUnderWay) === true ? lookAgainMs : false),
  });
  return jobs.data?.jobs ?? none;
}

/** Cancels one job. It stays in the list, and so the button in its waiting state, until the studio has ended it. */
export function useCancelJob(job: Job | undefined) {
  const { projectId } = useProject();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: ({ id }: Job) =>
      call(
        api.projects[":projectId"].jobs[":jobId"].cancel.$post({
          param: { projectId, jobId: encodeURIComponent(id) },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.jobs(projectId) }),
    onError: notifyFailure,
  });
  const asked = cancel.isError ? undefined : cancel.variables;
  // The same job may be asked for again after it was cancelled.
  const isAsked = job !== undefined && asked?.id === job.id && asked.createdAt === job.createdAt;
  return {
    isCancelling: isAsked,
    cancel: () => {
      if (job !== undefined && !isAsked) cancel.mutate(job);
    },
  };
}

/** Jobs of one shot; renders again only when these change. */
export function useShotJobs(shotId: string): Job[] {
  const jobs = useJobs();
  return useMemo(() => jobs.filter((job) => job.shotId === shotId), [jobs, shotId]);
}

/** Why the newest job came to nothing; null when it did not, or when something was made since. */
export function failureSince(job: Job | undefined, made: readonly { createdAt: number }[]): Job["error"] {
  if (job?.status !== "failed") return null;
  return made.some((one) => one.createdAt > job.updatedAt) ? null : job.error;
}
