import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { ScriptVersion, ScriptVersionText, ScriptWriter } from "@backlot/shared/version/schema";
import { send } from "../../app/api.ts";
import { queryKeys } from "../../app/query-keys.ts";

const base = (projectId: string) => `/api/projects/${projectId}/versions`;

/** The versions of the script, newest first. */
export const versionsQuery = (projectId: string) =>
  queryOptions({
    queryKey: queryKeys.versions(projectId),
    queryFn: () => send<{ versions: ScriptVersion[] }>("GET", base(projectId)),
    select: (answer) => answer.versions,
  });

/** One version with its text, which never changes. */
export const versionTextQuery = (projectId: string, versionId: string) =>
  queryOptions({
    queryKey: queryKeys.version(projectId, versionId),
    queryFn: () => send<ScriptVersionText>("GET", `${base(projectId)}/${versionId}`),
    staleTime: Infinity,
  });

/** Whose edits the client numbers of the script stand for. */
export const writersQuery = (projectId: string) =>
  queryOptions({
    queryKey: queryKeys.writers(projectId),
    queryFn: () => send<{ writers: ScriptWriter[] }>("GET", `/api/projects/${projectId}/script/writers`),
    select: (answer) => new Map(answer.writers.map((one) => [one.clientId, one])),
    staleTime: 10_000,
  });

export type KeepVersion = { name: string } | { before: "restore" | "accept-all" };

/** Keeps the script as the studio has it now. */
export async function keepVersion(projectId: string, fields: KeepVersion): Promise<ScriptVersion> {
  return (await send<{ version: ScriptVersion }>("POST", base(projectId), fields)).version;
}

export function useKeepVersion(projectId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => keepVersion(projectId, { name }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.versions(projectId) }),
  });
}

export function useRenameVersion(projectId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      send("PATCH", `${base(projectId)}/${id}`, { name }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queryKeys.versions(projectId) }),
  });
}
