import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from "node:fs";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { createInterface } from "node:readline";

const rotateAt = 20 * 1024 * 1024;
const importance: Record<string, number> = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 };

export type ChildLogOptions = {
  name: string;
  file: string;
  /** Least important level that reaches the terminal. */
  terminalLevel: string;
  print: (line: string) => void;
};

/** Keeps what a child process writes in a file, and shows what matters of it as short lines on the terminal. */
export class ChildLog {
  readonly #options: ChildLogOptions;
  readonly #file: WriteStream;
  #recent: string[] = [];

  constructor(options: ChildLogOptions) {
    this.#options = options;
    mkdirSync(dirname(options.file), { recursive: true });
    rotate(options.file);
    this.#file = createWriteStream(options.file, { flags: "a", mode: 0o600 });
  }

  /** Follows a stream until it ends. */
  follow(stream: Readable): void {
    createInterface({ input: stream, crlfDelay: Infinity }).on("line", (line) => this.#take(line));
  }

  /** The last lines that were not structured: where a crash explains itself. */
  get lastWords(): string {
    return this.#recent.join("\n");
  }

  close(): void {
    this.#file.end();
  }

  #take(line: string): void {
    this.#file.write(`${line}\n`);
    const { name, terminalLevel, print } = this.#options;
    const short = shorten(line, importance[terminalLevel] ?? 40);
    if (short === null) this.#recent = [...this.#recent.slice(-7), line];
    else if (short) print(`${name.padEnd(8)} ${short}`);
  }
}

/** The short form of a structured line, "" when it matters too little, null when it is not structured. */
function shorten(line: string, threshold: number): string | null {
  if (!line.startsWith("{")) return null;
  try {
    const entry = JSON.parse(line) as { level?: string; msg?: string; err?: { message?: string } };
    if ((importance[entry.level ?? ""] ?? 0) < threshold) return "";
    return [entry.msg, entry.err?.message].filter(Boolean).join(": ");
  } catch {
    return null;
  }
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > rotateAt) renameSync(file, `${file}.1`);
}
