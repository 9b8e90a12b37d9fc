import type { SpellAnswer, SpellingLanguage, SpellQuestion } from "./spell-protocol.ts";

/** A dictionary in a worker of its own. What it has said once about a word is remembered. */
export class Dictionary {
  readonly language: SpellingLanguage;
  readonly #worker: Worker;
  readonly #said = new Map<string, boolean>();
  readonly #waiting = new Map<number, (answer: SpellAnswer) => void>();
  #count = 0;

  constructor(language: SpellingLanguage) {
    this.language = language;
    this.#worker = new Worker(new URL("./spell-worker.ts", import.meta.url), { type: "module" });
    this.#worker.addEventListener("message", (event: MessageEvent<SpellAnswer>) => {
      this.#waiting.get(event.data.id)?.(event.data);
      this.#waiting.delete(event.data.id);
    });
  }

  /** Which of these words are wrong. Throws when the dictionary cannot be had, offline before its first use. */
  async wrongOf(words: Iterable<string>): Promise<Set<string>> {
    const all = new Set(words);
    const check = [...all].filter((word) => !this.#said.has(word));
    if (check.length > 0) {
      const { wrong, failure } = await this.#ask({ check });
      if (failure !== undefined) throw new Error(failure);
      const found = new Set(wrong);
      for (const word of check) this.#said.set(word, !found.has(word));
    }
    return new Set([...all].filter((word) => this.#said.get(word) === false));
  }

  async suggestionsFor(word: string): Promise<string[]> {
    return (await this.#ask({ suggest: word })).suggestions;
  }

  close(): void {
    this.#worker.terminate();
    this.#waiting.clear();
  }

  #ask(question: Pick<SpellQuestion, "check" | "suggest">): Promise<SpellAnswer> {
    const id = (this.#count += 1);
    this.#worker.postMessage({ ...question, id, language: this.language } satisfies SpellQuestion);
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }
}
