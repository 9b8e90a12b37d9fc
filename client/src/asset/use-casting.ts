import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";
import type { Asset } from "@backlot/shared/asset/schema";
import { assetDescription, changeAsset, readAsset, removePicture } from "@backlot/shared/documents/assets";
import { localEdit, replaceText } from "@backlot/shared/documents/record";
import { api, call } from "../app/api.ts";
import { notifyDone, notifyUndo } from "../app/notify.tsx";
import { queryKeys } from "../app/query-keys.ts";
import { useProject } from "../project/use-project.tsx";
import { useSession } from "../session/hooks.ts";

type Casting = (typeof api.projects)[":projectId"]["casting"];
export type Decision = InferRequestType<Casting["$post"]>["json"];
export type LibraryAsset = InferResponseType<typeof api.library.$get>["assets"][number];

/** The assets of this film that the library fits, read while they are looked at. */
export function useCasting(isWanted: boolean) {
  const { projectId } = useProject();
  return useQuery({
    queryKey: queryKeys.casting(projectId),
    queryFn: () => call(api.projects[":projectId"].casting.$get({ param: { projectId } })),
    enabled: isWanted,
    select: (answer) => answer.matches.filter((match) => match.candidates.length > 0),
  });
}

/** Decides how an asset relates to the library. What the decision replaced can be brought back. */
export function useCastingDecision() {
  const { projectId } = useProject();
  const doc = useSession().documents.assets;
  const queryClient = useQueryClient();

  function takeBack(before: Asset): void {
    const kept = new Set(before.pictures.map((one) => one.id));
    doc.transact(() => {
      changeAsset(doc, before.id, { link: before.link });
      replaceText(assetDescription(doc, before.id), before.description);
      for (const one of readAsset(doc, before.id)?.pictures ?? [])
        if (!kept.has(one.id)) removePicture(doc, before.id, one.id);
    }, localEdit);
  }

  return useMutation({
    mutationFn: async (decision: Decision) => {
      const before = readAsset(doc, decision.assetId);
      await call(api.projects[":projectId"].casting.$post({ param: { projectId }, json: decision }));
      return before;
    },
    onSuccess: async (before, { decision }) => {
      await queryClient.invalidateQueries({ queryKey: queryKeys.casting(projectId) });
      if (before === null || decision === "keep") notifyDone("The film's own text and pictures stay.");
      else {
        const done = decision === "merge" ? "is merged with the library's" : "is the library's now";
        notifyUndo(`${before.name} ${done}.`, () => takeBack(before));
      }
    },
  });
}
