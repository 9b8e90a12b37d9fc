import { useMemo } from "react";
import { useQuery } from "@tanstack/react-query";
import type { Asset, AssetCategory } from "@backlot/shared/asset/schema";
import { addAsset, addPicture, changeAsset, readAssets } from "@backlot/shared/documents/assets";
import { localEdit } from "@backlot/shared/documents/record";
import { api, call } from "../app/api.ts";
import { queryKeys } from "../app/query-keys.ts";
import { useProject } from "../project/use-project.tsx";
import { useDocumentValue, useSession } from "../session/hooks.ts";
import { addableAssets, type Addable } from "./addable.ts";
import type { LibraryAsset } from "./use-casting.ts";

const none: LibraryAsset[] = [];

/** The team's library, read while it is wanted; empty where it cannot be read. */
export function useLibrary(isWanted: boolean) {
  return useQuery({
    queryKey: queryKeys.library,
    queryFn: () => call(api.library.$get()),
    enabled: isWanted,
    select: (answer) => answer.assets,
  });
}

/** Everything that can be put into a scene or a shot by hand; the library's part is there once it is read. */
export function useAddable(isWanted: boolean, isAsked: (category: AssetCategory) => boolean): Addable[] {
  const { can } = useProject();
  const assets = useDocumentValue("assets", readAssets);
  const library = useLibrary(isWanted && can("document.edit")).data ?? none;
  return useMemo(
    () => addableAssets(assets, library).filter((one) => isAsked(one.category)),
    [assets, library, isAsked],
  );
}

/** Makes something addable an asset of the film, if it is none yet: restores it or brings it from the library. Gives the asset's id. */
export function useBringIn() {
  const { projectId, me } = useProject();
  const doc = useSession().documents.assets;
  return async function bringIn({ source, id }: Pick<Addable, "source" | "id">): Promise<string> {
    if (source === "film") return id;
    if (source === "deleted") {
      changeAsset(doc, id, { deletedAt: null }, localEdit);
      return id;
    }
    const { libraryAsset } = await call(
      api.projects[":projectId"].library[":libraryAssetId"].bring.$post({
        param: { projectId, libraryAssetId: id },
      }),
    );
    return doc.transact(() => fromLibrary(libraryAsset), localEdit);
  };

  function fromLibrary(library: LibraryAsset): Asset["id"] {
    const { category, name, aliases, description, mediaHash, version } = library;
    const now = Date.now();
    const added = addAsset(doc, {
      ...{ category, name, aliases, description },
      ...{ origin: "person", createdAt: now },
    });
    changeAsset(doc, added, { link: { libraryAssetId: library.id, version, decision: "library" } });
    if (mediaHash !== null) addPicture(doc, added, { mediaHash, addedAt: now, addedBy: me.id });
    return added;
  }
}
