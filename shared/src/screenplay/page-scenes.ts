import type { Pages } from "./pagination.ts";

/** A scene on its pages. Lengths are in eighths of a page, at least one; an omitted scene has none. */
export type SceneLength = { id: string; page: string; eighths: number };

/**
 * How long each scene is and on which page it begins. As Final Draft counts: from heading to heading, the empty lines at
 * the end of a page included, in eighths rounded up.
 */
export function sceneLengths({ pages, format }: Pages): SceneLength[] {
  const found: { id: string; page: string; line: number; isOmitted: boolean }[] = [];
  let top = 0;
  let end = 0;
  for (const page of pages) {
    for (const { block, line, role, from } of page.pieces) {
      if (block.type !== "sceneHeading" || role !== "text" || from > 0) continue;
      found.push({ id: block.id, page: page.number, line: top + line, isOmitted: block.omitted === true });
    }
    end = top + page.used;
    top += page.isShort ? page.used : format.lines;
  }
  return found.map(({ id, page, line, isOmitted }, index) => {
    // One of the empty lines before the next heading belongs to it.
    const next = found[index + 1];
    const lines = next === undefined ? end - line : next.line - line - 1;
    return { id, page, eighths: isOmitted ? 0 : Math.max(1, eighthsOf(lines, format.lines)) };
  });
}

/** The length of the whole script in eighths, from the first line to the last. */
export function totalEighths({ pages, format }: Pages): number {
  let lines = 0;
  pages.forEach((page, index) => {
    lines += page.isShort || index === pages.length - 1 ? page.used : format.lines;
  });
  return eighthsOf(lines, format.lines);
}

function eighthsOf(lines: number, page: number): number {
  return Math.ceil((8 * lines) / page);
}

/** "2 3/8": whole pages and eighths, never reduced, as the trade writes lengths. */
export function formatEighths(eighths: number): string {
  const whole = Math.floor(eighths / 8);
  const rest = eighths % 8;
  if (rest === 0) return String(whole);
  return whole === 0 ? `${rest}/8` : `${whole} ${rest}/8`;
}
