import type { ScriptBlock } from "./block.ts";
import type { KeptStyle } from "./fdx-kept.ts";
import { liftNotes } from "./fdx-notes.ts";
import { elementsOf, type XmlNode } from "./fdx-xml.ts";

/** A set of revisions as Final Draft knows it: by its number, which is 1 for the first, with the tint of its pages. */
export type NumberedSet = { id: string; number: number; name: string; tint: string };

/** Inks that are read on white, in the order of the trade: blue, pink, yellow, green, goldenrod, buff, salmon, cherry, tan. */
const inks = ["0000FF", "C71585", "8B7500", "008000", "B8860B", "A0764B", "C0604F", "DE3163", "8B5A2B"];

/** Revised stretches of the blocks as attributes of their text. */
export function revisedStyles(
  blocks: readonly ScriptBlock[],
  sets: readonly NumberedSet[],
): Map<string, KeptStyle[]> {
  const numbers = new Map(sets.map((set) => [set.id, String(set.number)]));
  const found = new Map<string, KeptStyle[]>();
  for (const { id, runs } of blocks) {
    const styles: KeptStyle[] = [];
    let at = 0;
    // Notes are written beside the text.
    for (const { text, revised } of liftNotes(runs).runs) {
      const number = revised === undefined ? undefined : numbers.get(revised);
      if (number !== undefined && text.trim() !== "")
        styles.push({ start: at, quote: text.slice(0, 20_000), attributes: { RevisionID: number } });
      at += text.length;
    }
    if (styles.length > 0) found.set(id, styles);
  }
  return found;
}

/** The number of a revision that a stretch of text names; null for none. */
export function revisionOf({ attributes }: KeptStyle): number | null {
  const id = attributes["RevisionID"] ?? "0";
  return /^[1-9]\d?$/.test(id) ? Number(id) : null;
}

/**
 * The list of a file's sets. What an earlier file said of a set (its marks, its colour) stays; sets that are new since
 * are added.
 *
 * @param active Number of the set that changes go into now, null for none.
 */
export function writeRevisions(
  kept: XmlNode | undefined,
  sets: readonly NumberedSet[],
  active: number | null,
): XmlNode {
  const known = kept === undefined ? [] : elementsOf(kept, "Revision");
  const ids = new Set(known.map((node) => node.attributes["ID"]));
  const added = sets
    .filter((set) => !ids.has(String(set.number)))
    .map(({ number, name, tint }): XmlNode => ({
      name: "Revision",
      attributes: {
        Color: wide(inks[(number - 1) % inks.length]!),
        FullRevision: "No",
        ID: String(number),
        Mark: "*",
        Name: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
        PageColor: wide(tint.slice(1)),
        Style: "",
      },
      children: [],
    }));
  return {
    name: "Revisions",
    attributes: {
      Location: "7.75",
      RevisionsShown: "Active",
      ShowAllMarks: "No",
      ShowAllSets: "No",
      ...kept?.attributes,
      ActiveSet: String(active ?? sets.length),
      RevisionMode: active === null ? "No" : "Yes",
    },
    children: [...known, ...added],
  };
}

/** Final Draft writes colours with 16 bits a channel. */
function wide(color: string): string {
  return `#${color.toUpperCase().replace(/../g, "$&$&")}`;
}
