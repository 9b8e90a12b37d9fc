import type * as Y from "yjs";
import { plainText, type BlockType, type ScriptBlock } from "../screenplay/block.ts";
import { cueName, displayName } from "../screenplay/cue.ts";
import { findInBlocks, patternOf } from "../screenplay/find.ts";
import { assetDescription, changeAsset, liveAssets, readAssets } from "./assets.ts";
import { replaceText } from "./record.ts";
import { readBlocks } from "./script.ts";
import { applyTextChanges, type TextChange } from "./script-text.ts";
import { readShots, shotDescription } from "./shots.ts";

/** One place where a name would change, with the words around it as they are and as they would be. */
export type RenamePlace = {
  /** `block:<id>:<from>`, `asset:<id>:<field>` or `shot:<id>`: unique within a plan. */
  key: string;
  group: "cues" | "headings" | "action" | "dialogue" | "notes" | "assets" | "shots";
  before: string;
  after: string;
  /** Where in the script, for going there. */
  blockId?: string;
};

export type RenamePlan = {
  places: RenamePlace[];
  /** Somebody else already speaks under the new name: the two would become one. */
  isTaken: boolean;
};

export type RenameDocuments = { script: Y.Doc; assets: Y.Doc; shots: Y.Doc };
export type Renaming = { from: string; to: string };

const groups: Partial<Record<BlockType, RenamePlace["group"]>> = {
  character: "cues",
  sceneHeading: "headings",
  dialogue: "dialogue",
  parenthetical: "dialogue",
  lyric: "dialogue",
  note: "notes",
  synopsis: "notes",
  section: "notes",
};

/**
 * Everywhere that a character's name stands as a word of its own: cues, headings, action, speech, notes, assets and
 * shots. A name in lower case is an ordinary word ("will", "mark") and stays.
 */
export function planRename(documents: RenameDocuments, renaming: Renaming): RenamePlan {
  const names = namesOf(renaming);
  if (names === null) return { places: [], isTaken: false };
  const blocks = readBlocks(documents.script);
  const wanted = names.to.toLocaleUpperCase();
  const isTaken = blocks.some((one) => one.type === "character" && cueName(plainText(one)) === wanted);
  return {
    places: [
      ...blocks.flatMap((block) => placesInBlock(block, names)),
      ...placesInAssets(documents.assets, names),
      ...placesInShots(documents.shots, names),
    ],
    isTaken: isTaken && wanted !== names.from.toLocaleUpperCase(),
  };
}

/** Origins for the three documents, so that one undo of each takes back exactly this. */
export type RenameOrigins = Record<keyof RenameDocuments, unknown>;

/** Changes the places of a plan whose keys are in `keys`, each document in one transaction. Gives how many it changed. */
export function applyRename(
  documents: RenameDocuments,
  renaming: Renaming,
  keys: ReadonlySet<string>,
  origins: RenameOrigins,
): number {
  const names = namesOf(renaming);
  if (names === null) return 0;
  const changes: TextChange[] = readBlocks(documents.script)
    .flatMap((block) => changesInBlock(block, names))
    .filter((change) => keys.has(blockKey(change)));
  let count = applyTextChanges(documents.script, changes, origins.script);
  documents.assets.transact(() => {
    for (const one of liveAssets(readAssets(documents.assets))) {
      const { name, aliases, description } = renamedAsset(one, names);
      const has = (field: string) => keys.has(`asset:${one.id}:${field}`);
      if (name !== one.name && has("name"))
        count += done(() => changeAsset(documents.assets, one.id, { name }));
      if (aliases.join() !== one.aliases.join() && has("aliases"))
        count += done(() => changeAsset(documents.assets, one.id, { aliases }));
      if (description !== one.description && has("description"))
        count += done(() => replaceText(assetDescription(documents.assets, one.id), description));
    }
  }, origins.assets);
  documents.shots.transact(() => {
    for (const shot of readShots(documents.shots)) {
      const next = renamed(shot.description, names);
      if (shot.deletedAt !== null || next === shot.description || !keys.has(`shot:${shot.id}`)) continue;
      count += done(() => replaceText(shotDescription(documents.shots, shot.id), next));
    }
  }, origins.shots);
  return count;
}

