import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BreakdownDecision } from "../documents/breakdown.ts";
import { AppError } from "../errors/app-error.ts";
import { countingIds, plainText, textBlock, type ScriptBlock } from "./block.ts";
import { canonicalBlocks } from "./canonical.ts";
import { parseEmphasis } from "./emphasis.ts";
import { KeptFdx } from "./fdx-kept.ts";
import { printFdx } from "./fdx-print.ts";
import { taggableItems } from "./fdx-items.ts";
import { taggedItems } from "./fdx-tags.ts";
import { ferryFdx } from "./fixtures/ferry-fdx.ts";
import { sampleScreenplay } from "./sample.ts";
import { unicodeScreenplay } from "./fixtures/unicode.ts";
import { importFdx, importFdxStream, largestFdxBytes } from "./import-fdx.ts";
import { parseFountain } from "./fountain-parse.ts";
import { anyScreenplay, withoutIds } from "./screenplay.fixture.ts";

const read = (file: string | Uint8Array) => importFdx(file, { newId: countingIds() });
const heading = textBlock("sceneHeading", "INT. FERRY - DAY");

/** What an FDX file can hold: outlines have four levels, and two speeches side by side follow each other. */
function fdxForm(blocks: readonly ScriptBlock[]): ScriptBlock[] {
  let inSpeech = false;
  return blocks.map((block) => {
    const { dual, ...rest } = block;
    const isPaired = dual === true && inSpeech;
    if (block.type === "character") inSpeech = true;
    else if (!["dialogue", "parenthetical", "lyric", "note"].includes(block.type)) inSpeech = false;
    return {
      ...rest,
      ...(isPaired ? { dual: true as const } : {}),
      ...(rest.depth === undefined ? {} : { depth: Math.min(rest.depth, 4) }),
    };
  });
}

describe("round trip", () => {
  test("SCR-131: a screenplay goes out as FDX and comes back the same", () => {
    fc.assert(
      fc.property(anyScreenplay, ({ titlePage, blocks }) => {
        const wanted = fdxForm(canonicalBlocks([heading, ...blocks]));
        const { screenplay } = read(printFdx({ titlePage, blocks: wanted }));
        expect(withoutIds(screenplay.blocks)).toEqual(withoutIds(wanted));
        expect(screenplay.titlePage.map(marked)).toEqual(titlePage.map(marked));
      }),
      { numRuns: 600 },
    );
  });

  test.each([
    ["the sample", sampleScreenplay],
    ["a script in other alphabets", unicodeScreenplay],
  ])("SCR-131: %s goes out and comes back the same", (_, source) => {
    const screenplay = parseFountain(source);
    const back = read(printFdx(screenplay)).screenplay;
    expect(withoutIds(back.blocks)).toEqual(withoutIds(screenplay.blocks));
    expect(back.titlePage).toEqual(screenplay.titlePage);
  });

  test("SCR-132: what the model does not have comes back too", () => {
    const first = read(ferryFdx);
    const written = printFdx(first.screenplay, { kept: first.kept });
    const second = read(written);
    expect(second.screenplay).toEqual(first.screenplay);
    // The list of tag categories is completed once.
    const others = ({ sections, ...rest }: KeptFdx) => ({
      ...rest,
      sections: sections.filter((one) => one.name !== "TagData"),
    });
    expect(others(second.kept)).toEqual(others(first.kept));
    expect(printFdx(second.screenplay, { kept: second.kept })).toBe(written);
    for (const piece of [
      '<CharacterArcBeat Name="MARA">',
      'Title="The crossing"',
      'Style="Strikeout"',
      'RevisionID="1"',
      'Bookmark="ending"',
      'Type="Shot"',
      'Type="New Act"',
      "<DynamicLabel",
      '<Revision Color="#00000000FFFF"',
      'DateTime="20230411T102233"',
      'Label="Letter"',
      '<Text TagNumber="4">wet letter</Text>',
    ]) {
      expect(written).toContain(piece);
    }
  });

  test("SCR-132: tags and styles stay with their words when the text around them is edited", () => {
    const { screenplay, kept } = read(ferryFdx);
    const blocks = screenplay.blocks.map((block) =>
      plainText(block).startsWith("Rain")
        ? { ...block, runs: [{ text: "Later. MARA, 40, hides a wet letter." }] }
        : block,
    );
    const written = printFdx({ ...screenplay, blocks }, { kept });
    expect(written).toContain('<Text TagNumber="4">wet letter</Text>');
    expect(written).not.toContain("Strikeout");
  });

  test("SCR-132: kept XML that is not well-formed is left out, not written", () => {
    const { screenplay, kept } = read(ferryFdx);
    const broken: KeptFdx = {
      ...kept,
      sections: [{ name: "Macros", xml: "</FinalDraft><script>" }, ...kept.sections],
    };
    expect(printFdx(screenplay, { kept: broken })).toBe(printFdx(screenplay, { kept }));
  });
});

