import { useLocalStorage } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { readProjectMeta } from "@backlot/shared/documents/project";
import { toAppError } from "@backlot/shared/errors/app-error";
import { api, call } from "../app/api.ts";
import { notifyDone, notifyFailure } from "../app/notify.tsx";
import { queryKeys } from "../app/query-keys.ts";
import { useDocumentValue, useSaveStatusPart } from "../session/hooks.ts";
import { useProject } from "./use-project.tsx";
import classes from "./ProjectTitle.module.css";

/** The film's title as it stands in the live document; whoever may edit writes in it. */
export function ProjectTitle({ fallback }: { fallback: string }) {
  const { projectId, can } = useProject();
  const live = useDocumentValue("project", readProjectMeta).title;
  const title = live === "Untitled" ? fallback : live;
  const [draft, setDraft] = useState<string | null>(null);
  const { kept, rename } = useRenaming(projectId);
  if (!can("project.edit")) return <h1 className={classes.title}>{title}</h1>;

  function commit() {
    const next = draft?.trim();
    setDraft(null);
    if (next !== undefined && next !== "" && next !== (kept ?? title)) rename(next);
  }

  return (
    <h1 className={classes.title}>
      <input
        className={classes.input}
        aria-label="Title of the project"
        value={draft ?? kept ?? title}
        maxLength={200}
        data-kept={kept === null ? undefined : true}
        title={kept === null ? undefined : "This title is kept here and sent when the studio answers again."}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") setDraft(null);
        }}
      />
    </h1>
  );
}

/**
 * Renames through the studio, because its list of projects has the title too. A title that it could not be given is kept in this browser, also
 * over a reload, and sent when the connection is back.
 */
function useRenaming(projectId: string) {
  const [kept, setKept] = useLocalStorage<string | null>({
    key: `backlot:title:${projectId}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const queryClient = useQueryClient();
  const isConnected = useSaveStatusPart(({ kind }) => kind === "saved" || kind === "saving");
  const { mutate: send } = useMutation({
    mutationFn: (title: string) =>
      call(api.projects[":projectId"].$patch({ param: { projectId }, json: { title } })),
    onSuccess: async () => {
      setKept(null);
      await queryClient.invalidateQueries({ queryKey: queryKeys.project(projectId), exact: true });
    },
    onError: (thrown) => {
      if (toAppError(thrown).code === "documents-unavailable")
        return notifyDone("The new title is kept here and sent when the studio answers again.");
      setKept(null);
      notifyFailure(thrown);
    },
  });
  const latest = useRef({ kept, send });
  useEffect(() => {
    latest.current = { kept, send };
  });
  useEffect(() => {
    if (isConnected && latest.current.kept !== null) latest.current.send(latest.current.kept);
  }, [isConnected]);

  return {
    kept,
    rename: (title: string) => {
      setKept(title);
      send(title);
    },
  };
}
