import type * as Y from "yjs";
import type { Screenplay } from "../screenplay/block.ts";
import { KeptBlock, KeptFdx } from "../screenplay/fdx-kept.ts";
import { readPageSettings } from "../screenplay/fdx-page-settings.ts";
import { revisionOf } from "../screenplay/fdx-revisions.ts";
import { markImportedRevisions } from "./fdx-revisions.ts";
import { revising } from "./revising.ts";
import { patchBlocks } from "./script-edit.ts";
import { readBlocks, writeScreenplay } from "./script.ts";
import { setScriptSetting } from "./script-settings.ts";
import { writeTitlePage } from "./title-page.ts";

/**
 * What a Final Draft file said beyond our model, beside the script: the file's own settings under `fdx`, and one entry a
 * block under `block:<id>`. Nobody edits it; it waits for the way back. A block that is deleted leaves its entry behind,
 * so that undo brings both back; entries without a block are not read.
 */
function keptMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap<unknown>("kept");
}

const fileKey = "fdx";
const blockPrefix = "block:";
const keptFile = KeptFdx.omit({ blocks: true, margin: true });

/** What is kept of the Final Draft file that the script came from; null where it came from none. */
export function readKept(doc: Y.Doc): KeptFdx | null {
  const map = keptMap(doc);
  const file = keptFile.safeParse(map.get(fileKey));
  if (!file.success) return null;
  const blocks: KeptBlock[] = [];
  for (const [key, value] of map) {
    if (!key.startsWith(blockPrefix)) continue;
    const block = KeptBlock.safeParse({ ...(value as object), blockId: key.slice(blockPrefix.length) });
    if (block.success) blocks.push(block.data);
  }
  return { ...file.data, blocks };
}

/** Puts `kept` in the place of what was kept before. Block ids are those of the script as it stands in the document. */
export function writeKept(doc: Y.Doc, kept: KeptFdx | null, origin?: unknown): void {
  const map = keptMap(doc);
  doc.transact(() => {
    const next = new Map<string, unknown>();
    if (kept !== null) {
      const { blocks, margin: _margin, ...file } = kept;
      next.set(fileKey, file);
      for (const { blockId, ...rest } of blocks) next.set(blockPrefix + blockId, rest);
    }
    for (const key of [...map.keys()]) if (!next.has(key)) map.delete(key);
    for (const [key, value] of next) {
      if (JSON.stringify(map.get(key)) !== JSON.stringify(value)) map.set(key, value);
    }
  }, origin);
}

/**
 * Makes the script, and what is kept beside it, what they were before a file took their place: every mark of a revision
 * too, which no file could bring back.
 */
export function bringBackScript(
  doc: Y.Doc,
  { screenplay, kept }: { screenplay: Screenplay; kept: KeptFdx | null },
  origin?: unknown,
): void {
  doc.transact(() => {
    patchBlocks(doc, screenplay.blocks);
    writeTitlePage(doc, screenplay.titlePage);
    writeKept(doc, kept);
  }, origin);
}

/**
 * Replaces the script and what is kept beside it, in one transaction. Blocks that the script has already keep their ids,
 * and what is kept follows them. What the file says was revised is marked as revised,
 * and its paper and (CONT'D) become those of the script.
 */
export function replaceScript(
  doc: Y.Doc,
  screenplay: Screenplay,
  kept: KeptFdx | null,
  origin?: unknown,
): void {
  doc.transact(() => {
    // A file that says itself what was revised knows better than a comparison of whole lines.
    if (kept?.blocks.some(hasRevisions) === true) writeScreenplay(doc, screenplay);
    else revising(doc, () => writeScreenplay(doc, screenplay));
    const now = readBlocks(doc).map((block) => block.id);
    const idNow = new Map(screenplay.blocks.map((block, index) => [block.id, now[index]]));
    const blocks = (kept?.blocks ?? []).flatMap((one) => {
      const blockId = idNow.get(one.blockId);
      return blockId === undefined ? [] : [{ ...one, blockId }];
    });
    const { paper, continued } = kept === null ? {} : readPageSettings(kept);
    if (paper !== undefined) setScriptSetting(doc, "paper", paper);
    if (continued !== undefined) setScriptSetting(doc, "continued", continued);
    writeKept(doc, kept === null ? null : markImportedRevisions(doc, { ...kept, blocks }, Date.now()));
  }, origin);
}

function hasRevisions({ styles = [] }: KeptBlock): boolean {
  return styles.some((one) => revisionOf(one) !== null);
}
