import { z } from "zod";
import { createRouter, type ApiDeps } from "../app-env.ts";
import { actorOf, defineRoute, jsonAnswer, jsonBody, projectParams } from "../route.ts";
import { bringPicture, castAsset, findMatches, promoteAsset } from "./cast.ts";
import { libraryAsset } from "./schema.ts";

const tags = ["Casting"];

const list = defineRoute("project.read", {
  method: "get",
  path: "/api/projects/{projectId}/casting",
  tags,
  summary: "Which assets of the library fit the film's",
  request: { params: projectParams },
  responses: {
    200: jsonAnswer(
      z.object({
        matches: z.array(
          z.object({
            assetId: z.string(),
            candidates: z.array(z.object({ libraryAsset, score: z.number(), reason: z.string() })),
          }),
        ),
      }),
      "One entry per asset, its candidates best first.",
    ),
  },
});
const decide = defineRoute("document.edit", {
  method: "post",
  path: "/api/projects/{projectId}/casting",
  tags,
  summary: "Decide how an asset relates to the library",
  request: {
    params: projectParams,
    body: jsonBody(
      z.discriminatedUnion("decision", [
        z.object({ decision: z.literal("keep"), assetId: z.string() }),
        z.object({
          decision: z.enum(["library", "merge"]),
          assetId: z.string(),
          libraryAssetId: z.string("Choose an asset of the library."),
        }),
      ]),
    ),
  },
  responses: { 200: jsonAnswer(z.object({ assetId: z.string() }), "Done, in the live document.") },
});
const bring = defineRoute("document.edit", {
  method: "post",
  path: "/api/projects/{projectId}/library/{libraryAssetId}/bring",
  tags,
  summary: "Bring a library asset's picture into the film",
  description:
    "The film keeps the picture whatever becomes of the library. Whoever asks adds the asset itself to the live document.",
  request: { params: projectParams.extend({ libraryAssetId: z.string() }) },
  responses: { 200: jsonAnswer(z.object({ libraryAsset }), "The library asset as it is now.") },
});
const promote = defineRoute("document.edit", {
  method: "post",
  path: "/api/projects/{projectId}/assets/{assetId}/promote",
  tags,
  summary: "Copy an asset of the film into the library",
  request: { params: projectParams.extend({ assetId: z.string() }) },
  responses: { 201: jsonAnswer(z.object({ libraryAsset }), "The library asset; the film's is tied to it.") },
});

export function castingRoutes(deps: Pick<ApiDeps, "db" | "documents">) {
  return createRouter()
    .openapi(list, async (c) => c.json({ matches: await findMatches(deps, c.var.member.projectId) }, 200))
    .openapi(decide, async (c) => {
      const choice = c.req.valid("json");
      await castAsset(deps, { projectId: c.var.member.projectId, actor: actorOf(c) }, choice);
      return c.json({ assetId: choice.assetId }, 200);
    })
    .openapi(bring, async (c) => {
      const place = { projectId: c.var.member.projectId, actor: actorOf(c) };
      const { libraryAssetId } = c.req.valid("param");
      return c.json({ libraryAsset: await bringPicture(deps, place, libraryAssetId) }, 200);
    })
    .openapi(promote, async (c) => {
      const place = { projectId: c.var.member.projectId, actor: actorOf(c) };
      const promoted = await promoteAsset(deps, place, c.req.valid("param").assetId);
      await deps.documents.emit(null, { type: "library" });
      return c.json({ libraryAsset: promoted }, 201);
    });
}
