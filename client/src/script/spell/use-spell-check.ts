import { useLocalStorage } from "@mantine/hooks";
import type { Editor } from "@tiptap/core";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { liveAssets, readAssets } from "@backlot/shared/documents/assets";
import { readDictionary, readScriptSettings } from "@backlot/shared/documents/script-settings";
import type { ScriptBlock } from "@backlot/shared/screenplay/block";
import type * as Y from "yjs";
import { useDocumentValue } from "../../session/hooks.ts";
import { setHighlights } from "../editor/highlights.ts";
import { useScriptValue } from "../use-script-value.ts";
import { Dictionary } from "./dictionary.ts";
import type { Spelling } from "./spelling-context.ts";
import type { SpellingLanguage } from "./spell-protocol.ts";
import { isForeign, knownWords, lookupForm, unknownWords, type WordPlace } from "./words-to-check.ts";

const nothing: WordPlace[] = [];
/** More words than these are listed and not underlined, so that a page full of them stays quick. */
const mostMarks = 2_000;

/** Checks the script a moment after the last keystroke, and underlines what neither the dictionary nor the cast knows. */
export function useSpellCheck(editor: Editor): Spelling {
  const [isOn, setOn] = useLocalStorage({ key: "backlot:spelling", defaultValue: true });
  const { spelling } = useDocumentValue("script", readScriptSettings);
  const isChecked = isOn && spelling !== "none";
  const language = spelling === null || spelling === "none" ? languageOfDevice() : spelling;
  const own = useDocumentValue("script", readDictionary);
  const names = useDocumentValue("assets", assetNames);
  const dictionary = useRef<Dictionary | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);

  const open = useCallback(() => {
    if (dictionary.current?.language === language) return dictionary.current;
    dictionary.current?.close();
    dictionary.current = new Dictionary(language);
    return dictionary.current;
  }, [language]);
  useEffect(
    () => () => {
      dictionary.current?.close();
      dictionary.current = null;
    },
    [isChecked],
  );

  const read = useCallback(
    (blocks: readonly ScriptBlock[]): WordPlace[] => {
      if (!isChecked) return nothing;
      return unknownWords(blocks, knownWords(blocks, names, own));
    },
    [isChecked, names, own],
  );
  const words = useScriptValue(editor, read);

  useEffect(() => {
    if (!isChecked) return undefined;
    let isStale = false;
    const tell = (next: Answer) => (isStale ? undefined : setAnswer(next));
    open()
      .wrongOf(words.map((one) => lookupForm(one.word)))
      .then((found) => tell({ language, wrong: words.filter((one) => found.has(lookupForm(one.word))) }))
      .catch(() => tell({ language, wrong: null }));
    return () => {
      isStale = true;
    };
  }, [isChecked, open, words, language]);

  const present = isChecked && answer?.language === language ? answer : null;
  const found = present?.wrong ?? nothing;
  const isOther = useMemo(() => spelling === null && isForeign(words, found), [spelling, words, found]);
  const wrong = isOther ? nothing : found;
  const state = !isChecked
    ? "off"
    : present === null
      ? "looking"
      : present.wrong === null
        ? "unavailable"
        : isOther
          ? "foreign"
          : "ready";

  useEffect(() => {
    const shown = wrong.slice(0, mostMarks).filter((one) => !isBeingTyped(editor, one));
    setHighlights(
      editor,
      "spelling",
      shown.map((one) => ({ ...one, className: "misspelt", name: one.word })),
    );
    // The browser's own check would underline the cast as well; it takes over where this one has nothing to say.
    const isBrowsers = spelling !== "none" && state !== "ready" && state !== "looking";
    editor.view.dom.setAttribute("spellcheck", String(isBrowsers));
  }, [editor, wrong, state, spelling]);

  return useMemo(
    () => ({
      isOn,
      setOn,
      language: spelling === "none" ? spelling : language,
      wrong,
      state,
      suggest: (word: string) => open().suggestionsFor(word),
    }),
    [isOn, setOn, spelling, language, wrong, state, open],
  );
}

/** What was said of the words; `wrong` is null when the dictionary could not be had. */
type Answer = { language: SpellingLanguage; wrong: readonly WordPlace[] | null };

/** A word is not wrong while the caret stands behind its last letter. */
function isBeingTyped({ state: { selection }, isFocused }: Editor, { blockId, to }: WordPlace): boolean {
  const { $head, empty } = selection;
  return (
    isFocused &&
    empty &&
    $head.depth > 0 &&
    $head.node(1).attrs["id"] === blockId &&
    $head.parentOffset === to
  );
}

function assetNames(assets: Y.Doc): string[] {
  return liveAssets(readAssets(assets)).flatMap((one) => [one.name, ...one.aliases]);
}

/** British spelling where the device speaks an English of the Commonwealth, else American. */
function languageOfDevice(): SpellingLanguage {
  return /^en-(?:GB|AU|NZ|IE|IN|ZA)$/i.test(navigator.language) ? "en-GB" : "en-US";
}
