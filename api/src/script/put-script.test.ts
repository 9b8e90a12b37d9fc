import { expect, test } from "vitest";
import { readMarginNotes } from "@backlot/shared/documents/margin-notes";
import { readBlocks } from "@backlot/shared/documents/script";
import { plainText } from "@backlot/shared/screenplay/block";
import { takeInScript } from "@backlot/shared/screenplay/script-source";
import { createMemoryDocuments } from "../testing/memory-documents.ts";
import { putScript } from "./put-script.ts";

const fdx = `<FinalDraft><Content>
  <Paragraph Type="Scene Heading"><Text>INT. A - DAY</Text></Paragraph>
  <Paragraph Type="Action"><Text>A red boat sinks.</Text></Paragraph></Content>
  <ScriptNotes><ScriptNote Name="Rita" DateTime="20260102T030405" MarginId="margin-1" Range="15,23"><Paragraph>
  <Text>Why red?</Text></Paragraph></ScriptNote></ScriptNotes></FinalDraft>`;

test("SCR-326: notes of the margin that a file brings are in the margin once, under the name of who began them", async () => {
  const documents = createMemoryDocuments();
  for (const key of ["import:1", "import:2"]) {
    const actor = { id: "u1", name: "Ana" };
    await putScript({ documents }, { key, projectId: "p1", actor }, takeInScript({ fdx })!);
  }
  expect(readBlocks(documents.document("p1", "script")).map(plainText)).toEqual([
    "INT. A - DAY",
    "A red boat sinks.",
  ]);
  expect(readMarginNotes(documents.document("p1", "notes"))).toMatchObject([
    {
      id: "margin-1",
      quote: "red boat",
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      messages: [{ authorId: "u1", authorName: "Rita", text: "Why red?" }],
    },
  ]);
});
