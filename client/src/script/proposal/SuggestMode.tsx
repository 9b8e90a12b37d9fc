import { useEffect, useMemo, useState, type ReactNode } from "react";
import type { Awareness } from "y-protocols/awareness";
import { useProject } from "../../project/use-project.tsx";
import { useSession } from "../../session/hooks.ts";
import { SessionContext } from "../../session/session-context.ts";
import type { Session } from "../../session/session.ts";
import { SuggestContext, type Suggesting } from "./suggest-context.ts";
import { openSuggestionDraft, type SuggestionDraft } from "./suggestion-draft.ts";

/**
 * Lets everything inside work on the script, or in suggest mode on this person's copy of it: whatever changes "the
 * script" then becomes a proposal, whichever tool did it.
 */
export function SuggestMode({ children }: { children: ReactNode }) {
  const session = useSession();
  const { me, can } = useProject();
  const mayWrite = can("document.edit");
  const [opened, setOpened] = useState<SuggestionDraft | null>(null);
  const [pressedId, press] = useState<string | null>(null);
  const { script } = session.documents;
  const { id, name } = me;
  // Who may not write any more, may not suggest either; what was suggested stays.
  const draft = mayWrite ? opened : null;

  useEffect(() => {
    if (opened === null) return undefined;
    globalThis.addEventListener("pagehide", opened.flush);
    return () => {
      globalThis.removeEventListener("pagehide", opened.flush);
      opened.close();
    };
  }, [opened]);

  const inner = useMemo<Session>(() => {
    if (draft === null) return session;
    const documents = { ...session.documents, script: draft.doc };
    return Object.create(session, {
      documents: { value: documents },
      scriptAwareness: { value: othersIn(session.scriptAwareness) },
    }) as Session;
  }, [session, draft]);
  const value = useMemo<Suggesting>(
    () => ({
      script,
      draft: draft?.doc ?? null,
      toggle: () => setOpened(opened === null ? openSuggestionDraft(script, { id, name }) : null),
      pressedId,
      press,
    }),
    [script, draft, opened, id, name, pressedId],
  );
  return (
    <SuggestContext value={value}>
      <SessionContext value={inner}>{children}</SessionContext>
    </SuggestContext>
  );
}

/** Everybody but this person: the copy has a client number of its own, and would show one's own caret as another's. */
function othersIn(awareness: Awareness): Awareness {
  const getStates = () => new Map([...awareness.getStates()].filter(([id]) => id !== awareness.clientID));
  return Object.create(awareness, { getStates: { value: getStates } }) as Awareness;
}
