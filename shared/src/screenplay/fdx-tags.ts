import { plainText, type ScriptBlock } from "./block.ts";
import type { BreakdownCategory } from "./candidate.ts";
import { categoryOfFdxId, fdxCategories, fdxIdOf, plainId } from "./fdx-categories.ts";
import { findKept, type KeptFdx, type KeptStyle } from "./fdx-kept.ts";
import { liftNotes } from "./fdx-notes.ts";
import { parseXml } from "./fdx-fragment.ts";
import { wordsPattern } from "../text/words-pattern.ts";
import { elementsOf, textOf, type XmlNode } from "./fdx-xml.ts";

/** Something of the breakdown with the places of the script that show it. */
export type TaggedItem = {
  category: BreakdownCategory;
  name: string;
  aliases: readonly string[];
  evidence: readonly { blockId: string; quote: string }[];
};

/** What a file's tags name, for the breakdown; categories that it does not have stay with the script only. */
export function taggedItems(kept: KeptFdx, blocks: readonly ScriptBlock[]): TaggedItem[] {
  const data = tagDataOf(kept);
  if (data === null) return [];
  const definitions = new Map<string, { item: TaggedItem; evidence: { blockId: string; quote: string }[] }>();
  for (const node of listOf(data, "TagDefinitions", "TagDefinition")) {
    const category = categoryOfFdxId(node.attributes["CatId"] ?? "");
    const name = (node.attributes["Label"] ?? "").trim().slice(0, 120);
    if (category === undefined || name === "") continue;
    const evidence: { blockId: string; quote: string }[] = [];
    definitions.set(plainId(node.attributes["Id"] ?? ""), {
      item: { category, name, aliases: [], evidence },
      evidence,
    });
  }
  const byTag = new Map<string, string[]>();
  for (const tag of listOf(data, "Tags", "Tag")) {
    byTag.set(
      tag.attributes["Number"] ?? "",
      elementsOf(tag, "DefId").map((id) => plainId(textOf(id).trim())),
    );
  }
  const present = new Map(blocks.map((block) => [block.id, block]));
  for (const { blockId, styles = [] } of kept.blocks) {
    if (!present.has(blockId)) continue;
    for (const { quote, attributes } of styles) {
      for (const id of byTag.get(attributes["TagNumber"] ?? "none") ?? []) {
        definitions.get(id)?.evidence.push({ blockId, quote: quote.slice(0, 400) });
      }
    }
  }
  return [...definitions.values()].map(({ item }) => item);
}

function tagDataOf(kept: Pick<KeptFdx, "sections">): XmlNode | null {
  const xml = kept.sections.find((section) => section.name === "TagData")?.xml;
  return xml === undefined ? null : (parseXml(xml)[0] ?? null);
}

function listOf(data: XmlNode, list: string, name: string): XmlNode[] {
  return elementsOf(data, list).flatMap((node) => elementsOf(node, name));
}

/** Tags to be written: the `TagData` of the file, and per block the stretches that point to it. */
export type Tags = { data: XmlNode | null; styles: Map<string, KeptStyle[]> };

/**
 * Tags of the file and of the breakdown together. What a stretch was tagged as in the file stays; the breakdown adds
 * the words of its evidence that carry no tag yet.
 */
export function writeTags(
  blocks: readonly ScriptBlock[],
  kept: Pick<KeptFdx, "sections" | "blocks">,
  items: readonly TaggedItem[],
): Tags {
  const data = tagDataOf(kept);
  const definitions = data === null ? [] : listOf(data, "TagDefinitions", "TagDefinition");
  const tags = data === null ? [] : listOf(data, "Tags", "Tag");
  let number = Math.max(
    0,
    ...[...definitions, ...tags].map((node) => Number(node.attributes["Number"]) || 0),
  );
  // Notes are written beside the text, so the places of tags are those without them.
  const texts = new Map(blocks.map((block) => [block.id, plainText({ runs: liftNotes(block.runs).runs })]));
  const taken = new Map<string, Stretch[]>();
  for (const { blockId, styles = [] } of kept.blocks) {
    const text = texts.get(blockId) ?? "";
    const tagged = styles.filter((style) => style.attributes["TagNumber"] !== undefined);
    taken.set(
      blockId,
      tagged.flatMap((style) => {
        const start = findKept(text, style);
        return start === null ? [] : [{ start, quote: style.quote }];
      }),
    );
  }
  const styles = new Map<string, KeptStyle[]>();
  for (const item of items) {
    const stretches = stretchesOf(item, texts, taken);
    if (stretches.length === 0) continue;
    const definition = definitions.find((node) => isDefinitionOf(node, item)) ?? define(item);
    for (const [blockId, stretch] of stretches) {
      number += 1;
      tags.push(tagOf(number, definition));
      const style = { ...stretch, attributes: { TagNumber: String(number) } };
      styles.set(blockId, [...(styles.get(blockId) ?? []), style]);
    }
  }
  const isEmpty = definitions.length === 0 && tags.length === 0;
  return { data: isEmpty && data === null ? null : tagData(data, definitions, tags), styles };

  function define(item: TaggedItem): XmlNode {
    number += 1;
    const node = {
      name: "TagDefinition",
      attributes: {
        CatId: fdxIdOf(item.category),
        Id: definitionId(item),
        Label: item.name,
        Number: String(number),
      },
      children: [],
    };
    definitions.push(node);
    return node;
  }
}

