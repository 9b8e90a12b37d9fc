import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addAsset, addPicture, assetDescription, readAsset } from "@backlot/shared/documents/assets";
import { openTestStudio, type Caller, type TestStudio } from "../testing/studio.ts";

let studio: TestStudio;
let owner: Caller;
let crew: Caller;
let reviewer: Caller;
let projectId: string;
let base: string;
let hash: string;

beforeAll(async () => {
  studio = await openTestStudio();
  owner = await studio.enterOwner();
  projectId = (await owner.send<{ id: string }>("POST", "/api/projects", { title: "Cast" })).body.id;
  base = `/api/projects/${projectId}`;
  crew = await studio.invite(owner, projectId, "crew");
  reviewer = await studio.invite(owner, projectId, "reviewer");
  const picture = await sharp({ create: { width: 4, height: 4, channels: 3, background: "#123" } })
    .png()
    .toBuffer();
  const uploaded = await crew.raw("POST", `${base}/media`, { body: new Uint8Array(picture) });
  hash = ((await uploaded.json()) as { hash: string }).hash;
});
afterAll(() => studio.close());

const assets = () => studio.documents.document(projectId, "assets");
const newAsset = (name: string, description = "") =>
  addAsset(assets(), { category: "character", name, description, origin: "person", createdAt: Date.now() });
const inLibrary = (fields: object) =>
  crew.send<{ id: string; version: number }>("POST", "/api/library", { category: "character", ...fields });

describe("library", () => {
  test("an asset is added with a description or a picture, and listed", async () => {
    expect((await inLibrary({ name: "Bob the builder 👷", description: "A man in a helmet." })).status).toBe(
      201,
    );
    expect((await inLibrary({ name: "Only a picture", mediaHash: hash })).body).toMatchObject({
      version: 1,
      mediaHash: hash,
    });
    const { body } = await crew.send<{ assets: { name: string }[] }>("GET", "/api/library");
    expect(body.assets.map((one) => one.name)).toEqual(["Bob the builder 👷", "Only a picture"]);
    expect(studio.documents.events.at(-1)).toEqual({ projectId: null, event: { type: "library" } });
  });

  test.each([
    [{ name: "Nothing" }, "description"],
    [{ name: "Blank", description: "  " }, "description"],
    [{ name: "", description: "x" }, "name"],
    [{ name: "x", description: "x", category: "planet" }, "category"],
    [{ name: "x", mediaHash: "f".repeat(64) }, "mediaHash"],
    [{ name: "x", mediaHash: "../x" }, "mediaHash"],
  ])("API-2: %j is refused with its field", async (fields, field) => {
    expect(await inLibrary(fields)).toMatchObject({ status: 400, body: { error: { field } } });
  });

  test("a name is there once in a category", async () => {
    expect((await inLibrary({ name: "Twin", description: "x" })).status).toBe(201);
    expect(await inLibrary({ name: "TWIN", description: "y" })).toMatchObject({
      status: 409,
      body: { error: { field: "name" } },
    });
  });

  test("a change raises the version once, and the last substance is not taken away", async () => {
    const { body } = await inLibrary({ name: "Changing", description: "Old." });
    for (const _ of [1, 2]) {
      const changed = await crew.send("PATCH", `/api/library/${body.id}`, { description: "New." });
      expect(changed.body).toMatchObject({ description: "New.", version: 2 });
    }
    expect((await crew.send("PATCH", `/api/library/${body.id}`, { description: "" })).status).toBe(400);
  });

  test("an asset is taken out once", async () => {
    const { body } = await inLibrary({ name: "Leaving", description: "x" });
    expect((await crew.send("DELETE", `/api/library/${body.id}`)).status).toBe(204);
    expect((await crew.send("DELETE", `/api/library/${body.id}`)).status).toBe(404);
    expect((await crew.send("PATCH", `/api/library/${body.id}`, { name: "Back" })).status).toBe(404);
  });

  test("AST-21: an asset that was taken out is put back as it was, unless its name is taken", async () => {
    const { body } = await inLibrary({ name: "Returning", description: "x" });
    await crew.send("DELETE", `/api/library/${body.id}`);
    expect(await crew.send("POST", `/api/library/${body.id}/restore`)).toMatchObject({
      status: 200,
      body: { id: body.id, name: "Returning", version: 1 },
    });
    await crew.send("DELETE", `/api/library/${body.id}`);
    await inLibrary({ name: "Returning", description: "Another." });
    expect((await crew.send("POST", `/api/library/${body.id}/restore`)).status).toBe(409);
    expect((await crew.send("POST", "/api/library/nothing/restore")).status).toBe(404);
    expect((await reviewer.send("POST", `/api/library/${body.id}/restore`)).status).toBe(403);
  });

  test("API-3: the library is for crew", async () => {
    for (const [method, path] of [
      ["GET", ""],
      ["POST", ""],
      ["PATCH", "/x"],
      ["DELETE", "/x"],
    ] as const) {
      const body =
        method === "POST"
          ? { category: "prop", name: "x", description: "x" }
          : method === "PATCH"
            ? {}
            : undefined;
      expect((await reviewer.send(method, `/api/library${path}`, body)).status).toBe(403);
      expect((await studio.stranger.send(method, `/api/library${path}`, body)).status).toBe(401);
    }
  });
});

