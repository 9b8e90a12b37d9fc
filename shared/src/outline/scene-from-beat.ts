import * as Y from "yjs";
import { changeBeat, readBeats } from "../documents/outline.ts";
import { readBlocks, scriptBody, toElement } from "../documents/script.ts";
import { plainText, textBlock, type ScriptBlock } from "../screenplay/block.ts";
import { parseHeading } from "../screenplay/heading.ts";
import type { Beat } from "./schema.ts";

/** A heading to begin with: the beat's title where it is one already, else the title as a place. */
export function suggestHeading(title: string): string {
  const line = title.trim().toUpperCase();
  if (parseHeading(line).intExt !== null) return line;
  return line === "" ? "INT. " : `INT. ${line} - DAY`;
}

/** The blocks of a scene that is still to be written: heading, and the beat as its synopsis. */
export function sceneBlocks(beat: Pick<Beat, "title" | "text">, heading: string): ScriptBlock[] {
  const synopsis = [beat.title, beat.text].filter((part) => part.trim() !== "").join(": ");
  return [
    textBlock("sceneHeading", heading.trim().toUpperCase()),
    ...(synopsis === "" ? [] : [textBlock("synopsis", synopsis.replaceAll(/\s*\n\s*/g, " "))]),
    textBlock("action", ""),
  ];
}

/**
 * Id of the block behind which the scene of a beat belongs: the end of the scene of the nearest beat before it that
 * has one. Null for the beginning of the script.
 */
export function placeOfScene(
  blocks: readonly ScriptBlock[],
  beats: readonly Beat[],
  beatId: string,
): string | null {
  const at = beats.findIndex((one) => one.id === beatId);
  const headings = blocks.flatMap((block, index) =>
    block.type === "sceneHeading" ? [{ id: block.id, index }] : [],
  );
  const sceneIds = new Set(headings.map((one) => one.id));
  const before = beats.slice(0, at).findLast((one) => one.sceneId !== null && sceneIds.has(one.sceneId));
  const after = beats.slice(at + 1).find((one) => one.sceneId !== null && sceneIds.has(one.sceneId));
  const place = headings.findIndex((one) => one.id === before?.sceneId);
  const end =
    before !== undefined
      ? (headings[place + 1]?.index ?? blocks.length)
      : after !== undefined
        ? (headings.find((one) => one.id === after.sceneId)?.index ?? blocks.length)
        : blocks.length;
  return blocks[end - 1]?.id ?? null;
}

/** Writes the scene of a beat into the script and remembers it at the beat; gives the scene's id. */
export function makeSceneOfBeat(
  script: Y.Doc,
  outline: Y.Doc,
  beatId: string,
  heading: string,
  origin?: unknown,
): string {
  const beats = readBeats(outline);
  const beat = beats.find((one) => one.id === beatId);
  const made = sceneBlocks(beat ?? { title: "", text: "" }, heading);
  const blocks = readBlocks(script);
  const body = scriptBody(script);
  script.transact(() => {
    // The empty heading that every new script begins with gives way to the first scene.
    const only = blocks.length === 1 && blocks[0] !== undefined && plainText(blocks[0]) === "";
    if (only) body.delete(0, body.length);
    const place = only ? null : placeOfScene(blocks, beats, beatId);
    const index = place === null ? -1 : indexOf(body, place);
    body.insert(index + 1, made.map(toElement));
  }, origin);
  const sceneId = made[0]?.id ?? "";
  changeBeat(outline, beatId, { sceneId }, origin);
  return sceneId;
}

function indexOf(body: Y.XmlFragment, id: string): number {
  return body
    .toArray()
    .findIndex((element) => element instanceof Y.XmlElement && element.getAttribute("id") === id);
}
