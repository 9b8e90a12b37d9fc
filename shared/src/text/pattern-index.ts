import { neededLetters } from "./needed-letters.ts";

/**
 * Many patterns over many sentences: tells by the words of a sentence which patterns are worth trying there. Most words
 * belong to none, and each is looked at once, however often it is written.
 */
export class PatternIndex<T extends { pattern: RegExp }> {
  readonly #all: readonly T[];
  readonly #always: readonly T[];
  readonly #byLetters = new Map<string, { letters: string; of: T }[]>();
  readonly #byWord = new Map<string, readonly T[]>();
  static readonly #mostWords = 20_000;

  constructor(all: readonly T[]) {
    this.#all = all;
    this.#always = all.filter((one) => neededLetters(one.pattern) === undefined);
    for (const of of all) {
      for (const letters of neededLetters(of.pattern) ?? []) {
        const known = this.#byLetters.get(letters.slice(0, 2)) ?? [];
        known.push({ letters, of });
        this.#byLetters.set(letters.slice(0, 2), known);
      }
    }
  }

  /** The patterns that may match a sentence of these words, in their own order. */
  candidatesFor(words: readonly { text: string }[]): readonly T[] {
    const found = new Set(this.#always);
    for (const word of words) for (const one of this.#of(word.text)) found.add(one);
    return found.size === 0 ? [] : this.#all.filter((one) => found.has(one));
  }

  #of(word: string): readonly T[] {
    const known = this.#byWord.get(word);
    if (known) return known;
    const lower = word.toLowerCase();
    const found = new Set<T>();
    for (let at = 0; at < lower.length - 1; at++) {
      for (const { letters, of } of this.#byLetters.get(lower.slice(at, at + 2)) ?? [])
        if (lower.startsWith(letters, at)) found.add(of);
    }
    if (this.#byWord.size >= PatternIndex.#mostWords) this.#byWord.clear();
    this.#byWord.set(word, [...found]);
    return [...found];
  }
}
