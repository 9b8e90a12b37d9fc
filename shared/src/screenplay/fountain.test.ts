import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countingIds, plainText, type BlockType } from "./block.ts";
import { canonicalBlocks } from "./canonical.ts";
import { parseFountain } from "./fountain-parse.ts";
import { printFountain } from "./fountain-print.ts";
import { anyScreenplay, withoutIds } from "./screenplay.fixture.ts";

const read = (source: string) => parseFountain(source, { newId: countingIds() });
const elements = (source: string): [BlockType, string][] =>
  read(source).blocks.map((block) => [block.type, plainText(block)]);

describe("round trip", () => {
  test("SCR-1: parsing what was printed gives the same screenplay", () => {
    fc.assert(
      fc.property(anyScreenplay, (screenplay) => {
        const printed = printFountain(screenplay);
        const parsed = read(printed);
        expect(parsed.titlePage).toEqual(screenplay.titlePage);
        expect(withoutIds(parsed.blocks)).toEqual(withoutIds(screenplay.blocks));
      }),
      { numRuns: 1500 },
    );
  });

  test("SCR-2: printing any text is stable from the second time on, and drops no letter", () => {
    const source = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            "INT. HOUSE - DAY",
            "BOB",
            "(beat)",
            "CUT TO:",
            "",
            "",
            "  ",
            "~la",
            "> x <",
            "===",
          ),
          fc.constantFrom(
            "[[note",
            "more]]",
            "/*",
            "*/",
            "# act",
            "= syn",
            "!x",
            "@Ana ^",
            ".here #4#",
            "**b* _u_",
          ),
          fc.string({ unit: "grapheme", maxLength: 12 }),
        ),
        { maxLength: 20 },
      )
      .map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(source, (text) => {
        const once = printFountain(read(text));
        const twice = printFountain(read(once));
        expect(printFountain(read(twice))).toBe(twice);
        expect(wordsOf(once)).toBe(wordsOf(text));
      }),
      { numRuns: 1500 },
    );
  });

  test("canonical form is reached in one step", () => {
    fc.assert(
      fc.property(anyScreenplay, ({ blocks }) => {
        expect(canonicalBlocks(blocks)).toEqual(blocks);
      }),
    );
  });
});

/** Words with every mark that is markup somewhere, standing where it is none: inside a line of small letters. */
const marked = fc
  .array(
    fc.tuple(
      fc.constantFrom("rain", "дождь", "水", "x1", "well-known"),
      fc.constantFrom(
        "!",
        ".",
        "(",
        ")",
        "~",
        "@",
        ">",
        "<",
        "=",
        "#",
        "[",
        "]",
        "/",
        "^",
        "&",
        ":",
        "?",
        "“",
        "’",
        "…",
        "—",
        "",
      ),
      fc.constantFrom(" ", "", "\n"),
      fc.constantFrom("sea", "море", "7", "o'clock"),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.map(([one, mark, space, two]) => `${one}${mark}${space}${two}`).join(" "));

test("SCR-2: no mark of punctuation is lost where it is no markup, in action and in speech", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), marked), { minLength: 1, maxLength: 5 }), (paragraphs) => {
      const source = paragraphs.map(([isSpeech, text]) => (isSpeech ? `BOB\n${text}` : text)).join("\n\n");
      const wanted = `INT. A - DAY${source}`.replace(/\s+/g, "");
      const said = (of: ReturnType<typeof read>) => of.blocks.map(plainText).join("").replace(/\s+/g, "");
      // Under a heading, so that the first line cannot be a title page.
      const parsed = read(`INT. A - DAY\n\n${source}`);
      expect(said(parsed)).toBe(wanted);
      expect(said(read(printFountain(parsed)))).toBe(wanted);
    }),
    { numRuns: 1000 },
  );
});

