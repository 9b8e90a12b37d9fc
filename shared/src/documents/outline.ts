import * as Y from "yjs";
import { AppError } from "../errors/app-error.ts";
import { fixedQuestions } from "../outline/questions.ts";
import {
  beat,
  beatLimits,
  beatProposal,
  questionLimits,
  storyQuestion,
  type Beat,
  type BeatProposal,
  type StoryQuestion,
} from "../outline/schema.ts";
import {
  byOrder,
  makeRecord,
  newId,
  orderAt,
  ordersAfter,
  replaceText,
  setField,
  text,
  type RecordMap,
  type YRecord,
} from "./record.ts";
import { cutting } from "./tolerant.ts";

/** Roots of the `outline` document. Nobody else calls `getMap` for them. */
function root(doc: Y.Doc, name: "beats" | "questions" | "proposals"): RecordMap {
  return doc.getMap<YRecord>(name);
}

const cutQuestion = cutting(questionLimits);
const cutBeat = cutting(beatLimits);

/** Acts and beats in order, without deleted ones. */
export function readBeats(doc: Y.Doc): Beat[] {
  return allBeats(doc).filter((one) => one.deletedAt === null);
}

function allBeats(doc: Y.Doc): Beat[] {
  return readAll(root(doc, "beats"), (raw) => beat.safeParse(raw).data).toSorted(byOrder);
}

/** The interview's questions in order, with their answers. */
export function readQuestions(doc: Y.Doc): StoryQuestion[] {
  return readAll(root(doc, "questions"), (raw) => storyQuestion.safeParse(cutQuestion(raw)).data).toSorted(
    byOrder,
  );
}

