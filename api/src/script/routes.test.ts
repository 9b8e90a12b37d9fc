import { afterAll, beforeAll, expect, test } from "vitest";
import { readAssets } from "@backlot/shared/documents/assets";
import { readDecisions } from "@backlot/shared/documents/breakdown";
import { addMarginNote } from "@backlot/shared/documents/margin-notes";
import { readBlocks } from "@backlot/shared/documents/script";
import { plainText } from "@backlot/shared/screenplay/block";
import { ferryFdx } from "@backlot/shared/screenplay/fixtures/ferry-fdx";
import type { FdxScript } from "@backlot/shared/screenplay/fdx-read";
import { printFountain } from "@backlot/shared/screenplay/fountain-print";
import { importFdx } from "@backlot/shared/screenplay/import-fdx";
import { parseFountain } from "@backlot/shared/screenplay/fountain-parse";
import { sampleScreenplay } from "@backlot/shared/screenplay/sample";
import { openTestStudio, type Caller, type TestStudio } from "../testing/studio.ts";

let studio: TestStudio;
let owner: Caller;
let base: string;

beforeAll(async () => {
  studio = await openTestStudio();
  owner = await studio.enterOwner();
  const { body } = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Żółw: 東京/1" });
  base = `/api/projects/${body.id}/script`;
});
afterAll(() => studio.close());

test("what is imported is exported again, twice alike, under the film's name", async () => {
  for (const _ of [1, 2]) {
    const { status, body } = await owner.send(`POST`, `${base}/import`, { fountain: sampleScreenplay });
    expect(status).toBe(200);
    expect(body).toEqual({ blocks: parseFountain(sampleScreenplay).blocks.length });
  }
  const response = await owner.raw("GET", `${base}.fountain`);
  expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
  expect(response.headers.get("content-disposition")).toContain(encodeURIComponent("Żółw- 東京-1.fountain"));
  const exported = parseFountain(await response.text()).blocks.map(({ type, runs }) => ({ type, runs }));
  expect(exported).toEqual(parseFountain(sampleScreenplay).blocks.map(({ type, runs }) => ({ type, runs })));
});

test("SCR-62: the PDF comes under the film's name, for members only", async () => {
  const response = await owner.raw("GET", `${base}.pdf`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/pdf");
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect(response.headers.get("content-disposition")).toContain(encodeURIComponent("Żółw- 東京-1.pdf"));
  expect(Buffer.from(await response.arrayBuffer()).toString("latin1", 0, 5)).toBe("%PDF-");
  expect((await studio.stranger.raw("GET", `${base}.pdf`)).status).toBe(401);
});

test.each([
  [{}, 400, "fountain"],
  [{ fountain: "INT. A - DAY", fdx: "<FinalDraft/>" }, 400, "fountain"],
  [{ fountain: "" }, 422, "file"],
  [{ fdx: "<FinalDraft><Content>" }, 422, "file"],
  [{ fdx: '<!DOCTYPE x [<!ENTITY e "ee">]><FinalDraft>&e;</FinalDraft>' }, 422, "file"],
  [{ screenplay: { titlePage: [], blocks: [] } }, 422, "screenplay"],
  [
    { screenplay: { titlePage: [], blocks: [{ id: "a", type: "song", runs: [] }] } },
    400,
    "screenplay.blocks.0.type",
  ],
  [{ fountain: "No scene in here." }, 422, "file"],
  [{ fountain: "{\\rtf1 hello}" }, 422, "file"],
  [{ fountain: "%PDF-1.7" }, 422, "file"],
])("API-2: %j is refused with a reason and changes nothing", async (body, status, field) => {
  const before = studio.documents.commands.length;
  const answer = await owner.send("POST", `${base}/import`, body);
  expect(answer).toMatchObject({ status, body: { error: { field } } });
  expect(studio.documents.commands).toHaveLength(before);
});

test("API-10: a body beyond the limit is refused without reading it to its end", async () => {
  const answer = await owner.send("POST", `${base}/import`, { fountain: "x".repeat(13 * 1024 * 1024) });
  expect(answer).toMatchObject({ status: 413, body: { error: { code: "too-large" } } });
});

test("API-2, SCR-253: a Final Draft file comes in with its tags as assets and goes out again as it was", async () => {
  expect(await owner.send("POST", `${base}/import`, { fdx: ferryFdx })).toMatchObject({ status: 200 });
  const projectId = base.split("/")[3] ?? "";
  const assets = readAssets(studio.documents.document(projectId, "assets"));
  expect(Object.fromEntries(assets.map(({ category, name }) => [name, category]))).toEqual({
    Mara: "character",
    Letter: "prop",
  });
  const decisions = readDecisions(studio.documents.document(projectId, "assets"));
  expect(decisions.map(({ key, verdict }) => [key, verdict])).toEqual([
    ["character:mara", "accepted"],
    ["prop:letter", "accepted"],
  ]);
  const response = await owner.raw("GET", `${base}.fdx`);
  expect(response.headers.get("content-disposition")).toContain(".fdx");
  const back = importFdx(await response.text());
  const texts = (file: FdxScript) => file.screenplay.blocks.map(({ type, runs }) => ({ type, runs }));
  expect(texts(back)).toEqual(texts(importFdx(ferryFdx)));
  expect(back.kept.titlePage).toEqual(importFdx(ferryFdx).kept.titlePage);
});

test("SCR-254: an open note of the margin goes out with the Final Draft file", async () => {
  expect(await owner.send("POST", `${base}/import`, { fdx: ferryFdx })).toMatchObject({ status: 200 });
  const projectId = base.split("/")[3] ?? "";
  const script = studio.documents.document(projectId, "script");
  const notes = studio.documents.document(projectId, "notes");
  const block = readBlocks(script).find(({ type }) => type === "action")!;
  const place = { blockId: block.id, from: 0, to: plainText(block).length };
  addMarginNote(notes, script, { place, author: { id: "u1", name: "Rita" }, text: "Is it low tide?", at: 0 });
  const file = await (await owner.raw("GET", `${base}.fdx`)).text();
  expect(file).toContain('Name="Rita"');
  expect(file).toContain("Is it low tide?");
});

test("API-2: a screenplay that somebody has understood makes a project", async () => {
  const { titlePage, blocks } = parseFountain(sampleScreenplay);
  const answer = await owner.send<{ id: string }>("POST", "/api/projects", {
    title: "From a PDF",
    screenplay: { titlePage, blocks },
  });
  expect(answer.status).toBe(201);
  const text = await (await owner.raw("GET", `/api/projects/${answer.body.id}/script.fountain`)).text();
  expect(text).toBe(printFountain({ titlePage, blocks }));
});
