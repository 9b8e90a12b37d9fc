/** A stretch of two texts: in both, only in the first, or only in the second. */
export type WordPiece = { kind: "same" | "gone" | "added"; text: string };

/** Words, white space, and every other sign on its own. */
const tokens = /\s+|[\p{L}\p{N}\p{M}'’]+|[^\s\p{L}\p{N}\p{M}'’]/gu;

/** A table of more cells than this takes too long; the stretch is then shown as replaced. */
const mostCells = 1_000_000;

/**
 * What became of a text, word by word: the longest sequence of words that both have, and between them what is gone
 * and what was added. Joining the same and gone pieces gives `before`, the same and added pieces `after`.
 */
export function diffWords(before: string, after: string): WordPiece[] {
  const a = before.match(tokens) ?? [];
  const b = after.match(tokens) ?? [];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const pieces: WordPiece[] = [];
  push(pieces, "same", a.slice(0, head).join(""));
  middle(pieces, a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  push(pieces, "same", tail === 0 ? "" : a.slice(-tail).join(""));
  return withoutLoneSpaces(pieces);
}

/** A space that happens to stand between two changes belongs to them: "one changed stretch" reads better than three. */
function withoutLoneSpaces(pieces: readonly WordPiece[]): WordPiece[] {
  const joined: WordPiece[] = [];
  pieces.forEach((piece, index) => {
    const isLone =
      piece.kind === "same" && piece.text.trim() === "" && index > 0 && index < pieces.length - 1;
    if (!isLone) return push(joined, piece.kind, piece.text);
    push(joined, "gone", piece.text);
    push(joined, "added", piece.text);
  });
  return joined.flatMap((piece, index) => {
    // Where only spaces went, they are found again at the edge of what came: nothing really went.
    const next = joined[index + 1];
    const last = joined[index - 1];
    if (isOnlySpace(piece) && next?.kind === "added" && next.text.startsWith(piece.text)) {
      return { kind: "same", text: piece.text };
    }
    if (piece.kind === "added" && isOnlySpace(last) && piece.text.startsWith(last?.text ?? "")) {
      return { kind: "added", text: piece.text.slice(last?.text.length) };
    }
    return piece;
  });
}

function isOnlySpace(piece: WordPiece | undefined): boolean {
  return piece?.kind === "gone" && piece.text.trim() === "";
}

/** Longest common sequence by the usual table, filled from the end so that it is read from the start. */
function middle(pieces: WordPiece[], a: string[], b: string[]): void {
  const width = b.length + 1;
  if (a.length === 0 || b.length === 0 || (a.length + 1) * width > mostCells) {
    push(pieces, "gone", a.join(""));
    push(pieces, "added", b.join(""));
    return;
  }
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] =
        a[i] === b[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
    }
  }
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      push(pieces, "same", a[i] ?? "");
      i += 1;
      j += 1;
    } else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)) {
      push(pieces, "gone", a[i++] ?? "");
    } else {
      push(pieces, "added", b[j++] ?? "");
    }
  }
  push(pieces, "gone", a.slice(i).join(""));
  push(pieces, "added", b.slice(j).join(""));
}

/** Adds to the last piece of its kind; what is gone always stands before what was added in its place. */
function push(pieces: WordPiece[], kind: WordPiece["kind"], text: string): void {
  if (text === "") return;
  const last = pieces.at(-1);
  if (last?.kind === kind) last.text += text;
  else if (kind === "gone" && last?.kind === "added") {
    const before = pieces.at(-2);
    if (before?.kind === "gone") before.text += text;
    else pieces.splice(-1, 0, { kind, text });
  } else pieces.push({ kind, text });
}

/** How many words two texts differ by: gone and added ones together. */
export function changedWords(pieces: readonly WordPiece[]): number {
  return pieces
    .filter((piece) => piece.kind !== "same")
    .reduce((sum, piece) => sum + (piece.text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0);
}