function marked({ key, lines }: { key: string; lines: string[] }) {
  return { key, lines: lines.map(parseEmphasis) };
}

describe("reading", () => {
  test("SCR-131: paragraphs become elements, capitals included", () => {
    const { screenplay, remarks } = read(ferryFdx);
    expect(screenplay.blocks.map((block) => [block.type, plainText(block)])).toEqual([
      ["centered", "ACT ONE"],
      ["sceneHeading", "EXT. FERRY, UPPER DECK - NIGHT"],
      ["synopsis", "Mara finds the letter."],
      ["action", "Rain & wind. MARA, 40, holds a wet letter against the rail. A dog barks <far off>."],
      ["note", "Do we have the boat in April?\nAsk Tom."],
      ["action", "CLOSE ON THE LETTER"],
      ["character", "MARA (V.O.)"],
      ["parenthetical", "(quietly)"],
      ["dialogue", "It was never my name."],
      ["character", "MARA"],
      ["dialogue", "Stop the boat!"],
      ["character", "JONAS"],
      ["dialogue", "Don't stop!"],
      ["transition", "SMASH CUT TO:"],
      ["pageBreak", ""],
      ["sceneHeading", "INT. WHEELHOUSE - CONTINUOUS"],
      ["action", "The wheel turns by itself.\nSlowly."],
      ["action", "Silence."],
      ["centered", "THE END"],
    ]);
    expect(screenplay.blocks.filter((block) => block.dual).map(plainText)).toEqual(["JONAS"]);
    expect(screenplay.blocks.map((block) => block.sceneNumber).filter(Boolean)).toEqual(["1", "2A"]);
    expect(remarks).toEqual([]);
  });

  test("SCR-133: a laid-out title page is understood by place and words", () => {
    expect(read(ferryFdx).screenplay.titlePage).toEqual([
      { key: "Title", lines: ["_THE NIGHT FERRY_"] },
      { key: "Credit", lines: ["Written by"] },
      { key: "Author", lines: ["Ana Ruiz", "Ben Ode"] },
      { key: "Source", lines: ["Based on the novel by C. Lund"] },
      { key: "Draft date", lines: ["Second draft, 11 April 2023"] },
      { key: "Contact", lines: ["ana@example.org", "+45 00 00 00 00"] },
    ]);
  });

  test("SCR-134: tags give what they name and the words that show it", () => {
    const { screenplay, kept } = read(ferryFdx);
    const action = screenplay.blocks[3]!.id;
    expect(taggedItems(kept, screenplay.blocks)).toEqual([
      { category: "character", name: "Mara", aliases: [], evidence: [{ blockId: action, quote: "MARA" }] },
      { category: "prop", name: "Letter", aliases: [], evidence: [{ blockId: action, quote: "wet letter" }] },
    ]);
  });

  test("SCR-134: the breakdown goes out as tags under Final Draft's own categories, beside those of the file", () => {
    const { screenplay, kept } = read(ferryFdx);
    const wheel = screenplay.blocks.find((block) => plainText(block).startsWith("The wheel"))!.id;
    const items = [
      {
        category: "prop" as const,
        name: "wheel",
        aliases: [],
        evidence: [{ blockId: wheel, quote: "The wheel turns" }],
      },
      { category: "prop" as const, name: "gone", aliases: [], evidence: [{ blockId: wheel, quote: "x" }] },
    ];
    const back = read(printFdx(screenplay, { kept, items }));
    expect(
      taggedItems(back.kept, back.screenplay.blocks).map(({ category, name }) => [category, name]),
    ).toEqual([
      ["character", "Mara"],
      ["prop", "Letter"],
      ["prop", "wheel"],
    ]);
    const alone = read(printFdx(screenplay, { items }));
    expect(taggedItems(alone.kept, alone.screenplay.blocks).map(({ name }) => name)).toEqual(["wheel"]);
    expect(alone.screenplay).toEqual({ ...screenplay, blocks: alone.screenplay.blocks });
  });

  test.each([
    ["extras", "028a4e2b-b507-4d09-88ab-90e3edae9071"],
    ["stunt", "0377dbe6-77a3-41af-bda8-86eb2468fdbf"],
    ["sfx", "069e18b8-2109-4f3d-94e7-d802027a60a8"],
    ["vfx", "12ab0932-e3b9-4b4a-bcd0-3da1b4e61d5e"],
    ["makeup", "08ae1eef-32ce-415f-9a9b-0982d2453ec4"],
    ["music", "0b0b44c9-aa4b-4c40-88b1-d94472ad7a26"],
    ["dressing", "0debb71b-5743-4c53-80cc-e17e841ce645"],
    ["text", "5b6f2c1e-93d7-4a08-b1c4-7e0d5a62f318"],
  ] as const)(
    "SCR-134: what is accepted as %s goes out under its category and comes back",
    (category, id) => {
      const { screenplay } = read(ferryFdx);
      const wheel = screenplay.blocks.find((block) => plainText(block).startsWith("The wheel"))!.id;
      const decision: BreakdownDecision = {
        key: `${category}:wheel`,
        name: "wheel",
        verdict: "accepted",
        category: null,
        mergedInto: null,
        mergedName: null,
        proof: [wheel],
        by: "ana",
        at: 1,
      };
      const file = printFdx(screenplay, { items: taggableItems([], [decision]) });
      expect(file).toMatch(new RegExp(`<TagDefinition CatId="${id}" Id="[^"]*" Label="wheel"`));
      const back = read(file);
      expect(taggedItems(back.kept, back.screenplay.blocks)).toMatchObject([
        { category, name: "wheel", evidence: [{ quote: "wheel" }] },
      ]);
      expect(taggableItems([], [{ ...decision, verdict: "rejected" }])).toEqual([]);
    },
  );

  test("SCR-134: each piece of evidence in a block is a stretch of its own, where a word begins", () => {
    const block = textBlock("action", "Pirates. A rat, [[two?]] another Rat.");
    const evidence = ["A rat", "another Rat."].map((quote) => ({ blockId: block.id, quote }));
    const items = [{ category: "creature" as const, name: "rat", aliases: [], evidence }];
    const back = read(printFdx({ titlePage: [], blocks: [heading, block] }, { items }));
    expect(taggedItems(back.kept, back.screenplay.blocks)[0]?.evidence.map(({ quote }) => quote)).toEqual([
      "rat",
      "Rat",
    ]);
  });

  test("SCR-254: a note of the list goes out again on its words, also when the text before them is edited", () => {
    const file = `<FinalDraft><Content>
      <Paragraph Type="Scene Heading"><Text>INT. A - DAY</Text></Paragraph>
      <Paragraph Type="Action"><Text>A red boat sinks.</Text></Paragraph></Content>
      <ScriptNotes><ScriptNote Name="Ana" Color="#FFFF00000000" Range="15,23"><Paragraph><Text>why?</Text>
      </Paragraph></ScriptNote></ScriptNotes></FinalDraft>`;
    const { screenplay, kept } = read(file);
    expect(screenplay.blocks.map(plainText)).toEqual(["INT. A - DAY", "A red boat sinks.", "why?"]);
    const same = printFdx(screenplay, { kept });
    expect(same).toContain('<ScriptNote Name="Ana" Color="#FFFF00000000" Range="15,23">');
    expect(read(same)).toMatchObject({ screenplay, kept: { blocks: kept.blocks } });
    const edited = screenplay.blocks.map((block) =>
      block.type === "action" ? { ...block, runs: [{ text: "Later, a red boat sinks." }] } : block,
    );
    expect(printFdx({ ...screenplay, blocks: edited }, { kept })).toContain('Range="22,30"');
    const cut = edited.map((block) =>
      block.type === "action" ? { ...block, runs: [{ text: "Nothing." }] } : block,
    );
    const left = printFdx({ ...screenplay, blocks: cut }, { kept });
    expect(left).not.toContain("Range=");
    expect(read(left).screenplay.blocks.map(plainText)).toEqual(["INT. A - DAY", "Nothing.", "why?"]);
  });

  test("SCR-254: ranges count as they are read, over pages, speeches side by side and omitted scenes", () => {
    const blocks = [
      textBlock("sceneHeading", "INT. A - DAY", { omitted: true, sceneNumber: "1" }),
      textBlock("action", "One."),
      textBlock("sceneHeading", "INT. B - DAY"),
      textBlock("pageBreak", ""),
      textBlock("pageBreak", ""),
      textBlock("character", "ANA"),
      textBlock("dialogue", "Yes."),
      textBlock("character", "BEN", { dual: true }),
      textBlock("dialogue", "No, [[loud]] never."),
    ];
    const notes = ["One.", "INT. B", "Yes", "never"].map((quote) => {
      const block = blocks.find((one) => plainText(one).includes(quote))!;
      const note = { text: `on ${quote}`, boneyard: false, attributes: {} };
      return { blockId: block.id, start: 0, quote, note };
    });
    const back = read(printFdx({ titlePage: [], blocks }, { notes }));
    const about = new Map(back.kept.blocks.map(({ blockId, styles }) => [blockId, styles?.[0]?.quote]));
    const found = back.screenplay.blocks.filter((block) => plainText(block).startsWith("on "));
    expect(found.map((block) => [plainText(block), about.get(block.id)])).toEqual(
      notes.map(({ quote }) => [`on ${quote}`, quote]),
    );
  });

  test("SCR-131: notes in a list with ranges go to their paragraphs", () => {
    const file = `<FinalDraft><Content>
      <Paragraph Type="Scene Heading"><Text>INT. A - DAY</Text></Paragraph>
      <Paragraph Type="Action"><Text>One.</Text></Paragraph>
      <Paragraph Type="Action"><Text>Two.</Text></Paragraph></Content>
      <ScriptNotes><ScriptNote Range="14,17"><Paragraph><Text>why?</Text></Paragraph></ScriptNote></ScriptNotes>
      </FinalDraft>`;
    expect(read(file).screenplay.blocks.map(plainText)).toEqual(["INT. A - DAY", "One.", "why?", "Two."]);
  });

  test("SCR-131: paragraph types of somebody's own become action, and it is said", () => {
    const file = ferryFdx.replace('Type="Shot"', 'Type="Chyron"');
    const { screenplay, kept, remarks } = read(file);
    expect(remarks).toEqual(["One paragraph of type “Chyron” became action."]);
    expect(printFdx(screenplay, { kept })).toContain('Type="Chyron"');
  });

  test("SCR-131: UTF-16 and older encodings are read", () => {
    const utf16 = new Uint8Array(Buffer.from(`\uFEFF${ferryFdx}`, "utf16le"));
    expect(read(utf16).screenplay).toEqual(read(ferryFdx).screenplay);
    const latin = ferryFdx.replace("UTF-8", "ISO-8859-1").replace("Silence.", "Café.");
    expect(plainText(read(new Uint8Array(Buffer.from(latin, "latin1"))).screenplay.blocks.at(-2)!)).toBe(
      "Café.",
    );
  });
});

