import type * as Y from "yjs";
import type { Asset } from "@backlot/shared/asset/schema";
import {
  addAsset,
  addLook,
  changeAsset,
  liveAssets,
  readAsset,
  readAssets,
  resolveAsset,
} from "@backlot/shared/documents/assets";
import type { CommandRequest, DocumentCommand } from "@backlot/shared/documents/commands";
import { castAsset } from "@backlot/shared/documents/casting";
import { takeInMargin } from "@backlot/shared/documents/margin-from-fdx";
import { acceptTags, readDecisions } from "@backlot/shared/documents/breakdown";
import { assembleCut } from "@backlot/shared/documents/cut";
import { setProjectTitle } from "@backlot/shared/documents/project";
import { writeScreenplay } from "@backlot/shared/documents/script";
import { replaceScript } from "@backlot/shared/documents/script-kept";
import { patchScreenplay } from "@backlot/shared/documents/script-edit";
import { addShots, circleTake, readShots, shotsOfScene } from "@backlot/shared/documents/shots";
import { AppError } from "@backlot/shared/errors/app-error";
import { parseFountain } from "@backlot/shared/screenplay/fountain-parse";
import { shot } from "@backlot/shared/shot/schema";

type Of<Type extends DocumentCommand["type"]> = Extract<DocumentCommand, { type: Type }>;

/**
 * Carries out a command on a document and gives its answer. Runs on a copy of the live document, so that a command
 * that throws half way has changed nothing.
 */
export function applyCommand(doc: Y.Doc, { command, actor }: CommandRequest, now: number): unknown {
  switch (command.type) {
    case "importScript": {
      const screenplay = parseFountain(command.fountain);
      writeScreenplay(doc, screenplay);
      return { blocks: screenplay.blocks.length };
    }
    case "replaceScript":
      replaceScript(doc, command.screenplay, command.kept);
      return { blocks: command.screenplay.blocks.length };
    case "restoreScript":
      patchScreenplay(doc, command.screenplay);
      return { blocks: command.screenplay.blocks.length };
    case "setTitle":
      setProjectTitle(doc, command.title);
      return {};
    case "applyBreakdown":
      return applyBreakdown(doc, command, now);
    case "acceptTags":
      return { accepted: acceptTags(doc, command.found, { by: actor.id, at: now }) };
    case "takeInMargin":
      return { added: takeInMargin(doc, command.notes, { by: actor.id }) };
    case "castAsset":
      castAsset(doc, command, { by: actor.id, at: now });
      return {};
    case "addLooks":
      return addLooks(doc, command);
    case "addDefaultShots":
      return addDefaultShots(doc, command, now);
    case "addMissingShots":
      return addMissingShots(doc, command, now);
    case "circleTake":
      circleTake(
        doc,
        command.shotId,
        command.slot,
        command.artifactId,
        command.replace === true ? actor.id : null,
      );
      return {};
    case "assembleCut":
      return assembleCut(doc, command.shotIds, now);
    default:
      return command satisfies never;
  }
}

/**
 * What the breakdown found goes in as additions. An asset that is already there by name or alias keeps everything a
 * person may have written; only its evidence is refreshed. One that somebody deleted stays deleted.
 */
function applyBreakdown(
  doc: Y.Doc,
  { found, isPartial = false }: Of<"applyBreakdown">,
  now: number,
): unknown {
  const present = readAssets(doc);
  const byId = new Map(present.map((one) => [one.id, one]));
  const added: string[] = [];
  const kept = new Set<string>();
  // Somebody may have rejected it after the run had read the script.
  const rejected = new Set(
    readDecisions(doc).flatMap((decision) => (decision.verdict === "rejected" ? [decision.key] : [])),
  );
  for (const [index, one] of found.entries()) {
    if (rejected.has(`${one.category}:${one.name.toLocaleLowerCase()}`)) continue;
    const match = findMatch(present, one);
    if (match === null) {
      added.push(addAsset(doc, { ...one, origin: "breakdown", createdAt: now + index }));
      continue;
    }
    const standing = resolveAsset(byId, match.id);
    if (standing === null) continue;
    kept.add(standing.id);
    changeAsset(doc, standing.id, { evidence: one.evidence, removalProposed: false });
  }
  const lost = liveAssets(present).filter(
    (one) => !isPartial && one.origin === "breakdown" && !kept.has(one.id),
  );
  for (const one of lost) changeAsset(doc, one.id, { removalProposed: true });
  return { added, proposed: lost.map((one) => one.id), kept: [...kept] };
}

