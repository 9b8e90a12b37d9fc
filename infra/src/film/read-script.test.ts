import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ferryFdx } from "@backlot/shared/screenplay/fixtures/ferry-fdx";
import { parseFountain } from "@backlot/shared/screenplay/fountain-parse";
import { laidOutPdf, laidOutText } from "@backlot/shared/screenplay/layout.fixture";
import { readScript } from "./read-script.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backlot-script-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const { blocks } = parseFountain("INT. PIER - NIGHT\n\nRain.\n\nMARA\nStop!\n\nJONAS\nNo.\n");

test("SCR-136: a film is made of Fountain, Final Draft, laid-out text or PDF", async () => {
  expect(
    await readScript(await file("a.fountain", "Title: Pier\n\nINT. PIER - NIGHT\n\nRain.\n")),
  ).toMatchObject({
    title: "Pier",
    source: { fountain: expect.stringContaining("Rain.") },
  });
  const fdx = await readScript(await file("b.fdx", ferryFdx));
  expect(fdx.title).toBe("THE NIGHT FERRY");
  expect(fdx.source.kept?.sections.map((one) => one.name)).toContain("TagData");
  for (const path of [
    await file("the pier.txt", laidOutText(blocks)),
    await file("the pier.pdf", laidOutPdf(blocks)),
  ]) {
    const read = await readScript(path);
    expect(read.title).toBe("the pier");
    expect(read.source.screenplay?.blocks.map((block) => block.type)).toEqual(
      blocks.map((block) => block.type),
    );
  }
});

test("SCR-139: what is no script is refused before anything is started", async () => {
  await expect(readScript(join(folder, "none.fountain"))).rejects.toThrow("There is no such file");
  await expect(readScript(folder)).rejects.toThrow("cannot be read");
  await expect(readScript(await file("x.fdx", "<FinalDraft>"))).rejects.toMatchObject({ code: "bad-file" });
  await expect(readScript(await file("x.docx", "PK\x03\x04"))).rejects.toMatchObject({ code: "bad-file" });
  await expect(readScript(await file("big.fountain", "x".repeat(5 * 1024 * 1024 + 1)))).rejects.toMatchObject(
    {
      code: "too-large",
    },
  );
});