/** Everything but white space and the characters that Fountain may add or take away as markup. */
function wordsOf(text: string): string {
  return text.replace(/[\s\p{Cc}\uFEFF\\*_!@.~>=<#^()[\]/]/gu, "");
}

describe("bytes", () => {
  const scripts = fc.constantFrom(
    "ЖАННА",
    "ΕΛΕΝΗ",
    "田中さん",
    "김민준",
    "ليلى",
    "שָׂרָה",
    "अनिता",
    "ÅSA",
    "I\u0307STANBUL",
    "🎬🏽",
  );
  const line = fc.oneof(
    scripts.map((name) => `@${name}`),
    scripts,
    scripts.map((name) => `INT. ${name} - DAY`),
    fc.tuple(scripts, scripts).map(([a, b]) => `\t${a},\t${b}. “x” — …`),
    fc.constantFrom("", "", "(тихо)", "\t\tBOB", "    indented", "Title: Ж", "Key:", "> ЖАР <", "# Ход"),
  );
  const lines = fc.array(line, { maxLength: 16 });

  test("SCR-6: line ends of any system and a byte order mark change nothing, in any script", () => {
    fc.assert(
      fc.property(lines, fc.constantFrom("\r\n", "\r", "\f", "\v", "\u0085"), (parts, end) => {
        const plain = printFountain(read(parts.join("\n")));
        expect(printFountain(read("\uFEFF" + parts.join(end)))).toBe(plain);
        // Repeated keys of a title page are joined; below it nothing is.
        const body = `\n${parts.join("\n")}`;
        expect(wordsOf(printFountain(read(body)))).toBe(wordsOf(body));
      }),
    );
  });

  test("SCR-6: a tab is four spaces, and indents of action stay", () => {
    expect(elements("Rain.\n\tHail.")).toEqual([["action", "Rain.\n    Hail."]]);
    expect(printFountain(read("Rain.\n\tHail."))).toBe("Rain.\n    Hail.\n");
    expect(elements("\tBOB\n\t\tHello.")).toEqual([
      ["character", "BOB"],
      ["dialogue", "Hello."],
    ]);
    expect(read("Title:\n\tOne\n\tTwo\n\nINT. A - DAY").titlePage).toEqual([
      { key: "Title", lines: ["One", "Two"] },
    ]);
  });

  test("SCR-7: a key without a value is kept", () => {
    const source = "Title: Ferry\nDraft date:\n\nINT. A - DAY\n";
    expect(read(source).titlePage).toEqual([
      { key: "Title", lines: ["Ferry"] },
      { key: "Draft date", lines: [] },
    ]);
    expect(printFountain(read(source))).toBe(source);
  });

  test("SCR-5: what other programs keep in notes and cut-away text comes back as it was", () => {
    const beat =
      '/* If you\'re seeing this, you can remove the following stuff - BEAT:\n{"a": [1, 2]}\nEND_BEAT */';
    const source = `INT. A - DAY\n\n[[COLOR red]]\n\nRain. [[marker: check]]\n\n${beat}\n`;
    expect(printFountain(read(source))).toBe(source);
  });
});

describe("elements", () => {
  test("SCR-3: reads a scene with a cue, a parenthetical, dialogue and a transition", () => {
    const source = "INT. HOUSE - DAY #1A#\n\nRain.\n\nBOB (V.O.)\n(quietly)\nHello.\nAgain.\n\nCUT TO:\n";
    expect(elements(source)).toEqual([
      ["sceneHeading", "INT. HOUSE - DAY"],
      ["action", "Rain."],
      ["character", "BOB (V.O.)"],
      ["parenthetical", "(quietly)"],
      ["dialogue", "Hello.\nAgain."],
      ["transition", "CUT TO:"],
    ]);
    expect(read(source).blocks[0]!.sceneNumber).toBe("1A");
    expect(printFountain(read(source))).toBe(source);
  });

  test.each([
    ["...ellipsis", "action"],
    [". NOT A HEADER", "action"],
    ["ESTABLISHING the house", "action"],
    ["int. house - day", "sceneHeading"],
    ["I/E CAR - NIGHT", "sceneHeading"],
    ["INT./EXT. CAR - NIGHT", "sceneHeading"],
    ["EXT/INT. CAR - NIGHT", "sceneHeading"],
    [".SNIPER SCOPE POV", "sceneHeading"],
    ["> FADE OUT.", "transition"],
    ["FADE TO BLACK.", "action"],
    ["CUT TO: ", "action"],
    ["> THE END <", "centered"],
    ["~Willy Wonka", "lyric"],
    ["= They meet.", "synopsis"],
    ["===", "pageBreak"],
    ["## Act two", "section"],
    ["[[later]]", "note"],
    ["/* cut\n\nthis */", "note"],
    ["!INT. HOUSE - DAY", "action"],
    ["BOB", "action"],
  ] as const)("SCR-3: %j is %s", (line, type) => {
    expect(elements(`Before.\n\n${line}\n\nAfter.`).at(1)![0]).toBe(type);
  });

  test.each([
    "R2D2",
    "МАРИЯ",
    "ÉLODIE",
    "NOAH.",
    "BOB (on the radio)",
    "EDWARD (V.O.)(CONT’D)",
    "@McAvoy",
    "  BOB",
  ])("SCR-3: %j is a cue", (cue) =>
    expect(elements(`${cue}\nHello.`).map(([type]) => type)).toEqual(["character", "dialogue"]),
  );

  test.each(["23", "BOB  ", "Bob"])("SCR-3: %j is not a cue", (cue) => {
    expect(elements(`${cue}\nHello.`).map(([type]) => type)).toEqual(["action"]);
  });

  test("SCR-3: the second cue of dual dialogue carries the mark", () => {
    const [first, , second] = read("BOB\nHi.\n\nANA ^\nHi.").blocks;
    expect(first!.dual).toBeUndefined();
    expect(second!.dual).toBe(true);
    expect(plainText(second!)).toBe("ANA");
  });

  test("SCR-3: two spaces keep a speech going over an empty line", () => {
    expect(elements("BOB\nOne.\n  \nTwo.\n\nThen.")).toEqual([
      ["character", "BOB"],
      ["dialogue", "One.\n\nTwo."],
      ["action", "Then."],
    ]);
  });

  test("SCR-4: emphasis nests, can be escaped, and needs a partner", () => {
    const [block] = read("*69 and *23\n**bold *both* bold**, _under_, \\*plain\\*").blocks;
    expect(block!.runs).toEqual([
      { text: "*69 and *23\n" },
      { text: "bold ", bold: true },
      { text: "both", bold: true, italic: true },
      { text: " bold", bold: true },
      { text: ", " },
      { text: "under", underline: true },
      { text: ", *plain*" },
    ]);
  });

  test("SCR-4: a blank to fill in is no emphasis", () => {
    const source = "I, ____, owe you __ dollars and ***___***.\n";
    expect(printFountain(read(source))).toBe(source);
  });

  test("SCR-5: cut-away text and notes are kept, in place", () => {
    expect(elements("One [[why?]] two.\n\n/* INT. OLD - DAY\n\nGone. */\n\nThree.")).toEqual([
      ["action", "One [[why?]] two."],
      ["note", "INT. OLD - DAY\n\nGone."],
      ["action", "Three."],
    ]);
  });

  test("SCR-6: positions are lines of the source", () => {
    const parsed = read("Title: X\n\nINT. A - DAY\n\n/* a\nb */\n\nOne.\nTwo.\n");
    expect(parsed.positions).toEqual([
      { line: 3, endLine: 3 },
      { line: 5, endLine: 6 },
      { line: 8, endLine: 9 },
    ]);
  });

  test("SCR-6: Windows and old Mac line ends and a byte order mark change nothing", () => {
    const source = "Title: X\n\nINT. A - DAY\n\nBOB\nHi.\n";
    for (const end of ["\r\n", "\r"]) {
      expect(withoutIds(read("\uFEFF" + source.replaceAll("\n", end)).blocks)).toEqual(
        withoutIds(read(source).blocks),
      );
    }
  });
});

describe("title page", () => {
  test("SCR-7: keeps the order and the lines, indented or not", () => {
    expect(
      read("Title:\n    _**BRICK**_\n    Part 2\nContact: a@b\nunindented\n\nINT. A - DAY").titlePage,
    ).toEqual([
      { key: "Title", lines: ["_**BRICK**_", "Part 2"] },
      { key: "Contact", lines: ["a@b", "unindented"] },
    ]);
  });

  test.each(["FADE IN:\n\nINT. A - DAY", "INT. A: B - DAY", "Later:\n\nRain."])(
    "SCR-7: %j has no title page",
    (source) => {
      expect(read(source).titlePage).toEqual([]);
    },
  );
});