describe("refusals", () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
  test.each([
    ["nothing", "", "bad-file"],
    ["half a file", ferryFdx.slice(0, 3000), "bad-file"],
    ["tags that do not match", "<FinalDraft><Content></FinalDraft>", "bad-file"],
    [
      "an entity bomb",
      `${bomb}<FinalDraft><Content><Paragraph><Text>&b;</Text></Paragraph></Content></FinalDraft>`,
      "bad-file",
    ],
    [
      "an outside entity",
      `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><FinalDraft>&e;</FinalDraft>`,
      "bad-file",
    ],
    [
      "an entity nobody declared",
      "<FinalDraft><Content><Paragraph><Text>&e;</Text></Paragraph></Content></FinalDraft>",
      "bad-file",
    ],
    ["other XML", "<html><body/></html>", "bad-file"],
    ["no scene", "<FinalDraft><Content/></FinalDraft>", "bad-file"],
    ["endless nesting", `<FinalDraft><Content><Paragraph>${"<a>".repeat(100)}`, "bad-file"],
    ["letters that are not UTF-8", new Uint8Array([60, 70, 0xff, 0xfe, 60]), "bad-file"],
    ["more than 25 MB", new Uint8Array(largestFdxBytes + 1), "too-large"],
  ])("SCR-135: refuses %s with a sentence and a next step", (_, file, code) => {
    expect(refusal(() => read(file))).toMatchObject({ code, field: "file", nextStep: expect.any(String) });
  });

  test("SCR-135: a stream of 100 MB is refused where it passes the limit, also when it lied about its size", async () => {
    let given = 0;
    async function* endless() {
      yield new TextEncoder().encode("<FinalDraft><Content><Paragraph><Text>");
      const piece = new Uint8Array(1024 * 1024).fill(0x20);
      for (; given < 100; given += 1) yield piece;
    }
    await expect(importFdxStream(endless(), { size: 10 })).rejects.toMatchObject({ code: "too-large" });
    expect(given).toBeLessThan(30);
    await expect(importFdxStream(endless(), { size: 100e6 })).rejects.toMatchObject({ code: "too-large" });
  });

  test("SCR-135: a stream gives what the whole file gives, wherever it is cut", async () => {
    const bytes = new TextEncoder().encode(ferryFdx.replace("Silence.", "Тишина. 静けさ"));
    async function* pieces(length: number) {
      for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
    }
    for (const length of [997, 4096]) {
      expect(await importFdxStream(pieces(length), { newId: countingIds() })).toEqual(read(bytes));
    }
  });
});

