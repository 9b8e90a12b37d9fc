import { useEffect, useRef, useState, type ReactNode } from "react";
import { toAppError, type AppError } from "@backlot/shared/errors/app-error";
import { SessionContext } from "./session-context.ts";
import { openSession, type Session } from "./session.ts";

export type SessionProviderProps = {
  projectId: string;
  /** Who is signed in. */
  userId: string;
  children: ReactNode;
  /** Whether to begin without saying where this person is. */
  isHidden?: boolean;
  /** Shown while the documents open. */
  opening?: ReactNode;
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

type State = { session: Session } | { error: AppError } | null;

function OpenSession({
  projectId,
  userId,
  isHidden = false,
  children,
  opening = null,
  failed,
  retry,
}: SessionProviderProps & { retry: () => void }) {
  const [state, setState] = useState<State>(null);

  // Only how it begins: hiding later goes through the open session.
  const hidden = useRef(isHidden);
  useEffect(() => {
    let isLeft = false;
    let session: Session | null = null;
    async function open(): Promise<void> {
      try {
        const opened = await openSession({ projectId, userId, isHidden: hidden.current });
        if (isLeft) {
          opened.close();
          return;
        }
        session = opened;
        setState({ session: opened });
      } catch (thrown) {
        if (!isLeft) setState({ error: toAppError(thrown) });
      }
    }
    void open();
    return () => {
      isLeft = true;
      session?.close();
    };
  }, [projectId, userId]);

  if (state === null) return opening;
  if ("error" in state) return failed?.(state.error, retry) ?? null;
  return <SessionContext value={state.session}>{children}</SessionContext>;
}
