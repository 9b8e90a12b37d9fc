import { TextSelection } from "@tiptap/pm/state";
import { describe, expect, it } from "vitest";
import { printFountain } from "@backlot/shared/screenplay/fountain-print";
import { parseFountain } from "@backlot/shared/screenplay/fountain-parse";
import { blocksOf } from "./blocks-of.ts";
import { bringBack, cutAway } from "./boneyard.ts";
import { Draft, type Line } from "./flow.fixture.ts";
import { insertPageBreak, typedPageBreak } from "./page-break.ts";
import { sceneOfNumber, setSceneNumber, typedSceneNumber } from "./scene-number.ts";

describe("page breaks (SCR-185)", () => {
  function broken(...lines: Line[]): Line[] {
    const draft = new Draft(lines);
    draft.dispatch(insertPageBreak(draft.state)!);
    return draft.lines();
  }

  it("stand behind a finished line, and the caret goes on behind them", () => {
    expect(broken(["action", "Rain.|"], ["action", "Snow."])).toEqual([
      ["action", "Rain."],
      ["pageBreak", ""],
      ["action", "|Snow."],
    ]);
    expect(broken(["dialogue", "Rain.|"])).toEqual([
      ["dialogue", "Rain."],
      ["pageBreak", ""],
      ["action", "|"],
    ]);
  });

  it("stand before a line at whose start the caret is, and between the halves of one", () => {
    expect(broken(["action", "Rain."], ["sceneHeading", "|INT. HALL"])).toEqual([
      ["action", "Rain."],
      ["pageBreak", ""],
      ["sceneHeading", "|INT. HALL"],
    ]);
    expect(broken(["action", "Rain.| Snow."])).toEqual([
      ["action", "Rain."],
      ["pageBreak", ""],
      ["action", "| Snow."],
    ]);
  });

  it("are made of three equals signs at Enter", () => {
    const draft = new Draft([["action", "===|"]]);
    draft.dispatch(typedPageBreak(draft.state)!);
    expect(draft.lines()).toEqual([
      ["pageBreak", ""],
      ["action", "|"],
    ]);
    expect(typedPageBreak(new Draft([["action", "==|"]]).state)).toBeNull();
    expect(typedPageBreak(new Draft([["dialogue", "===|"]]).state)).toBeNull();
  });
});

describe("text that is cut away but kept (SCR-186)", () => {
  const lines: Line[] = [
    ["sceneHeading", "INT. HALL - DAY"],
    ["character", "M|ARA"],
    ["dialogue", "Who is there?"],
    ["action", "Rain."],
  ];

  it("leaves the script as one note, goes out as Fountain keeps it, and comes back as the elements that it was", () => {
    const draft = new Draft(lines);
    const to = draft.state.doc.content.size - 3;
    draft.dispatch(
      draft.state.tr.setSelection(TextSelection.create(draft.state.doc, draft.state.selection.from, to)),
    );
    draft.dispatch(cutAway(draft.state)!);
    const [heading, note, ...rest] = blocksOf(draft.state.doc);
    expect([heading?.type, note?.type, note?.boneyard, rest]).toEqual(["sceneHeading", "note", true, []]);
    const fountain = printFountain({ titlePage: [], blocks: blocksOf(draft.state.doc) });
    expect(fountain).toBe("INT. HALL - DAY\n\n/* MARA\nWho is there?\n\nRain. */\n");
    expect(parseFountain(fountain).blocks.map((block) => block.type)).toEqual(["sceneHeading", "note"]);

    expect(cutAway(draft.state)).toBeNull();
    draft.dispatch(bringBack(draft.state)!);
    expect(draft.lines().map(([type, text]) => [type, text.replace("|", "")])).toEqual(
      lines.map(([type, text]) => [type, text.replace("|", "")]),
    );
  });

  it("is nothing where nothing is written", () => {
    expect(cutAway(new Draft([["action", "|"]]).state)).toBeNull();
    expect(bringBack(new Draft([["action", "Ra|in."]]).state)).toBeNull();
  });
});

describe("numbers of scenes (SCR-187)", () => {
  it("are written on the heading, found again, and taken away", () => {
    const draft = new Draft([
      ["sceneHeading", "INT. HALL - DAY"],
      ["action", "Rain.|"],
    ]);
    draft.dispatch(setSceneNumber(draft.state, "b1", "12A")!);
    expect(blocksOf(draft.state.doc)[0]?.sceneNumber).toBe("12A");
    expect(sceneOfNumber(draft.state, "12a")).toBe("b1");
    draft.dispatch(setSceneNumber(draft.state, "b1", null)!);
    expect(blocksOf(draft.state.doc)[0]?.sceneNumber).toBeUndefined();
    expect(setSceneNumber(draft.state, "b2", "1")).toBeNull();
  });

  it("are typed behind the heading as Fountain writes them", () => {
    const draft = new Draft([["sceneHeading", "INT. HALL - DAY #12A#|"]]);
    draft.dispatch(typedSceneNumber(draft.state)!);
    expect(blocksOf(draft.state.doc)).toMatchObject([
      { type: "sceneHeading", sceneNumber: "12A", runs: [{ text: "INT. HALL - DAY" }] },
    ]);
    expect(typedSceneNumber(new Draft([["sceneHeading", "INT. ROOM #12|"]]).state)).toBeNull();
    expect(typedSceneNumber(new Draft([["action", "Number #12#|"]]).state)).toBeNull();
  });
});
