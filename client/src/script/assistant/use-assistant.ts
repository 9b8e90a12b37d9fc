import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { AssistantResult, AssistantStatus, AssistantTask } from "@backlot/shared/assistant/schema";
import { toAppError, type AppError } from "@backlot/shared/errors/app-error";
import { send } from "../../app/api.ts";
import { queryKeys } from "../../app/query-keys.ts";
import { useProject } from "../../project/use-project.tsx";
import { askAssistant } from "./ask.ts";

/** Whether an assistant is set up for this film. */
export const assistantQuery = (projectId: string) =>
  queryOptions({
    queryKey: queryKeys.assistant(projectId),
    queryFn: () => send<AssistantStatus>("GET", `/api/projects/${projectId}/assistant`),
    staleTime: 60_000,
  });

export type Assistant = {
  status: AssistantStatus | null;
  isReady: boolean;
  isWriting: boolean;
  /** What has been written so far. */
  text: string;
  error: AppError | null;
  /** Gives the result, or null when it failed or was cancelled. */
  ask: (task: AssistantTask) => Promise<AssistantResult | null>;
  cancel: () => void;
};

/** The assistant of this film: one answer at a time, shown as it is written. Leaving the page cancels it. */
export function useAssistant(): Assistant {
  const { projectId } = useProject();
  const queryClient = useQueryClient();
  const { data: status = null } = useQuery(assistantQuery(projectId));
  const [text, setText] = useState("");
  const [isWriting, setWriting] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function ask(task: AssistantTask): Promise<AssistantResult | null> {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setText("");
    setError(null);
    setWriting(true);
    try {
      return await askAssistant(projectId, task, {
        onText: (part) => setText((before) => before + part),
        signal: controller.signal,
      });
    } catch (thrown) {
      const failed = toAppError(thrown);
      if (failed.code !== "cancelled") setError(failed);
      return null;
    } finally {
      if (running.current === controller) setWriting(false);
      void queryClient.invalidateQueries({ queryKey: queryKeys.assistant(projectId) });
    }
  }

  return {
    status,
    isReady: status?.state === "ready",
    isWriting,
    text,
    error,
    ask,
    cancel: () => running.current?.abort(),
  };
}
