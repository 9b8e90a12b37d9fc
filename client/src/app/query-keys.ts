import type { QueryClient } from "@tanstack/react-query";
import type { StudioEvent } from "@backlot/shared/documents/commands";
import { createRefetcher, type Refetcher } from "./refetcher.ts";

/** Keys of everything that is read from the API, so that an event can say what to read again. */
export const queryKeys = {
  me: ["me"],
  engine: ["engine"],
  library: ["library"],
  project: (projectId: string) => ["project", projectId],
  members: (projectId: string) => ["project", projectId, "members"],
  runs: (projectId: string) => ["project", projectId, "runs"],
  run: (projectId: string, runId: string) => ["project", projectId, "runs", runId],
  takes: (projectId: string) => ["project", projectId, "takes"],
  stale: (projectId: string) => ["project", projectId, "stale"],
  jobs: (projectId: string) => ["project", projectId, "jobs"],
  films: (projectId: string) => ["project", projectId, "films"],
  casting: (projectId: string) => ["project", projectId, "casting"],
  versions: (projectId: string) => ["project", projectId, "versions"],
  version: (projectId: string, versionId: string) => ["project", projectId, "version", versionId],
  assistant: (projectId: string) => ["project", projectId, "assistant"],
  writers: (projectId: string) => ["project", projectId, "writers"],
} as const;

const refetchers = new WeakMap<QueryClient, Refetcher>();

/** The one that reads for this client, so that whoever asks, each thing is read at most once a second. */
function refetcherOf(client: QueryClient): Refetcher {
  const present = refetchers.get(client);
  if (present !== undefined) return present;
  const made = createRefetcher((queryKey) => void client.invalidateQueries({ queryKey }));
  refetchers.set(client, made);
  return made;
}

/** Reads again what an event says has changed. */
export function refetchAfter(client: QueryClient, projectId: string, event: StudioEvent): void {
  changedBy(projectId, event).forEach(refetcherOf(client));
}

/** Reads again what depends on what the script, the assets and the shots say. */
export function refetchStaleness(client: QueryClient, projectId: string): void {
  [queryKeys.takes(projectId), queryKeys.stale(projectId)].forEach(refetcherOf(client));
}

function changedBy(projectId: string, event: StudioEvent): readonly (readonly string[])[] {
  const changed = {
    run: [queryKeys.runs(projectId)],
    artifacts: [
      queryKeys.takes(projectId),
      queryKeys.stale(projectId),
      queryKeys.films(projectId),
      queryKeys.jobs(projectId),
    ],
    jobs: [queryKeys.jobs(projectId)],
    members: [queryKeys.members(projectId), queryKeys.me],
    project: [queryKeys.project(projectId), queryKeys.me],
    library: [queryKeys.library, queryKeys.casting(projectId)],
    engine: [queryKeys.engine],
    versions: [queryKeys.versions(projectId), queryKeys.writers(projectId)],
  } satisfies Record<StudioEvent["type"], readonly (readonly string[])[]>;
  return changed[event.type];
}
