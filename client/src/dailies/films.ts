import { useQuery } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { api, call, mediaUrl } from "../app/api.ts";
import { queryKeys } from "../app/query-keys.ts";
import { useProject } from "../project/use-project.tsx";

/** A finished film: a rendered take with its captions and what is known of its sound (loudness in LUFS). */
export type Film = InferResponseType<(typeof api.projects)[":projectId"]["films"]["$get"]>["films"][number];

const none: Film[] = [];

/** Finished films, newest first. */
export function useFilms(): Film[] {
  const { projectId } = useProject();
  const films = useQuery({
    queryKey: queryKeys.films(projectId),
    queryFn: () => call(api.projects[":projectId"].films.$get({ param: { projectId } })),
    staleTime: 30_000,
    select: (answer) => answer.films.toSorted((a, b) => b.createdAt - a.createdAt),
  });
  return films.data ?? none;
}

/** Address of a film (or of its SRT captions) that the browser saves as a file. */
export function filmFile(projectId: string, film: Film, hash = film.mediaHash, extension = "mp4"): string {
  return `${mediaUrl(projectId, hash)}?download=${encodeURIComponent(`film-${film.number}.${extension}`)}`;
}
