import * as Y from "yjs";
import { findKept, type KeptBlock, type KeptFdx, type KeptStyle } from "../screenplay/fdx-kept.ts";
import { revisionOf } from "../screenplay/fdx-revisions.ts";
import { readRevisions, startRevision, endRevision } from "./revisions.ts";
import { scriptBody } from "./script.ts";

/**
 * Makes marks of revisions of what a Final Draft file says was revised, in the sets of the script: the file's first set is
 * the script's first. Sets that the script does not have yet are begun. Gives what is then left to keep.
 *
 * @param at The time at which new sets begin.
 */
export function markImportedRevisions(doc: Y.Doc, kept: KeptFdx, at: number): KeptFdx {
  const highest = Math.max(
    0,
    ...kept.blocks.flatMap(({ styles = [] }) => styles.map((one) => revisionOf(one) ?? 0)),
  );
  if (highest === 0) return kept;
  const sets = setIds(doc, highest, at);
  const elements = new Map<string, Y.XmlElement>();
  for (const element of scriptBody(doc).toArray()) {
    if (element instanceof Y.XmlElement) elements.set(element.getAttribute("id") ?? "", element);
  }
  const blocks = kept.blocks.map((block) => {
    const element = elements.get(block.blockId);
    return element === undefined ? block : marked(element, block, sets);
  });
  return { ...kept, blocks };
}

/** Ids of the first sets of the script, which are begun where there are too few. */
function setIds(doc: Y.Doc, count: number, at: number): string[] {
  const { sets, active } = readRevisions(doc);
  const latest = Math.max(at, ...sets.map((set) => set.startedAt + 1));
  for (let number = sets.length; number < count; number += 1) startRevision(doc, "", latest + number);
  if (active === null && sets.length < count) endRevision(doc);
  return readRevisions(doc).sets.map((set) => set.id);
}

function marked(element: Y.XmlElement, block: KeptBlock, sets: readonly string[]): KeptBlock {
  const [text, ...others] = element.toArray();
  if (!(text instanceof Y.XmlText) || others.length > 0) return block;
  const words = (text.toDelta() as { insert: unknown }[]).map((part) => String(part.insert)).join("");
  let last = 0;
  const styles = (block.styles ?? []).flatMap((style): KeptStyle[] => {
    const number = revisionOf(style);
    const start = number === null ? null : findKept(words, style);
    if (number === null || start === null) return [style];
    text.format(start, style.quote.length, { revised: { set: sets[number - 1]! } });
    last = Math.max(last, number);
    const { RevisionID: _revision, ...attributes } = style.attributes;
    return Object.keys(attributes).length === 0 ? [] : [{ ...style, attributes }];
  });
  if (last > 0) element.setAttribute("revision", sets[last - 1]!);
  const { styles: _styles, ...rest } = block;
  return styles.length === 0 ? rest : { ...rest, styles };
}
