import { tokensOf, type Line } from "./reading.ts";

/** Somebody or something named in a line. */
export type NameMention<T> = { of: T; start: number; end: number; text: string };

/**
 * Finds many names in many lines in one pass: a script with fifty characters is read once, not fifty times. A mention
 * begins with a capital letter or stands in capitals ("Ingrid", "INGRID"); the longest name wins.
 */
export class NameIndex<T> {
  readonly #byFirstWord = new Map<string, { words: string[]; of: T }[]>();
  /** What was found in a line; every rule asks for the same lines again. */
  #read = new WeakMap<Line, readonly NameMention<T>[]>();

  add(name: string, of: T): void {
    const words = tokensOf(name).map((token) => token.lower);
    const first = words[0];
    if (first === undefined) return;
    const known = this.#byFirstWord.get(first) ?? [];
    known.push({ words, of });
    known.sort((a, b) => b.words.length - a.words.length);
    this.#byFirstWord.set(first, known);
    this.#read = new WeakMap();
  }

  /** Whether a name of one word is somebody's whole name. */
  has(word: string): boolean {
    return this.#byFirstWord.get(word)?.some(({ words }) => words.length === 1) ?? false;
  }

  mentionsIn(line: Line): readonly NameMention<T>[] {
    let found = this.#read.get(line);
    if (found === undefined) this.#read.set(line, (found = this.#find(line)));
    return found;
  }

  #find(line: Line): NameMention<T>[] {
    const found: NameMention<T>[] = [];
    for (const sentence of line.sentences) {
      const { tokens } = sentence;
      for (let at = 0; at < tokens.length; at++) {
        const token = tokens[at]!;
        const known = this.#byFirstWord.get(token.lower);
        if (known === undefined || (!token.isUpper && /^\p{Ll}/u.test(token.text))) continue;
        const name = known.find(({ words }) => words.every((word, i) => tokens[at + i]?.lower === word));
        if (name === undefined) continue;
        const last = tokens[at + name.words.length - 1]!;
        const end = last.end - (/['’]s$/i.exec(last.text)?.[0].length ?? 0);
        found.push({ of: name.of, start: token.start, end, text: line.prose.slice(token.start, end) });
        at += name.words.length - 1;
      }
    }
    return found;
  }
}
