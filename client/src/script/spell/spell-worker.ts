import nspell, { type NSpell } from "nspell";
import type { SpellAnswer, SpellQuestion, SpellingLanguage } from "./spell-protocol.ts";
// The packages offer their files to Node alone, so they are named by their path.
import britishAff from "../../../../node_modules/dictionary-en-gb/index.aff?url";
import britishDic from "../../../../node_modules/dictionary-en-gb/index.dic?url";
import americanAff from "../../../../node_modules/dictionary-en/index.aff?url";
import americanDic from "../../../../node_modules/dictionary-en/index.dic?url";

/** The dictionary at work, away from the page: building it takes a second, and suggestions some tenths of one. */
const files: Record<SpellingLanguage, [aff: string, dic: string]> = {
  "en-US": [americanAff, americanDic],
  "en-GB": [britishAff, britishDic],
};

const checkers = new Map<SpellingLanguage, Promise<NSpell>>();

async function load(language: SpellingLanguage): Promise<NSpell> {
  const [aff, dic] = await Promise.all(
    files[language].map(async (url) => {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`The dictionary answered ${answer.status}.`);
      return answer.text();
    }),
  );
  return nspell(aff ?? "", dic ?? "");
}

async function answer({ id, language, check, suggest }: SpellQuestion): Promise<SpellAnswer> {
  const present = checkers.get(language) ?? load(language);
  checkers.set(language, present);
  try {
    const checker = await present;
    return {
      id,
      wrong: (check ?? []).filter((word) => !checker.correct(word)),
      suggestions: suggest === undefined ? [] : checker.suggest(suggest).slice(0, 6),
    };
  } catch (thrown) {
    // Tried again with the next question: the network may be back.
    checkers.delete(language);
    return { id, wrong: [], suggestions: [], failure: String(thrown) };
  }
}

addEventListener("message", (event: MessageEvent<SpellQuestion>) => {
  void answer(event.data).then((reply) => postMessage(reply));
});
