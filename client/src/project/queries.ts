import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";
import { api, call } from "../app/api.ts";
import { queryKeys } from "../app/query-keys.ts";
import { untilAnswered } from "../app/query-client.ts";
import { remembered } from "../app/remembered.ts";

/** A project as its header shows it. Money in micro-credits. Asked for again while the studio does not answer. */
export const projectQuery = (projectId: string) =>
  queryOptions({
    queryKey: queryKeys.project(projectId),
    queryFn: () =>
      remembered(`project:${projectId}`, () =>
        call(api.projects[":projectId"].$get({ param: { projectId } })),
      ),
    refetchInterval: untilAnswered,
  });

/** Reads the pipeline engine's state, and again every few seconds only while it is being prepared. */
export function useEngine() {
  return useQuery({
    queryKey: queryKeys.engine,
    queryFn: () => call(api.engine.$get()),
    refetchInterval: (query) => (query.state.data?.state === "preparing" ? 5_000 : false),
  });
}

export type NewProject = InferRequestType<typeof api.projects.$post>["json"];

/** Makes a project, from a Fountain screenplay if one is given; answers with its id. */
export function useCreateProject() {
  const queryClient = useQueryClient();
  return useMutation({
    // The fields are made when they are needed: reading a file shows as waiting and fails as creating does.
    mutationFn: async (fields: () => NewProject | Promise<NewProject>) =>
      call(api.projects.$post({ json: await fields() })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.me }),
  });
}

type People = InferResponseType<(typeof api.projects)[":projectId"]["members"]["$get"]>;
export type Member = People["members"][number];
export type Invitation = People["invitations"][number];

/** Members and open invitations of a project. */
export function useMembers(projectId: string, isWanted: boolean) {
  return useQuery({
    queryKey: queryKeys.members(projectId),
    queryFn: () => call(api.projects[":projectId"].members.$get({ param: { projectId } })),
    enabled: isWanted,
  });
}

/** Changes what a project may spend (micro-credits). */
export function useChangeProject(projectId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (fields: InferRequestType<(typeof api.projects)[":projectId"]["$patch"]>["json"]) =>
      call(api.projects[":projectId"].$patch({ param: { projectId }, json: fields })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.project(projectId), exact: true }),
  });
}
