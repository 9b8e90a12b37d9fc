import { assetCategory } from "@backlot/shared/asset/schema";
import { marginFromFdx } from "@backlot/shared/documents/margin-from-fdx";
import { readScreenplay } from "@backlot/shared/documents/script";
import { readKept } from "@backlot/shared/documents/script-kept";
import { taggedItems } from "@backlot/shared/screenplay/fdx-tags";
import type { TakenIn } from "@backlot/shared/screenplay/script-source";
import type { Actor, ApiDeps } from "../app-env.ts";

/**
 * Puts a script that was taken in into its document, in the actor's name, and takes what the file's tags name
 * into the breakdown, and into the assets where it is not there yet. Notes of the margin go back there. The key makes a repeated call the same call.
 */
export async function putScript(
  { documents }: Pick<ApiDeps, "documents">,
  target: { key: string; projectId: string; actor: Pick<Actor, "id" | "name"> },
  { command }: TakenIn,
): Promise<void> {
  const { key, projectId } = target;
  const actor = { id: target.actor.id, name: target.actor.name };
  await documents.command({ key, projectId, actor, command });
  if (command.type !== "replaceScript" || command.kept === null) return;
  // Read again: blocks that were there before have kept the ids that they had.
  const doc = await documents.readDocument(projectId, "script");
  const margin = marginFromFdx(doc, command.screenplay.blocks, command.kept.margin ?? []);
  if (margin.length > 0)
    await documents.command({
      key: `${key}:margin`,
      projectId,
      actor,
      command: { type: "takeInMargin", notes: margin },
    });
  const kept = readKept(doc);
  const items = kept === null ? [] : taggedItems(kept, readScreenplay(doc).blocks);
  if (items.length === 0) return;
  const found = items.flatMap(({ category, name, aliases, evidence }) => {
    const asset = assetCategory.safeParse(category);
    if (!asset.success) return [];
    return [
      {
        category: asset.data,
        name,
        aliases: [...aliases],
        description: "",
        evidence: evidence.slice(0, 50),
      },
    ];
  });
  const accepted = items.map(({ category, name, evidence }) => ({
    category,
    name,
    evidence: evidence.slice(0, 50),
  }));
  await documents.command({
    key: `${key}:tags`,
    projectId,
    actor,
    command: { type: "applyBreakdown", found, isPartial: true },
  });
  await documents.command({
    key: `${key}:accepted`,
    projectId,
    actor,
    command: { type: "acceptTags", found: accepted },
  });
}
