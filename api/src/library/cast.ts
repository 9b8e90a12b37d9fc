import { referencePicture } from "@backlot/shared/asset/reference";
import { digestOf } from "@backlot/shared/build/digest";
import type { Asset } from "@backlot/shared/asset/schema";
import { liveAssets, readAsset, readAssets } from "@backlot/shared/documents/assets";
import type { DocumentCommand } from "@backlot/shared/documents/commands";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Actor, ApiDeps } from "../app-env.ts";
import { linkMedia } from "../media/store.ts";
import { compareWithLibrary } from "@backlot/shared/asset/library-match";
import { addToLibrary, listLibrary, readLibraryAsset, type LibraryAsset } from "./store.ts";

type Deps = Pick<ApiDeps, "db" | "documents">;
type CastAsset = Extract<DocumentCommand, { type: "castAsset" }>;

export type CastingDecision =
  | { decision: "keep"; assetId: string }
  | { decision: "library" | "merge"; assetId: string; libraryAssetId: string };

/** For each asset of a film the library's assets that fit it, the best first; at most five. */
export async function findMatches({ db, documents }: Deps, projectId: string) {
  const [doc, library] = await Promise.all([documents.readDocument(projectId, "assets"), listLibrary(db)]);
  return liveAssets(readAssets(doc)).map((asset) => ({
    assetId: asset.id,
    candidates: library
      .flatMap((libraryAsset) => {
        const similarity = compareWithLibrary(asset, libraryAsset);
        return similarity === null ? [] : [{ libraryAsset, ...similarity }];
      })
      .toSorted((a, b) => b.score - a.score)
      .slice(0, 5),
  }));
}

/**
 * Carries out a decision: `keep` cuts the tie to the library and leaves the asset as it is; `library` takes the
 * library's description and picture; `merge` takes the library's as the base and keeps the film's own text as changes.
 *
 * @throws AppError `not-found` when either asset is gone
 */
export async function castAsset(
  { db, documents }: Deps,
  { projectId, actor }: { projectId: string; actor: Actor },
  choice: CastingDecision,
): Promise<void> {
  const asset = await readLiveAsset({ documents }, projectId, choice.assetId);
  const command =
    choice.decision === "keep"
      ? ({ type: "castAsset", assetId: asset.id, link: null } satisfies CastAsset)
      : linked(asset, await readLibraryAsset(db, choice.libraryAssetId), choice.decision);
  // The picture is the project's own from now on: deleting the library asset breaks nothing.
  if (command.picture !== undefined) {
    await linkMedia(db, { projectId, hash: command.picture.mediaHash, userId: actor.id });
  }
  await documents.command({
    key: `cast:${asset.id}:${crypto.randomUUID()}`,
    projectId,
    actor: { id: actor.id, name: actor.name },
    command,
  });
}

function linked(asset: Asset, library: LibraryAsset, decision: "library" | "merge"): CastAsset {
  const { mediaHash, description } = library;
  const hasPicture = asset.pictures.some((picture) => picture.mediaHash === mediaHash);
  return {
    type: "castAsset",
    assetId: asset.id,
    link: { libraryAssetId: library.id, version: library.version, decision, base: description },
    ...(mediaHash === null || hasPicture ? {} : { picture: { mediaHash } }),
  };
}

/** Makes the picture of a library asset the film's own as well. Throws `not-found` when the library has no such asset. */
export async function bringPicture(
  { db }: Pick<Deps, "db">,
  { projectId, actor }: { projectId: string; actor: Actor },
  libraryAssetId: string,
): Promise<LibraryAsset> {
  const library = await readLibraryAsset(db, libraryAssetId);
  if (library.mediaHash !== null)
    await linkMedia(db, { projectId, hash: library.mediaHash, userId: actor.id });
  return library;
}

/**
 * Copies a film's asset into the library and ties the two. Doing it again, also after a failure half way, finds the copy
 * that is there. Throws like `addToLibrary`, and `not-found`.
 */
export async function promoteAsset(
  { db, documents }: Deps,
  { projectId, actor }: { projectId: string; actor: Actor },
  assetId: string,
): Promise<LibraryAsset> {
  const asset = await readLiveAsset({ documents }, projectId, assetId);
  const { category, name, aliases, description } = asset;
  const mediaHash = referencePicture(asset)?.mediaHash ?? null;
  const id = `library-${digestOf(`${projectId}:${assetId}`).slice(0, 16)}`;
  const fields = { category, name, aliases, description, mediaHash };
  const promoted = await addToLibrary(db, fields, actor.id, id);
  await documents.command({
    key: `promote:${promoted.id}:${crypto.randomUUID()}`,
    projectId,
    actor: { id: actor.id, name: actor.name },
    command: {
      type: "castAsset",
      assetId,
      link: {
        libraryAssetId: promoted.id,
        version: promoted.version,
        decision: "library",
        base: promoted.description,
      },
      leavesText: true,
    },
  });
  return promoted;
}

async function readLiveAsset(
  { documents }: Pick<Deps, "documents">,
  projectId: string,
  id: string,
): Promise<Asset> {
  const asset = readAsset(await documents.readDocument(projectId, "assets"), id);
  if (asset === null || asset.deletedAt !== null || asset.mergedInto !== null) {
    throw new AppError("not-found", {
      sentence: "This asset is not in the film any more.",
      field: "assetId",
    });
  }
  return asset;
}
