import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { addIdea, ideaBody, readIdeas, setIdeaDeleted, setTags } from "../documents/ideation.ts";
import {
  addBeat,
  addBeatProposals,
  addQuestions,
  beatText,
  changeBeat,
  decideBeats,
  fillOutline,
  moveBeat,
  questionAnswer,
  readBeatProposals,
  readBeats,
  readQuestions,
  seedQuestions,
} from "../documents/outline.ts";
import { replaceText } from "../documents/record.ts";
import { readBlocks, scriptBody, toElement } from "../documents/script.ts";
import { plainText, textBlock } from "../screenplay/block.ts";
import { fixedQuestions } from "./questions.ts";
import { makeSceneOfBeat, suggestHeading } from "./scene-from-beat.ts";

function anOutline(): Y.Doc {
  const doc = new Y.Doc();
  seedQuestions(doc);
  return doc;
}

const answer = (doc: Y.Doc, id: string, said: string) => replaceText(questionAnswer(doc, id), said);
const titles = (doc: Y.Doc) => readBeats(doc).map((row) => row.title);

describe("the interview without an assistant", () => {
  it("DRA-12: asks a fixed set of questions, and answers fill the outline act by act", () => {
    const doc = anOutline();
    expect(readQuestions(doc).map((one) => one.id)).toEqual(fixedQuestions.map((one) => one.id));
    answer(doc, "final", "She puts the lamp out.");
    answer(doc, "who", "Mara, who never leaves the light.");
    expect(fillOutline(doc, 1)).toEqual({ added: 2, updated: 0 });
    answer(doc, "event", "A boat without lights.");
    fillOutline(doc, 2);
    expect(titles(doc)).toEqual([
      "Act one",
      "Who it is about",
      "What sets it off",
      "Act three",
      "The last test",
    ]);
  });

  it("DRA-12: a beat follows its answer until somebody rewrites or deletes it", () => {
    const doc = anOutline();
    answer(doc, "who", "Mara.");
    answer(doc, "world", "Fog.");
    fillOutline(doc, 1);
    answer(doc, "who", "Mara, 60.");
    expect(fillOutline(doc, 2)).toEqual({ added: 0, updated: 1 });
    const [, who, world] = readBeats(doc);
    replaceText(beatText(doc, who?.id ?? "", "text"), "My own words.");
    changeBeat(doc, world?.id ?? "", { deletedAt: 3 });
    answer(doc, "who", "Ines.");
    answer(doc, "world", "Rain.");
    expect(fillOutline(doc, 4)).toEqual({ added: 0, updated: 0 });
    expect(readBeats(doc).map((row) => row.text)).toEqual(["", "My own words."]);
  });

  it("DRA-12: the assistant's questions come behind the fixed ones, each once", () => {
    const doc = anOutline();
    const question = { question: "Why a boat?", hint: "", act: "Act one", beatTitle: "The boat" };
    addQuestions(doc, [question, { ...question, question: "Why now?" }]);
    addQuestions(doc, [{ ...question, question: "why a boat? " }]);
    expect(
      readQuestions(doc)
        .slice(fixedQuestions.length)
        .map((one) => one.question),
    ).toEqual(["Why a boat?", "Why now?"]);
  });
});

describe("beats", () => {
  it("DRA-11: beats move, and two people who move different ones both have their way", () => {
    const doc = new Y.Doc();
    for (const title of ["a", "b", "c", "d"]) addBeat(doc, { kind: "beat", title, text: "", at: 1 });
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    const [a, , , d] = readBeats(doc);
    moveBeat(doc, a?.id ?? "", 3);
    moveBeat(other, d?.id ?? "", 0);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    expect(titles(doc)).toEqual(titles(other));
    expect(titles(doc)).toEqual(["d", "b", "c", "a"]);
  });

  it("DRA-11: a beat becomes a scene between the scenes of its neighbours, with the beat as synopsis", () => {
    const outline = new Y.Doc();
    const script = new Y.Doc();
    scriptBody(script).insert(0, [toElement(textBlock("sceneHeading", ""))]);
    const ids = ["The boat", "The lamp", "EXT. SEA - DAWN"].map((title) =>
      addBeat(outline, { kind: "beat", title, text: "It happens.\nThen more.", at: 1 }),
    );
    makeSceneOfBeat(script, outline, ids[0] ?? "", "INT. BOAT - NIGHT");
    makeSceneOfBeat(script, outline, ids[2] ?? "", suggestHeading("EXT. SEA - DAWN"));
    makeSceneOfBeat(script, outline, ids[1] ?? "", suggestHeading("The lamp"));
    const headings = readBlocks(script).filter((block) => block.type === "sceneHeading");
    expect(headings.map(plainText)).toEqual(["INT. BOAT - NIGHT", "INT. THE LAMP - DAY", "EXT. SEA - DAWN"]);
    expect(readBeats(outline).map((one) => one.sceneId)).toEqual(headings.map((block) => block.id));
    expect(plainText(readBlocks(script)[1] ?? textBlock("note", ""))).toBe(
      "The boat: It happens. Then more.",
    );
  });

  it("DRA-13: proposed beats wait outside of the outline until they are accepted", () => {
    const doc = new Y.Doc();
    addBeatProposals(
      doc,
      [
        { kind: "act", title: "Act one", text: "" },
        { kind: "beat", title: "Fog", text: "It comes." },
        { kind: "beat", title: "Rain", text: "" },
      ],
      { id: "ana", name: "Ana" },
      1,
    );
    expect(readBeats(doc)).toEqual([]);
    const [act, fog, rain] = readBeatProposals(doc);
    decideBeats(doc, [act?.id ?? "", fog?.id ?? ""], true, 2);
    decideBeats(doc, [rain?.id ?? ""], false, 3);
    expect(titles(doc)).toEqual(["Act one", "Fog"]);
    expect(readBeatProposals(doc)).toEqual([]);
  });
});

it("DRA-10: ideas have a text of their own and tags in small letters, and come back after deleting", () => {
  const doc = new Y.Doc();
  const first = addIdea(doc, "Foghorn", 1);
  const second = addIdea(doc, "Salt", 2);
  setTags(doc, first, ["Sound", " SEA ", "sea", ""]);
  setTags(doc, first, ["sea", "night"]);
  expect(readIdeas(doc).map((one) => [one.id, one.tags])).toEqual([
    [second, []],
    [first, ["night", "sea"]],
  ]);
  expect(ideaBody(doc, first).length).toBe(1);
  setIdeaDeleted(doc, second, 3);
  expect(readIdeas(doc)).toHaveLength(1);
  setIdeaDeleted(doc, second, null);
  expect(readIdeas(doc)).toHaveLength(2);
});
