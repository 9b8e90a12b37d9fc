/** Cuts a Postgres frontend byte stream into startup packets and runs of complete messages. */

export type Frame =
  | { kind: "encryption-request" }
  | { kind: "cancel-request" }
  | { kind: "startup" }
  | { kind: "password"; password: string }
  | { kind: "terminate" }
  /** Messages up to and including one that asks for an answer: Query, Sync, Flush or FunctionCall. */
  | { kind: "messages"; bytes: Buffer };

/** Larger messages are refused: no statement of ours comes near, and the session's memory is finite. */
export const longestMessage = 256 * 1024 * 1024;

const encryptionCodes = new Set([80877103, 80877104]);
const cancelCode = 80877102;
const answered = new Set(["Q", "S", "H", "F"].map((letter) => letter.charCodeAt(0)));
const terminate = "X".charCodeAt(0);
const password = "p".charCodeAt(0);

/** Feed it chunks; it returns the frames that are complete. Throws RangeError on a message that is too long. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #size = 0;
  #needed = 0;
  #isStarted = false;
  #batchEnd = 0;

  read(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size < this.#needed) return [];
    let buffer = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    const frames: Frame[] = [];
    for (;;) {
      const frame = this.#isStarted ? this.#message(buffer) : this.#startup(buffer);
      if (!frame) break;
      frames.push(frame.frame);
      buffer = buffer.subarray(frame.length);
      this.#batchEnd = 0;
      this.#needed = 0;
    }
    this.#chunks = buffer.length ? [buffer] : [];
    this.#size = buffer.length;
    return frames;
  }

  #startup(buffer: Buffer): { frame: Frame; length: number } | null {
    if (buffer.length < 8) return null;
    const length = this.#complete(buffer, 0, buffer.readInt32BE(0));
    if (!length) return null;
    const code = buffer.readInt32BE(4);
    if (encryptionCodes.has(code)) return { frame: { kind: "encryption-request" }, length };
    if (code === cancelCode) return { frame: { kind: "cancel-request" }, length };
    this.#isStarted = true;
    return { frame: { kind: "startup" }, length };
  }

  #message(buffer: Buffer): { frame: Frame; length: number } | null {
    let at = this.#batchEnd;
    while (buffer.length >= at + 5) {
      const length = this.#complete(buffer, at, 1 + buffer.readInt32BE(at + 1));
      if (!length) return null;
      const type = buffer[at] ?? 0;
      const end = at + length;
      if (at === 0 && type === password) {
        return { frame: { kind: "password", password: buffer.toString("utf8", 5, end - 1) }, length: end };
      }
      if (type === terminate) return { frame: { kind: "terminate" }, length: end };
      if (answered.has(type))
        return { frame: { kind: "messages", bytes: buffer.subarray(0, end) }, length: end };
      at = end;
      this.#batchEnd = at;
    }
    return null;
  }

  /** The length of the packet at `at` when all of it is here, else null; remembers how much is still to come. */
  #complete(buffer: Buffer, at: number, length: number): number | null {
    if (length < 4 || length > longestMessage) throw new RangeError(`a message of ${length} bytes`);
    if (buffer.length >= at + length) return length;
    this.#needed = at + length;
    return null;
  }
}