/** By name or alias, in the same category first: somebody may have moved the asset to another. */
function findMatch(
  assets: readonly Asset[],
  wanted: { category: Asset["category"]; name: string; aliases: string[] },
): Asset | null {
  const names = new Set([wanted.name, ...wanted.aliases].map(normalized));
  const matches = assets.filter((one) =>
    [one.name, ...one.aliases].some((name) => names.has(normalized(name))),
  );
  const isLive = (one: Asset) => one.deletedAt === null;
  const same = matches.filter((one) => one.category === wanted.category);
  return (
    same.find(isLive) ?? same[0] ?? matches.find((one) => isLive(one) && one.origin === "breakdown") ?? null
  );
}

function normalized(name: string): string {
  return name.trim().replace(/\s+/g, " ").toUpperCase();
}

function addLooks(doc: Y.Doc, { looks }: Of<"addLooks">): unknown {
  const added: string[] = [];
  for (const look of looks) {
    const present = readAsset(doc, look.assetId);
    if (present === null || present.deletedAt !== null) continue;
    const name = look.name.toLocaleLowerCase("en");
    if (present.looks.some((one) => one.id === look.id || one.name.toLocaleLowerCase("en") === name))
      continue;
    added.push(addLook(doc, look.assetId, look));
  }
  return { added };
}

function addDefaultShots(doc: Y.Doc, { scenes }: Of<"addDefaultShots">, now: number): unknown {
  const added: string[] = [];
  for (const { sceneId, shots } of scenes) {
    const present = readShots(doc);
    if (shotsOfScene(present, sceneId).length > 0) continue;
    const taken = new Set(present.map((one) => one.id));
    const fresh = shots.filter((one) => !taken.has(one.id)).map((one) => ({ ...one, aperture: 2.8 }));
    for (const one of fresh) checkShot(one);
    added.push(
      ...addShots(
        doc,
        sceneId,
        fresh.map((one) => ({ ...one, sceneId, origin: "breakdown" as const, createdAt: now })),
      ),
    );
  }
  return { added };
}

function addMissingShots(doc: Y.Doc, { shots }: Of<"addMissingShots">, now: number): unknown {
  for (const { sceneId: _scene, after: _after, ...fields } of shots) checkShot(fields);
  const added: string[] = [];
  // Several behind one shot keep their order.
  const lastBehind = new Map<string | null, string>();
  for (const { sceneId, after, ...fields } of shots) {
    const present = readShots(doc);
    if (present.some((one) => one.id === fields.id)) continue;
    const live = shotsOfScene(present, sceneId);
    const place = `${sceneId} ${after}`;
    const before = lastBehind.get(place) ?? after;
    const index = before === null ? 0 : live.findIndex((one) => one.id === before) + 1;
    // The shot that it followed has gone meanwhile.
    const isLost = before !== null && index === 0;
    const one = { ...fields, aperture: 2.8, sceneId, origin: "breakdown" as const, createdAt: now };
    added.push(...addShots(doc, sceneId, [one], isLost ? live.length : index));
    lastBehind.set(place, fields.id);
  }
  return { added };
}

function checkShot(fields: Record<string, unknown>): void {
  const checked = shot.partial().safeParse(fields);
  const issue = checked.error?.issues[0];
  if (issue === undefined) return;
  throw new AppError("bad-request", { sentence: issue.message, field: issue.path.join(".") });
}
