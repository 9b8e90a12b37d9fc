import * as Y from "yjs";
import { placesOf } from "@backlot/shared/documents/text-anchor";
import { readMarginNotes } from "@backlot/shared/documents/margin-notes";
import type { DocumentKind } from "@backlot/shared/documents/names";
import { keepDeletedBlocks } from "@backlot/shared/documents/kept-blocks";
import { compacted } from "../../compacted.ts";
import { applyStored, storedAsUpdate } from "../../load.ts";
import { mergeMany } from "../../merge-many.ts";
import { contentOf, stable } from "../content.ts";
import type { Random } from "../random.ts";
import { updatesOf, type DocumentLog } from "./document-log.ts";
import type { PageModel } from "./page-model.ts";
import { comparableStructs } from "./comparable-structs.ts";

export type Compared = {
  pages: readonly PageModel[];
  servers: readonly ReadonlyMap<DocumentKind, Y.Doc>[];
  logs: ReadonlyMap<DocumentKind, DocumentLog>;
  random: Random;
};

/**
 * Compares everybody's copies of a film as the tests of Yjs compare theirs: content, state vectors, delete sets, struct
 * stores struct by struct, snapshots, and nothing that waits; with what every device has kept, merged, and with what a
 * server makes of the log. Gives what all have; throws with the first difference.
 */
export function compareAll({ pages, servers, logs, random }: Compared): string {
  const film: Record<string, Record<string, string>> = {};
  for (const [kind, log] of logs) {
    // As the tests of Yjs merge, and as our log does.
    const merge = random.chance(0.5) ? Y.mergeUpdates : mergeMany;
    const copies: [string, Y.Doc][] = [
      ...pages.map((page, index): [string, Y.Doc] => [`page ${index}`, page.doc(kind)]),
      ...servers.map((docs, index): [string, Y.Doc] => [`server ${index}`, docs.get(kind)!]),
      ...pages.map((page, index): [string, Y.Doc] => [
        `what the device of page ${index} has kept`,
        loadedFrom([merge(page.kept.get(kind) ?? [])]),
      ]),
      ...copiesFromLog(kind, log, random),
    ];
    const [[, first], ...others] = copies as [[string, Y.Doc], ...[string, Y.Doc][]];
    const wanted = fingerprint(kind, first);
    for (const [name, doc] of others) {
      for (const [what, value] of Object.entries(fingerprint(kind, doc))) {
        if (value === wanted[what]) continue;
        throw new Error(
          `${kind}: ${name} differs from page 0 in its ${what}\n${apart(value, wanted[what] ?? "")}`,
        );
      }
    }
    film[kind] = wanted;
  }
  return JSON.stringify([film, compareMargins(pages)]);
}

/** What a server makes of the log: as it is, in another order, as one update, and compacted. */
function copiesFromLog(kind: DocumentKind, log: DocumentLog, random: Random): [string, Y.Doc][] {
  const stored = log.read();
  const loaded = new Y.Doc();
  if (kind === "script") keepDeletedBlocks(loaded);
  applyStored(loaded, stored);
  const rows = stored.rows.map(({ payload }) => payload);
  const { state, problem } = compacted(updatesOf(stored));
  if (state === null) throw new Error(`${kind}: the log cannot be compacted: ${problem}`);
  return [
    ["a server that loads the log", loaded],
    ["the log with its rows in another order", loadedFrom([stored.snapshot!, ...shuffled(rows, random)])],
    ["the log as one update", loadedFrom([storedAsUpdate(stored)])],
    ["the log once it is compacted", loadedFrom([state])],
  ];
}

function loadedFrom(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

/** Everything in which two replicas could differ. */
function fingerprint(kind: DocumentKind, doc: Y.Doc): Record<string, string> {
  const { store } = doc;
  return {
    content: contentOf(kind, doc),
    "loose ends": JSON.stringify([store.pendingStructs, store.pendingDs]),
    "state vector": JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].toSorted(byClient)),
    "delete set": JSON.stringify(
      [...Y.createDeleteSetFromStructStore(store).clients]
        .toSorted(byClient)
        .map(([client, items]) => [client, items.map(({ clock, len }) => [clock, len])]),
    ),
    "struct store": JSON.stringify(comparableStructs(store)),
    snapshot: Buffer.from(Y.encodeSnapshot(Y.snapshot(doc))).toString("base64"),
  };
}

/** Notes in the margin stand at the same words for everybody. */
function compareMargins(pages: readonly PageModel[]): string {
  const margins = pages.flatMap((page) => {
    if (!page.docs.has("notes") || !page.docs.has("script")) return [];
    const places = placesOf(page.doc("script"), readMarginNotes(page.doc("notes")));
    return [stable(Object.fromEntries(places))];
  });
  const other = margins.findIndex((margin) => margin !== margins[0]);
  if (other !== -1)
    throw new Error(`page ${other} has notes at other words than page 0\n${margins[other]}\n${margins[0]}`);
  return margins[0] ?? "";
}

/** The two, from a little before where they part. */
function apart(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return [one, other].map((text) => `  ${text.slice(Math.max(0, at - 200), at + 300)}`).join("\n");
}

function byClient([a]: [number, unknown], [b]: [number, unknown]): number {
  return a - b;
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    [copy[at], copy[other]] = [copy[other] as T, copy[at] as T];
  }
  return copy;
}
