import type { ReactNode } from "react";
import { CaretContext, DeskContext, FactsContext, type CaretPlace, type Desk } from "./desk-context.ts";
import type { ScriptFacts } from "./script-facts.ts";
import { NoteFocusContext, useNoteFocusState } from "./note/note-focus.ts";
import { SpellingContext } from "./spell/spelling-context.ts";
import { useSpellCheck } from "./spell/use-spell-check.ts";

type Props = { desk: Desk; facts: ScriptFacts; caret: CaretPlace; children: ReactNode };

/** What everything on the desk shares: the desk itself, what is known of the script, which note is looked at, and the spelling. */
export function DeskProviders({ desk, facts, caret, children }: Props) {
  const noteFocus = useNoteFocusState();
  const spelling = useSpellCheck(desk.editor);
  return (
    <DeskContext value={desk}>
      <FactsContext value={facts}>
        <CaretContext value={caret}>
          <NoteFocusContext value={noteFocus}>
            <SpellingContext value={spelling}>{children}</SpellingContext>
          </NoteFocusContext>
        </CaretContext>
      </FactsContext>
    </DeskContext>
  );
}