describe("files that would fill the memory", () => {
  const scene = `<Content><Paragraph Type="Scene Heading"><Text>INT. A - DAY</Text></Paragraph></Content>`;
  const times = (text: string, count: number) => text.repeat(count);

  test("SCR-135: a section of settings that is too large is let go, and said so", () => {
    const lists = `<SmartType>${times("<a/>", 50_000)}</SmartType>`;
    const { screenplay, kept, remarks } = read(`<FinalDraft>${lists}${scene}${lists}</FinalDraft>`);
    expect(screenplay.blocks).toHaveLength(1);
    expect(kept.sections).toEqual([]);
    expect(remarks).toEqual(["Left out because of their size: SmartType."]);
  });

  test.each([
    ["three megabytes of empty elements", `<FinalDraft>${times("<a/>", 786_000)}${scene}</FinalDraft>`],
    [
      "a paragraph of fifty thousand elements",
      `<FinalDraft><Content><Paragraph>${times("<a/>", 50_000)}</Paragraph></Content></FinalDraft>`,
    ],
    [
      "a paragraph of a megabyte",
      `<FinalDraft><Content><Paragraph><Text>${times("rain ", 200_000)}</Text></Paragraph></Content></FinalDraft>`,
    ],
  ])("SCR-135: %s are refused", (_, file) => {
    expect(refusal(() => read(file))).toMatchObject({ code: "too-large", nextStep: expect.any(String) });
  });

  test("SCR-135: notes of a list stand at the paragraphs that they are about", () => {
    const texts = ["INT. A - DAY", "One.", "Two.", "Three."];
    const paragraphs = texts.map(
      (text, i) =>
        `<Paragraph Type="${i === 0 ? "Scene Heading" : "Action"}"><Text>${text}</Text></Paragraph>`,
    );
    // The heading has 12 letters and an end, so "Two." begins at 18.
    const note = (at: number, text: string) =>
      `<ScriptNote Range="${at},${at}"><Paragraph><Text>${text}</Text></Paragraph></ScriptNote>`;
    const list = `<ScriptNotes>${note(18, "a")}${note(21, "b")}${note(0, "c")}${note(999, "d")}</ScriptNotes>`;
    const { blocks } = read(
      `<FinalDraft><Content>${paragraphs.join("")}</Content>${list}</FinalDraft>`,
    ).screenplay;
    expect(blocks.map(plainText)).toEqual(["INT. A - DAY", "c", "One.", "Two.", "a", "b", "Three.", "d"]);
  });
});

function refusal(run: () => unknown): AppError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error("The file was taken in.");
}
