/** Letters of inserted pages and scenes. I and O look like digits and are left out. */
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

/** A, B, … Z, AA, BB, …: what is added to a number for the first, second, … insertion after it. */
export function insertionLetter(index: number): string {
  return letters[index % letters.length]!.repeat(Math.floor(index / letters.length) + 1);
}

/**
 * Numbers for what was inserted between two numbers that are locked: 12A, 12B after 12, A1, B1 before the first. Between 12 and
 * its own 12A it is A12A, B12A. A number that is taken is never given again.
 *
 * @param before The locked number before, null at the beginning.
 * @param after The locked number after, null at the end.
 */
export function insertedNumbers(
  before: string | null,
  after: string | null,
  count: number,
  taken: ReadonlySet<string>,
): string[] {
  const used = new Set(taken);
  const isInside = before !== null && after !== null && isInsertedAfter(after, before);
  const leads = before === null || isInside;
  const numbers: string[] = [];
  for (let at = 0; numbers.length < count; at += 1) {
    const letter = insertionLetter(at);
    const number = leads ? `${letter}${after ?? "1"}` : `${before}${letter}`;
    if (used.has(number)) continue;
    used.add(number);
    numbers.push(number);
  }
  return numbers;
}

/** Whether a number is another one with letters behind it: 12A of 12, but not 12 of 1. */
function isInsertedAfter(number: string, before: string): boolean {
  return number.startsWith(before) && /^\D/.test(number.slice(before.length));
}

/**
 * Page numbers in print. Without locks they count from 1. A locked page keeps its number; pages between two locked ones
 * are inserted (2A, 2B), pages after the last one count on.
 *
 * @param locked The locked number of each page, or null.
 */
export function pageNumbers(locked: readonly (string | null)[]): string[] {
  const taken = new Set(locked.filter((number) => number !== null));
  if (taken.size === 0) return locked.map((_, index) => String(index + 1));
  const numbers: string[] = [];
  let before: string | null = null;
  for (let index = 0; index < locked.length;) {
    const own = locked[index]!;
    if (own !== null) {
      numbers.push(own);
      before = own;
      index += 1;
      continue;
    }
    let end = index;
    while (end < locked.length && locked[end] === null) end += 1;
    const after: string | null = locked[end] ?? null;
    const count = end - index;
    if (after === null && before !== null) {
      let last = Number.parseInt(before.replace(/^\D+/, ""), 10) || 0;
      while (numbers.length < end) if (!taken.has(String(++last))) numbers.push(String(last));
    } else numbers.push(...insertedNumbers(before, after, count, taken));
    index = end;
  }
  return numbers;
}
