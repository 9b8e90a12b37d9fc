/** Pieces of a pattern, of which every text that the pattern matches has at least one; undefined when it needs none. */
type Needs = string[] | undefined;

/**
 * Runs of letters of which a text must hold at least one to match a pattern: `\\b(?:rain|snow)s? falls` needs "falls",
 * and `(?:rain|snow)s?` needs "rain" or "snow". In small letters, for patterns that ignore case. Undefined when it
 * cannot be told: then the pattern has to be tried.
 */
export function neededLetters(pattern: RegExp): readonly string[] | undefined {
  const needs = new PatternReader(pattern.source).alternatives();
  return needs?.every((letters) => letters.length > 1) ? [...new Set(needs)] : undefined;
}

/** Reads as much of the language of regular expressions as tells letters from the rest. */
class PatternReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): Needs {
    const all: Needs[] = [this.#sequence()];
    while (this.#source[this.#at] === "|") {
      this.#at += 1;
      all.push(this.#sequence());
    }
    return all.every((needs) => needs !== undefined) ? all.flat() : undefined;
  }

  #sequence(): Needs {
    let best: Needs;
    let run = "";
    const offer = (needs: Needs) => {
      if (needs !== undefined && worth(needs) > worth(best)) best = needs;
    };
    const endRun = () => {
      if (run !== "") offer([run]);
      run = "";
    };
    while (this.#at < this.#source.length && !"|)".includes(this.#source[this.#at]!)) {
      const item = this.#item();
      const times = this.#quantifier();
      if (typeof item === "string" && times !== "maybe") run += item;
      if (typeof item !== "string" || times !== "once") endRun();
      if (typeof item !== "string" && times !== "maybe") offer(item);
    }
    endRun();
    return best;
  }

  /** A letter as itself, a group as what it needs, anything else as undefined. */
  #item(): string | Needs {
    const char = this.#source[this.#at]!;
    if (char === "(") return this.#group();
    if (char === "[") this.#at = this.#closing("]") + 1;
    else if (char === "\\") this.#at += /[pP]/.test(this.#source[this.#at + 1]!) ? this.#propertyLength() : 2;
    else {
      this.#at += 1;
      return /\p{L}/u.test(char) ? char.toLowerCase() : undefined;
    }
    return undefined;
  }

  #group(): Needs {
    const [opening] = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(this.#source.slice(this.#at))!;
    this.#at += opening.length;
    const needs = this.alternatives();
    this.#at += 1;
    return opening.includes("!") ? undefined : needs;
  }

  /** Steps over a quantifier. */
  #quantifier(): "once" | "often" | "maybe" {
    const [found = "", least = ""] =
      /^(?:[?*+]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#source.slice(this.#at, this.#at + 12)) ?? [];
    this.#at += found.length;
    if (found === "") return "once";
    return /^[?*]/.test(found) || least === "0" ? "maybe" : "often";
  }

  #closing(bracket: string): number {
    let at = this.#at + 1;
    while (this.#source[at] !== bracket) at += this.#source[at] === "\\" ? 2 : 1;
    return at;
  }

  #propertyLength(): number {
    return this.#source.indexOf("}", this.#at) - this.#at + 1;
  }
}

/** Long letters are rare letters. */
function worth(needs: Needs): number {
  return needs === undefined ? 0 : Math.min(...needs.map((letters) => letters.length));
}