function done(change: () => void): 1 {
  change();
  return 1;
}

type Names = { from: string; to: string };

function namesOf({ from, to }: Renaming): Names | null {
  const names = { from: displayName(from.trim()), to: displayName(to.trim()) };
  return names.from === "" || names.to === "" || names.from === names.to ? null : names;
}

/** The text with the new name in place of the old one, in capitals where the old one was. */
function renamed(text: string, names: Names): string {
  return text.replace(pattern(names), (found) => inCaseOf(found, names));
}

function pattern({ from }: Names): RegExp {
  return patternOf({ text: from, matchCase: false, wholeWord: true });
}

function inCaseOf(found: string, { to }: Names): string {
  if (!/\p{Lu}/u.test(found) && /\p{Ll}/u.test(found)) return found;
  const isCapitals = found.length > 1 && found === found.toLocaleUpperCase();
  return isCapitals ? to.toLocaleUpperCase() : to;
}

function changesInBlock(block: ScriptBlock, names: Names): TextChange[] {
  const text = plainText(block);
  return findInBlocks([block], { text: names.from, matchCase: false, wholeWord: true }).flatMap((place) => {
    const found = text.slice(place.from, place.to);
    const isCue = block.type === "character" || block.type === "sceneHeading";
    const next = isCue ? names.to.toLocaleUpperCase() : inCaseOf(found, names);
    return next === found ? [] : [{ ...place, text: next }];
  });
}

function blockKey({ blockId, from }: TextChange): string {
  return `block:${blockId}:${from}`;
}

function placesInBlock(block: ScriptBlock, names: Names): RenamePlace[] {
  const text = plainText(block);
  return changesInBlock(block, names).map((change) => ({
    key: blockKey(change),
    group: groups[block.type] ?? "action",
    blockId: block.id,
    before: around(text, change.from, change.to, text.slice(change.from, change.to)),
    after: around(text, change.from, change.to, change.text),
  }));
}

/** Some words before and behind a place, on one line. */
function around(text: string, from: number, to: number, middle: string): string {
  const before = text.slice(Math.max(0, from - 28), from);
  const after = text.slice(to, to + 28);
  const line = `${from > 28 ? "…" : ""}${before}${middle}${after}${text.length > to + 28 ? "…" : ""}`;
  return line.replaceAll("\n", " ");
}

type AssetText = { id: string; name: string; aliases: string[]; description: string };

function renamedAsset(asset: AssetText, names: Names): Omit<AssetText, "id"> {
  return {
    name: renamed(asset.name, names),
    aliases: [...new Set(asset.aliases.map((one) => renamed(one, names)))],
    description: renamed(asset.description, names),
  };
}

function placesInAssets(doc: Y.Doc, names: Names): RenamePlace[] {
  return liveAssets(readAssets(doc)).flatMap((one) => {
    const next = renamedAsset(one, names);
    const fields = [
      ["name", one.name, next.name],
      ["aliases", one.aliases.join(", "), next.aliases.join(", ")],
      ["description", one.description, next.description],
    ] as const;
    return fields
      .filter(([, before, after]) => before !== after)
      .map(([field, before, after]) => ({
        key: `asset:${one.id}:${field}`,
        group: "assets" as const,
        before: shortened(before),
        after: shortened(after),
      }));
  });
}

function placesInShots(doc: Y.Doc, names: Names): RenamePlace[] {
  return readShots(doc)
    .filter((one) => one.deletedAt === null && renamed(one.description, names) !== one.description)
    .map((one) => ({
      key: `shot:${one.id}`,
      group: "shots" as const,
      before: shortened(one.description),
      after: shortened(renamed(one.description, names)),
    }));
}

function shortened(text: string): string {
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}
