import { useCallback, useEffect, useState } from "react";
import { applyTextChanges } from "@backlot/shared/documents/script-text";
import { readBlocks } from "@backlot/shared/documents/script";
import type { ScriptBlock } from "@backlot/shared/screenplay/block";
import { findInBlocks, type FindQuery, type FoundText } from "@backlot/shared/screenplay/find";
import { notifyDone, notifyUndo } from "../../app/notify.tsx";
import { counted } from "../../app/words.ts";
import { useSession } from "../../session/hooks.ts";
import { useDesk } from "../desk-context.ts";
import { asOneStep, scriptEdit } from "../editor/collaboration.ts";
import { setHighlights } from "../editor/highlights.ts";
import { showInPage } from "../jump.ts";
import { useScriptValue } from "../use-script-value.ts";

/** Where a text is found, which place one is at, and replacing it: all at once is one step of undo. */
export function useFind({ text, matchCase, wholeWord, elements }: FindQuery) {
  const { editor } = useDesk();
  const { documents } = useSession();
  const wanted = (elements ?? []).join();
  const find = useCallback(
    (blocks: readonly ScriptBlock[]) =>
      findInBlocks(blocks, {
        text,
        matchCase,
        wholeWord,
        elements: (wanted ? wanted.split(",") : []) as never,
      }),
    [text, matchCase, wholeWord, wanted],
  );
  const found = useScriptValue(editor, find);
  const [at, setAt] = useState(0);
  const active = Math.min(at, Math.max(found.length - 1, 0));

  useEffect(() => {
    setHighlights(
      editor,
      "find",
      found.map((one, index) => ({ ...one, className: index === active ? "found found-active" : "found" })),
    );
  }, [editor, found, active]);
  useEffect(() => () => setHighlights(editor, "find", []), [editor]);

  function show(index: number) {
    const one = found[index];
    if (one === undefined) return;
    setAt(index);
    showInPage(editor, one.blockId);
  }

  function replace(places: readonly FoundText[], replacement: string): number {
    let count = 0;
    const changes = places.map((one) => ({ ...one, text: replacement }));
    asOneStep(editor, () => (count = applyTextChanges(documents.script, changes, scriptEdit)));
    return count;
  }

  return {
    found,
    active,
    step: (by: 1 | -1) => {
      if (found.length > 0) show((active + by + found.length) % found.length);
    },
    replaceOne: (replacement: string) => {
      const one = found[active];
      if (one !== undefined && replace([one], replacement) === 0)
        notifyDone("Somebody has just written there. Look again, then replace.");
    },
    replaceAll: (replacement: string) => {
      // What is shown may be a moment old; what is replaced is what the script says now.
      const count = replace(find(readBlocks(documents.script)), replacement);
      if (count > 0) notifyUndo(`Replaced in ${counted(count, "place")}.`, () => void editor.commands.undo());
    },
  };
}