/** Beats that wait for a decision, oldest first. */
export function readBeatProposals(doc: Y.Doc): BeatProposal[] {
  return readAll(root(doc, "proposals"), (raw) => beatProposal.safeParse(cutBeat(raw)).data).toSorted(
    (a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  );
}

/** A broken record is left out, never thrown. */
function readAll<T>(map: RecordMap, read: (raw: Record<string, unknown>) => T | undefined): T[] {
  return [...map].flatMap(([id, record]) => {
    const found = record instanceof Y.Map ? read({ ...record.toJSON(), id }) : undefined;
    return found === undefined ? [] : [found];
  });
}

export type NewBeat = Pick<Beat, "kind" | "title" | "text"> &
  Partial<Pick<Beat, "questionId" | "filledWith">> & { at: number };

/** Adds a row at position `index` of the outline, or at its end; gives its id. */
export function addBeat(doc: Y.Doc, fields: NewBeat, index?: number, origin?: unknown): string {
  const present = readBeats(doc);
  const id = newId("beat");
  doc.transact(() => {
    root(doc, "beats").set(
      id,
      makeRecord({
        kind: fields.kind,
        order: orderAt(present, index ?? present.length),
        title: text(fields.title),
        text: text(fields.text),
        sceneId: null,
        questionId: fields.questionId ?? null,
        filledWith: fields.filledWith ?? "",
        createdAt: fields.at,
        deletedAt: null,
      }),
    );
  }, origin);
  return id;
}

/** The co-edited title or text of a row. */
export function beatText(doc: Y.Doc, id: string, field: "title" | "text"): Y.Text {
  const value = beatRecord(doc, id).get(field);
  if (!(value instanceof Y.Text)) throw gone();
  return value;
}

/** Moves a row to position `index`, counted without itself. */
export function moveBeat(doc: Y.Doc, id: string, index: number, origin?: unknown): void {
  const others = readBeats(doc).filter((one) => one.id !== id);
  doc.transact(() => setField(beatRecord(doc, id), "order", orderAt(others, index)), origin);
}

export function changeBeat(
  doc: Y.Doc,
  id: string,
  change: Partial<Pick<Beat, "sceneId" | "deletedAt">>,
  origin?: unknown,
): void {
  doc.transact(() => {
    for (const [field, value] of Object.entries(change)) setField(beatRecord(doc, id), field, value);
  }, origin);
}

/** The co-edited answer to a question. */
export function questionAnswer(doc: Y.Doc, id: string): Y.Text {
  const value = root(doc, "questions").get(id)?.get("answer");
  if (!(value instanceof Y.Text)) throw gone();
  return value;
}

export type NewQuestion = Pick<StoryQuestion, "question" | "hint" | "act" | "beatTitle">;

/** Adds the assistant's questions behind those that are there; one that is there word for word is left out. */
export function addQuestions(doc: Y.Doc, questions: readonly NewQuestion[], origin?: unknown): void {
  const present = readQuestions(doc);
  const known = new Set(present.map((one) => one.question.trim().toLowerCase()));
  const fresh = questions.map(cutQuestion).filter((one) => !known.has(one.question.trim().toLowerCase()));
  const orders = ordersAfter(present.at(-1)?.order ?? null, fresh.length);
  doc.transact(() => {
    fresh.forEach((one, index) => putQuestion(doc, newId("question"), one, orders[index] ?? "", "assistant"));
  }, origin);
}

/** What the server seeds: the questions that every story has to answer, each with an empty answer. */
export function seedQuestions(doc: Y.Doc): void {
  const orders = ordersAfter(null, fixedQuestions.length);
  fixedQuestions.forEach((one, index) => putQuestion(doc, one.id, one, orders[index] ?? "", "fixed"));
}

function putQuestion(
  doc: Y.Doc,
  id: string,
  { question, hint, act, beatTitle }: NewQuestion,
  order: string,
  origin: StoryQuestion["origin"],
): void {
  root(doc, "questions").set(
    id,
    makeRecord({
      ...cutQuestion({ question, hint, act, beatTitle }),
      order,
      origin,
      answer: text(""),
    }),
  );
}

/**
 * Fills the outline from the interview: an answered question becomes a beat in its act. One that is there already
 * follows its answer only while nobody has rewritten it; one that somebody deleted stays deleted.
 */
export function fillOutline(doc: Y.Doc, at: number, origin?: unknown): { added: number; updated: number } {
  let added = 0;
  let updated = 0;
  doc.transact(() => {
    for (const { id, act, beatTitle, answer } of readQuestions(doc)) {
      const said = answer.trim();
      if (said === "") continue;
      const present = allBeats(doc).find((one) => one.questionId === id);
      if (present === undefined) {
        const fields = {
          kind: "beat",
          title: beatTitle,
          text: said,
          questionId: id,
          filledWith: said,
        } as const;
        addBeat(doc, { ...fields, at }, endOfAct(doc, act, at));
        added += 1;
      } else if (present.deletedAt === null && present.text === present.filledWith && said !== present.text) {
        replaceText(beatText(doc, present.id, "text"), said);
        setField(beatRecord(doc, present.id), "filledWith", said);
        updated += 1;
      }
    }
  }, origin);
  return { added, updated };
}

/** Position behind the last beat of an act; the act is added when the outline does not have it. */
function endOfAct(doc: Y.Doc, act: string, at: number): number {
  const rows = readBeats(doc);
  const start = rows.findIndex((row) => row.kind === "act" && row.title === act);
  if (start === -1) {
    addBeat(doc, { kind: "act", title: act, text: "", at });
    return rows.length + 1;
  }
  const next = rows.findIndex((row, index) => index > start && row.kind === "act");
  return next === -1 ? rows.length : next;
}

export function addBeatProposals(
  doc: Y.Doc,
  beats: readonly Pick<BeatProposal, "kind" | "title" | "text">[],
  author: BeatProposal["author"],
  at: number,
  origin?: unknown,
): void {
  doc.transact(() => {
    beats.forEach(({ kind, title, text: said }, index) => {
      const fields = { ...cutBeat({ title, text: said }), kind, author, createdAt: at + index };
      root(doc, "proposals").set(newId("proposal"), makeRecord(fields));
    });
  }, origin);
}

/** Accepted beats go to the end of the outline in their order; rejected ones are forgotten. */
export function decideBeats(
  doc: Y.Doc,
  ids: readonly string[],
  accept: boolean,
  at: number,
  origin?: unknown,
): void {
  const wanted = new Set(ids);
  doc.transact(() => {
    for (const { id, kind, title, text: said } of readBeatProposals(doc)) {
      if (!wanted.has(id)) continue;
      if (accept) addBeat(doc, { kind, title, text: said, at });
      root(doc, "proposals").delete(id);
    }
  }, origin);
}

function beatRecord(doc: Y.Doc, id: string): YRecord {
  const record = root(doc, "beats").get(id);
  if (record === undefined) throw gone();
  return record;
}

function gone(): AppError {
  return new AppError("not-found", { sentence: "This is not in the outline any more." });
}