describe("casting", () => {
  test("the library's Bob is found for the script's BOB, with the reason", async () => {
    const assetId = newAsset("BOB THE BUILDER");
    const { body } = await reviewer.send<{ matches: { assetId: string; candidates: object[] }[] }>(
      "GET",
      `${base}/casting`,
    );
    expect(body.matches.find((match) => match.assetId === assetId)?.candidates[0]).toMatchObject({
      libraryAsset: { name: "Bob the builder 👷" },
      score: 1,
      reason: "The same name.",
    });
  });

  test("merging keeps the library as the base and the film's text as changes, twice alike", async () => {
    const { body } = await inLibrary({ name: "Hammer", description: "A golden hammer.", mediaHash: hash });
    const assetId = newAsset("The hammer", "Covered in dirt.");
    for (const _ of [1, 2]) {
      const answer = await crew.send("POST", `${base}/casting`, {
        assetId,
        decision: "merge",
        libraryAssetId: body.id,
      });
      expect(answer).toMatchObject({ status: 200, body: { assetId } });
    }
    const merged = readAsset(assets(), assetId);
    expect(merged?.description).toBe("A golden hammer.\n\nIn this film: Covered in dirt.");
    expect(merged?.link).toMatchObject({ libraryAssetId: body.id, version: 1, decision: "merge" });
    expect(merged?.pictures.map((picture) => picture.mediaHash)).toEqual([hash]);
    await crew.send("DELETE", `/api/library/${body.id}`);
    expect((await reviewer.raw("GET", `${base}/media/${hash}`)).status).toBe(200);
  });

  test("AST-6: a promotion whose tie could not be written is finished by the next try", async () => {
    const assetId = newAsset("Orphan", "A diver.");
    const { command } = studio.documents;
    studio.documents.command = () => Promise.reject(new Error("away"));
    expect((await crew.send("POST", `${base}/assets/${assetId}/promote`)).status).toBe(500);
    studio.documents.command = command;
    expect((await crew.send("POST", `${base}/assets/${assetId}/promote`)).status).toBe(201);
    expect(readAsset(assets(), assetId)?.link?.decision).toBe("library");
  });

  test("AST-5: what is typed while the decision is under way stays", async () => {
    const { body } = await inLibrary({ name: "Lamp", description: "A brass lamp." });
    const assetId = newAsset("The lamp", "Dented.");
    const { command } = studio.documents;
    studio.documents.command = async (request) => {
      assetDescription(assets(), assetId).insert(0, "Very ");
      return await command(request);
    };
    await crew.send("POST", `${base}/casting`, { assetId, decision: "merge", libraryAssetId: body.id });
    studio.documents.command = command;
    expect(readAsset(assets(), assetId)?.description).toBe("A brass lamp.\n\nIn this film: Very Dented.");
  });

  test("AST-20: a brought picture is the film's own: deleting the library asset later breaks nothing", async () => {
    const second = (await owner.send<{ id: string }>("POST", "/api/projects", { title: "Bring" })).body.id;
    const { body } = await inLibrary({ name: "Brought", mediaHash: hash });
    const path = `/api/projects/${second}/library/${body.id}/bring`;
    expect(await owner.send("POST", path)).toMatchObject({
      status: 200,
      body: { libraryAsset: { name: "Brought", mediaHash: hash } },
    });
    await crew.send("DELETE", `/api/library/${body.id}`);
    expect((await owner.raw("GET", `/api/projects/${second}/media/${hash}`)).status).toBe(200);
    expect((await owner.send("POST", path)).status).toBe(404);
    expect((await reviewer.send("POST", `${base}/library/${body.id}/bring`)).status).toBe(403);
  });

  test("taking the library's replaces the text, keeping cuts the tie and changes no text", async () => {
    const { body } = await inLibrary({ name: "Vale", description: "The library's Vale." });
    const assetId = newAsset("Vale", "The film's Vale.");
    await crew.send("POST", `${base}/casting`, { assetId, decision: "library", libraryAssetId: body.id });
    expect(readAsset(assets(), assetId)?.description).toBe("The library's Vale.");
    await crew.send("POST", `${base}/casting`, { assetId, decision: "keep" });
    expect(readAsset(assets(), assetId)).toMatchObject({ link: null, description: "The library's Vale." });
  });

  test.each([
    [{ decision: "keep" }, 400, "assetId"],
    [{ decision: "steal", assetId: "x" }, 400, "decision"],
    [{ decision: "merge", assetId: "x" }, 400, "libraryAssetId"],
    [{ decision: "keep", assetId: "gone" }, 404, "assetId"],
  ])("API-2: %j is refused with its field", async (body, status, field) => {
    expect(await crew.send("POST", `${base}/casting`, body)).toMatchObject({
      status,
      body: { error: { field } },
    });
  });

  test("API-3: reviewers decide nothing", async () => {
    const assetId = newAsset("Untouched");
    expect((await reviewer.send("POST", `${base}/casting`, { assetId, decision: "keep" })).status).toBe(403);
    expect((await reviewer.send("POST", `${base}/assets/${assetId}/promote`)).status).toBe(403);
  });

  test("AST-6: promoting copies the newest picture and ties the two, once however often it is asked", async () => {
    const assetId = newAsset("Ewa", "A diver.");
    addPicture(assets(), assetId, { mediaHash: hash, addedAt: 1, addedBy: crew.id });
    const { status, body } = await crew.send<{ libraryAsset: { id: string } }>(
      "POST",
      `${base}/assets/${assetId}/promote`,
    );
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { libraryAsset: { name: "Ewa", mediaHash: hash } },
    });
    expect(readAsset(assets(), assetId)?.link?.libraryAssetId).toBe(body.libraryAsset.id);
    const again = await crew.send<typeof body>("POST", `${base}/assets/${assetId}/promote`);
    expect([again.status, again.body.libraryAsset.id]).toEqual([201, body.libraryAsset.id]);
    await crew.send("DELETE", `/api/library/${body.libraryAsset.id}`);
    assetDescription(assets(), assetId).insert(0, "Old. ");
    const back = await crew.send("POST", `${base}/assets/${assetId}/promote`);
    expect(back).toMatchObject({
      status: 201,
      body: { libraryAsset: { id: body.libraryAsset.id, description: "Old. A diver.", version: 2 } },
    });
    expect(readAsset(assets(), assetId)).toMatchObject({
      description: "Old. A diver.",
      link: { version: 2 },
    });
    const empty = newAsset("Empty");
    expect((await crew.send("POST", `${base}/assets/${empty}/promote`)).status).toBe(400);
  });
});
