import { documentRoots, type DocumentKind } from "@backlot/shared/documents/names";
import { scriptAsFountain, saveAsFile } from "../script/fountain-file.ts";
import type { KeptWork } from "../session/kept-work.ts";

/** Kept work as a file: a script alone as a script that any program opens, anything else as text that people can read. */
export function keptWorkFile({ documents }: KeptWork): { name: string; text: string } {
  const { script, ...others } = documents;
  const rest = Object.entries(others);
  if (script !== undefined && rest.length === 0)
    return { name: "kept-script.fountain", text: scriptAsFountain(script) };
  const content = Object.fromEntries(
    rest.map(([kind, doc]) => [
      kind,
      Object.fromEntries(
        documentRoots[kind as DocumentKind].map((root) => [root, doc.getMap(root).toJSON()]),
      ),
    ]),
  );
  const all = script === undefined ? content : { script: scriptAsFountain(script), ...content };
  return { name: "kept-work.json", text: JSON.stringify(all, null, 2) };
}

/** Offers kept work to the person as a file. */
export function saveKeptWork(kept: KeptWork): void {
  const { name, text } = keptWorkFile(kept);
  saveAsFile(name, text);
}
