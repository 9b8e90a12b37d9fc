import type * as Y from "yjs";
import { readDecisions } from "@backlot/shared/documents/breakdown";
import { readBlocks } from "@backlot/shared/documents/script";
import type { DocumentCommand } from "@backlot/shared/documents/commands";
import { AppError } from "@backlot/shared/errors/app-error";
import { assetDescription } from "@backlot/shared/screenplay/asset-description";
import { becomesAsset } from "@backlot/shared/screenplay/becomes-asset";
import { breakDown } from "@backlot/shared/screenplay/breakdown";
import { applyDecisions, type BreakdownItem } from "@backlot/shared/screenplay/breakdown-items";
import { filmedScenes } from "@backlot/shared/screenplay/scenes";
import type { StudioDeps } from "../deps.ts";

type Found = Extract<DocumentCommand, { type: "applyBreakdown" }>["found"];

/** Quotations that help a person to judge; more of them only make the document heavy. */
const mostEvidence = 12;

/**
 * What the script needs, as the asset bin takes it. `onRead` gets the very script that is broken down. Throws
 * `bad-request` for a script without a scene.
 */
export async function breakDownFilm(
  documents: StudioDeps["documents"],
  projectId: string,
  onRead: (script: Y.Doc) => Promise<void> = async () => {},
): Promise<Found> {
  const script = await documents.readDocument(projectId, "script");
  await onRead(script);
  const blocks = readBlocks(script);
  script.destroy();
  if (!filmedScenes(blocks).some((scene) => scene.heading !== "")) {
    throw new AppError("bad-request", {
      sentence: "The script has no scenes yet.",
      nextStep: "Write a scene heading such as INT. KITCHEN - DAY, then retry.",
    });
  }
  const assets = await documents.readDocument(projectId, "assets");
  const decisions = readDecisions(assets);
  assets.destroy();
  return foundBy(applyDecisions(breakDown(blocks), decisions, blocks));
}

/** What people rejected stays out, what they accepted goes in, and of the rest what the rules are sure of. */
function foundBy(items: readonly BreakdownItem[]): Found {
  return items
    .filter((item) => !item.isGone && item.verdict !== "rejected")
    .map((item) => (item.verdict === "accepted" ? { ...item, confidence: 1 } : item))
    .filter(becomesAsset)
    .map(({ category, name, aliases, renamedFrom, description, cast, evidence }) => ({
      category,
      name: name.slice(0, 120),
      // Under its old name too, so that the asset that people worked on is found again and not made twice.
      aliases: [...aliases, ...(renamedFrom === null ? [] : [renamedFrom])].map((alias) =>
        alias.slice(0, 120),
      ),
      description: assetDescription({ description, cast }).slice(0, 20_000),
      evidence: evidence
        .slice(0, mostEvidence)
        .map(({ blockId, quote }) => ({ blockId, quote: quote.slice(0, 400) })),
    }));
}
