import { z } from "zod";
import { createRouter, type ApiDeps } from "../app-env.ts";
import { actorOf, defineRoute, jsonAnswer, jsonBody } from "../route.ts";
import { libraryAsset, libraryFields } from "./schema.ts";
import {
  addToLibrary,
  changeInLibrary,
  listLibrary,
  removeFromLibrary,
  requireTeam,
  requireVisiblePicture,
  restoreToLibrary,
} from "./store.ts";

const params = z.object({ id: z.string() });
const tags = ["Library"];

const list = defineRoute("signed-in", {
  method: "get",
  path: "/api/library",
  tags,
  summary: "The team's assets",
  description: "For crew of any project.",
  responses: { 200: jsonAnswer(z.object({ assets: z.array(libraryAsset) }), "By category and name.") },
});
const add = defineRoute("signed-in", {
  method: "post",
  path: "/api/library",
  tags,
  summary: "Add an asset to the library",
  description: "It needs a picture or a description. For crew of any project.",
  request: {
    body: jsonBody(
      libraryFields.extend({
        aliases: libraryFields.shape.aliases.default([]),
        description: libraryFields.shape.description.default(""),
        mediaHash: libraryFields.shape.mediaHash.default(null),
      }),
    ),
  },
  responses: { 201: jsonAnswer(libraryAsset, "Added.") },
});
const change = defineRoute("signed-in", {
  method: "patch",
  path: "/api/library/{id}",
  tags,
  summary: "Change a library asset",
  description: "Films that use it see the new version offered. For crew of any project.",
  request: { params, body: jsonBody(libraryFields.partial()) },
  responses: { 200: jsonAnswer(libraryAsset, "As it is now.") },
});
const remove = defineRoute("signed-in", {
  method: "delete",
  path: "/api/library/{id}",
  tags,
  summary: "Take an asset out of the library",
  description: "Films keep what they copied. For crew of any project.",
  request: { params },
  responses: { 204: { description: "Taken out." } },
});
const restore = defineRoute("signed-in", {
  method: "post",
  path: "/api/library/{id}/restore",
  tags,
  summary: "Put an asset back that was taken out of the library",
  description: "For crew of any project.",
  request: { params },
  responses: { 200: jsonAnswer(libraryAsset, "As it was.") },
});

export function libraryRoutes({ db, documents }: Pick<ApiDeps, "db" | "documents">) {
  const announce = () => documents.emit(null, { type: "library" });
  return createRouter()
    .openapi(list, async (c) => {
      await requireTeam(db, actorOf(c), "document.edit");
      return c.json({ assets: await listLibrary(db) }, 200);
    })
    .openapi(add, async (c) => {
      const actor = actorOf(c);
      const fields = c.req.valid("json");
      await requireTeam(db, actor, "document.edit");
      if (fields.mediaHash !== null) await requireVisiblePicture(db, actor, fields.mediaHash);
      const added = await addToLibrary(db, fields, actor.id);
      await announce();
      return c.json(added, 201);
    })
    .openapi(change, async (c) => {
      const actor = actorOf(c);
      const { aliases, category, description, mediaHash, name } = c.req.valid("json");
      await requireTeam(db, actor, "document.edit");
      if (typeof mediaHash === "string") await requireVisiblePicture(db, actor, mediaHash);
      const changed = await changeInLibrary(db, c.req.valid("param").id, {
        ...(aliases === undefined ? {} : { aliases }),
        ...(category === undefined ? {} : { category }),
        ...(description === undefined ? {} : { description }),
        ...(mediaHash === undefined ? {} : { mediaHash }),
        ...(name === undefined ? {} : { name }),
      });
      await announce();
      return c.json(changed, 200);
    })
    .openapi(remove, async (c) => {
      await requireTeam(db, actorOf(c), "document.edit");
      await removeFromLibrary(db, c.req.valid("param").id);
      await announce();
      return c.body(null, 204);
    })
    .openapi(restore, async (c) => {
      await requireTeam(db, actorOf(c), "document.edit");
      const restored = await restoreToLibrary(db, c.req.valid("param").id);
      await announce();
      return c.json(restored, 200);
    });
}
