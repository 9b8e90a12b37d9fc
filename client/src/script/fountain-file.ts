import type * as Y from "yjs";
import { readLockedNumbers } from "@backlot/shared/documents/page-options";
import { readScreenplay } from "@backlot/shared/documents/script";
import { printFountain } from "@backlot/shared/screenplay/fountain-print";

/** The script as it stands here, also without a network, as Fountain text. */
export function scriptAsFountain(script: Y.Doc): string {
  return printFountain(readScreenplay(script), { numbers: readLockedNumbers(script) });
}

/** Offers text to the person as a file. */
export function saveAsFile(name: string, text: string, type = "text/plain"): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A file name from a title: "Salt & Light" → "salt-light". */
export function fileNameOf(title: string): string {
  const name = title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "");
  return name === "" ? "screenplay" : name;
}