function isDefinitionOf(node: XmlNode, item: TaggedItem): boolean {
  return (
    categoryOfFdxId(node.attributes["CatId"] ?? "") === item.category &&
    node.attributes["Label"]?.trim().toUpperCase() === item.name.toUpperCase()
  );
}

/** The same item has the same id in every export, shaped like Final Draft's. */
function definitionId(item: TaggedItem): string {
  let [a, b] = [0x811c9dc5, 0x1000193];
  for (const char of `${item.category}:${item.name}`) {
    a = Math.imul(a ^ char.codePointAt(0)!, 0x01000193) >>> 0;
    b = Math.imul(b + char.codePointAt(0)!, 0x85ebca6b) >>> 0;
  }
  const hex = [a, b, a ^ b, Math.imul(a, 31) ^ b]
    .map((n) => (n >>> 0).toString(16).padStart(8, "0"))
    .join("");
  return [8, 12, 16, 20, 32].map((end, i) => hex.slice([0, 8, 12, 16, 20][i], end)).join("-");
}

function tagOf(number: number, definition: XmlNode): XmlNode {
  const id: XmlNode = { name: "DefId", attributes: {}, children: [definition.attributes["Id"] ?? ""] };
  return { name: "Tag", attributes: { Number: String(number) }, children: [id] };
}

type Stretch = { start: number; quote: string };

/** Where the item's name stands, once for each piece of its evidence, not over what is tagged already. */
function stretchesOf(
  item: TaggedItem,
  texts: ReadonlyMap<string, string>,
  taken: Map<string, Stretch[]>,
): [string, Stretch][] {
  const found: [string, Stretch][] = [];
  const names = [item.name, ...item.aliases].filter((name) => name.trim() !== "").map(wordsPattern);
  for (const { blockId, quote } of item.evidence) {
    const text = texts.get(blockId);
    if (text === undefined) continue;
    const from = Math.max(0, text.indexOf(quote));
    const here = taken.get(blockId) ?? [];
    const stretch = firstFree(text, names, from, here);
    if (stretch === null) continue;
    found.push([blockId, stretch]);
    taken.set(blockId, [...here, stretch]);
  }
  return found;
}

function firstFree(
  text: string,
  names: readonly RegExp[],
  from: number,
  taken: readonly Stretch[],
): Stretch | null {
  for (const name of names) {
    for (const match of text.slice(from).matchAll(name)) {
      const [start, quote] = [from + match.index, match[0]];
      const isFree = taken.every(
        (one) => one.start + one.quote.length <= start || start + quote.length <= one.start,
      );
      if (isFree) return { start, quote };
    }
  }
  return null;
}

function tagData(data: XmlNode | null, definitions: XmlNode[], tags: XmlNode[]): XmlNode {
  const list = (name: string, children: XmlNode[]): XmlNode => ({ name, attributes: {}, children });
  const present = data === null ? [] : listOf(data, "TagCategories", "TagCategory");
  const ids = new Set(present.map((node) => plainId(node.attributes["Id"] ?? "")));
  const numbers = present.map((node) => Number(node.attributes["Number"]) || 0);
  const first = Math.max(0, ...numbers) + 1;
  const missing = fdxCategories
    .filter(([, id]) => !ids.has(id))
    .map(([Name, Id, color], i): XmlNode => ({
      name: "TagCategory",
      attributes: { Color: wideColour(color), Id, Name, Number: String(first + i), Style: "Bold" },
      children: [],
    }));
  return {
    name: "TagData",
    attributes: data?.attributes ?? {},
    children: [
      list("TagCategories", [...present, ...missing]),
      list("TagDefinitions", definitions),
      list("Tags", tags),
    ],
  };
}

/** Final Draft writes colours with 16 bits a channel. */
function wideColour(color: string): string {
  return `#${color.replace(/../g, "$&$&")}`;
}
