import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as Y from "yjs";
import { schemaVersion } from "@backlot/shared/documents/names";
import { scriptBody } from "@backlot/shared/documents/script";
import { connectRaw } from "./raw-client.ts";
import type { Target } from "./targets.ts";
import { typedScript } from "./typed-script.ts";

/** Raised when `typedScript` changes, so that an older copy is not taken. */
const version = 2;

/** The typed script of 120 pages, kept between runs: typing it takes a while. */
export function feature(): Uint8Array {
  const path = join(tmpdir(), `backlot-bench-feature-${version}-${schemaVersion}.bin`);
  if (!existsSync(path)) writeFileSync(path, typedScript());
  return new Uint8Array(readFileSync(path));
}

/** Brings a script into a target and holds it open there, as somebody does who reads it. Gives the way to end that. */
export async function fill(target: Target, film: number, state: Uint8Array): Promise<() => void> {
  await target.store(film, state);
  const reader = await connectRaw(target, { film, has: Y.encodeStateVectorFromUpdate(state) });
  return reader.close;
}

/** One keystroke in the middle of the script, as an update. */
export function keystroke(doc: Y.Doc, block?: number): Uint8Array {
  return updateOf(doc, () => textOf(doc, block).insert(0, "x"));
}

/** The first letter of a block taken out, as an update. */
export function deletion(doc: Y.Doc, block?: number): Uint8Array {
  return updateOf(doc, () => textOf(doc, block).delete(0, 1));
}

function textOf(doc: Y.Doc, block?: number): Y.XmlText {
  const body = scriptBody(doc);
  const element = body.get(block ?? Math.floor(body.length / 2)) as Y.XmlElement;
  return element.get(0) as Y.XmlText;
}

function updateOf(doc: Y.Doc, edit: () => void): Uint8Array {
  let update: Uint8Array = new Uint8Array();
  doc.once("update", (bytes: Uint8Array) => (update = bytes));
  edit();
  return update;
}
