import { describe, expect, it } from "vitest";
import type { Take } from "@backlot/shared/generation/artifact";
import type { NoteThread } from "@backlot/shared/note/schema";
import { clipTakes, noteFrame, notesOf, openNotes, playlistOf } from "./playlist.ts";

function aTake(id: string, shotId: string, number: number, extra: Partial<Take> = {}): Take {
  return {
    id,
    kind: "clip",
    shotId,
    runId: null,
    number,
    mediaHash: `hash-${id}`,
    mime: "video/mp4",
    width: 640,
    height: 360,
    frames: 72,
    fps: 24,
    provider: "previs",
    alternate: false,
    costMicros: 0,
    author: "Ana",
    createdAt: number,
    stale: [],
    ...extra,
  };
}

function aNote(id: string, shotId: string, frame: number, resolvedAt: number | null = null): NoteThread {
  return {
    id,
    shotId,
    artifactId: null,
    frame,
    drawing: [],
    messages: [],
    resolvedAt,
    resolvedBy: resolvedAt === null ? null : "Ana",
    createdAt: frame,
  };
}

const groups = [{ id: "s1", number: "1", heading: "INT. KITCHEN - DAY", shotIds: ["a", "b"], isGone: false }];

describe("dailies", () => {
  it("plays the circled take, else the newest that is no alternate, and keeps unfilmed shots in the list", () => {
    const takes = [aTake("a1", "a", 1), aTake("a2", "a", 2), aTake("a3", "a", 3, { alternate: true })];
    const newest = playlistOf(groups, new Map(), takes);
    expect(newest.map((entry) => [entry.label, entry.take?.id])).toEqual([
      ["1A", "a2"],
      ["1B", undefined],
    ]);
    const circled = new Map([["a", { clip: { artifactId: "a1", by: "ana" } }]]);
    expect(playlistOf(groups, circled, takes)[0]?.take?.id).toBe("a1");
  });

  it("counts open notes and filters them", () => {
    const notes = [aNote("n1", "a", 30), aNote("n2", "a", 10), aNote("n3", "a", 20, 99), aNote("n4", "b", 5)];
    expect([...openNotes(notes)]).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
    expect(notesOf(notes, "a", "open").map((note) => note.id)).toEqual(["n2", "n1"]);
    expect(notesOf(notes, "a", "resolved").map((note) => note.id)).toEqual(["n3"]);
    expect(notesOf(notes, "a", "all")).toHaveLength(3);
  });

  it("REV-16: notes on a finished film are its own, whatever shots it is cut from", () => {
    const onFilm = { ...aNote("n2", "a", 5), shotId: null, artifactId: "film" };
    const onTake = { ...aNote("n1", "a", 30), artifactId: "a1" };
    const notes = [onTake, onFilm];
    expect(notesOf(notes, "film", "open")).toEqual([onFilm]);
    expect(notesOf(notes, "a", "open")).toEqual([onTake]);
    expect([...openNotes(notes)]).toEqual([
      ["a", 1],
      ["film", 1],
    ]);
  });

  it("finds the next and the previous frame with a note", () => {
    const notes = [aNote("n1", "a", 30), aNote("n2", "a", 10)];
    expect([noteFrame(notes, 10, 1), noteFrame(notes, 30, -1), noteFrame(notes, 30, 1)]).toEqual([
      30,
      10,
      undefined,
    ]);
  });

  it("lists the takes of a shot newest first", () => {
    const takes = [aTake("a1", "a", 1), aTake("a2", "a", 2), aTake("b1", "b", 1)];
    expect(clipTakes(takes, "a").map((take) => take.id)).toEqual(["a2", "a1"]);
  });
});
