import { describe, expect, it } from "vitest";
import { Draft } from "./flow.fixture.ts";
import { bookmarkHere, setBookmark, toggleDual, toggleVerdict } from "./marks.ts";

describe("marks on paragraphs (SCR-207)", () => {
  it("are put on what is selected, and taken away by the same mark", () => {
    const draft = new Draft([
      ["action", "One.|"],
      ["action", "Two."],
    ]);
    draft.dispatch(toggleVerdict(draft.state, "rewrite"));
    expect(draft.state.doc.child(0).attrs["verdict"]).toBe("rewrite");
    expect(draft.state.doc.child(1).attrs["verdict"]).toBeNull();
    draft.dispatch(toggleVerdict(draft.state, "love"));
    expect(draft.state.doc.child(0).attrs["verdict"]).toBe("love");
    draft.dispatch(toggleVerdict(draft.state, "love"));
    expect(draft.state.doc.child(0).attrs["verdict"]).toBeNull();
    draft.dispatch(setBookmark(draft.state, "Ending?"));
    expect(bookmarkHere(draft.state)).toBe("Ending?");
  });
});

describe("two who speak at once (SCR-208)", () => {
  const speeches = (caret: string) =>
    new Draft([
      ["character", "MARA"],
      ["dialogue", "One."],
      ["character", "BEN"],
      ["dialogue", caret],
      ["action", "Silence."],
    ]);

  it("are the speech of the caret and the one before it, until the command is given again", () => {
    const draft = speeches("Two.|");
    draft.dispatch(toggleDual(draft.state)!);
    expect(draft.state.doc.child(2).attrs["dual"]).toBe(true);
    draft.dispatch(toggleDual(draft.state)!);
    expect(draft.state.doc.child(2).attrs["dual"]).toBeNull();
  });

  it("are not made of a speech that stands alone", () => {
    expect(
      toggleDual(
        new Draft([
          ["character", "MARA"],
          ["dialogue", "One.|"],
        ]).state,
      ),
    ).toBeNull();
    expect(
      toggleDual(
        new Draft([
          ["character", "A"],
          ["dialogue", "x"],
          ["action", "y"],
          ["character", "B|"],
        ]).state,
      ),
    ).toBeNull();
  });
});
