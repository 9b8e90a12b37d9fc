import { readAssets } from "./assets.ts";
import { readDecisions } from "./breakdown.ts";
import { marginAsFdx } from "./margin-as-fdx.ts";
import type { DocumentKind } from "./names.ts";
import { readLockedNumbers, readPageOptions } from "./page-options.ts";
import { readRevisions } from "./revisions.ts";
import { readScreenplay } from "./script.ts";
import { readKept } from "./script-kept.ts";
import { readScriptSettings } from "./script-settings.ts";
import { taggableItems } from "../screenplay/fdx-items.ts";
import { printFdx } from "../screenplay/fdx-print.ts";
import type * as Y from "yjs";

/** The script as it stands in these documents, for Final Draft: with the breakdown as tags and the open notes of the margin on their words. */
export function scriptAsFdx(
  documents: Pick<Record<DocumentKind, Y.Doc>, "script" | "assets" | "notes">,
): string {
  const { script, assets, notes } = documents;
  return printFdx(readScreenplay(script), {
    kept: readKept(script),
    items: taggableItems(readAssets(assets), readDecisions(assets)),
    notes: marginAsFdx(script, notes),
    pages: readPageOptions(script),
    numbers: readLockedNumbers(script),
    revisions: readRevisions(script),
    continued: readScriptSettings(script).continued,
  });
}
