import { useEffect, useRef, useState, type ReactNode } from "react";
import { toAppError, type AppError } from "@backlot/shared/errors/app-error";
import { SessionContext } from "./session-context.ts";
import { openSession, type OpeningTrouble, type Session } from "./session.ts";

export type SessionProviderProps = {
  projectId: string;
  /** Who is signed in. */
  userId: string;
  children: ReactNode;
  /** Whether to begin without saying where this person is. */
  isHidden?: boolean;
  /** Shown while the documents open, with what stands in the way if something does; `retry` tries again at once. */
  opening?: (trouble: OpeningTrouble | null, retry: () => void) => ReactNode;
  /** Shown when they cannot be opened; `retry` tries again. */
  failed?: (error: AppError, retry: () => void) => ReactNode;
};

/** Keeps one session per project open while it is mounted; its children always have the documents' content. */
export function SessionProvider(props: SessionProviderProps) {
  const [attempt, setAttempt] = useState(0);
  // Another project or another attempt is another session: nothing of the former may shine through.
  return (
    <OpenSession
      key={`${props.projectId} ${props.userId} ${attempt}`}
      {...props}
      retry={() => setAttempt((count) => count + 1)}
    />
  );
}

type State = { session: Session } | { error: AppError } | { trouble: OpeningTrouble | null };

function OpenSession({
  projectId,
  userId,
  isHidden = false,
  children,
  opening,
  failed,
  retry,
}: SessionProviderProps & { retry: () => void }) {
  const [state, setState] = useState<State>({ trouble: null });

  // Only how it begins: hiding later goes through the open session.
  const hidden = useRef(isHidden);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    let session: Session | null = null;
    async function open(): Promise<void> {
      try {
        const opened = await openSession({
          projectId,
          userId,
          isHidden: hidden.current,
          signal,
          onTrouble: (trouble) => {
            if (!signal.aborted) setState({ trouble });
          },
        });
        if (signal.aborted) {
          opened.close();
          return;
        }
        session = opened;
        setState({ session: opened });
      } catch (thrown) {
        if (!signal.aborted) setState({ error: toAppError(thrown) });
      }
    }
    void open();
    return () => {
      leaving.abort();
      session?.close();
    };
  }, [projectId, userId]);

  if ("trouble" in state) return opening?.(state.trouble, retry) ?? null;
  if ("error" in state) return failed?.(state.error, retry) ?? null;
  return <SessionContext value={state.session}>{children}</SessionContext>;
}
