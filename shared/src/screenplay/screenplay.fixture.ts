import fc from "fast-check";
import { countingIds, type ScriptBlock, type Screenplay, type TextRun } from "./block.ts";
import { canonicalBlocks } from "./canonical.ts";

/** Text without ids, for comparing what two screenplays say. */
export function withoutIds(blocks: readonly ScriptBlock[]): Omit<ScriptBlock, "id">[] {
  return blocks.map(({ id: _id, ...rest }) => rest);
}

const letters = "aeiorstnAEIRSTN ÀéßЖж田🎬";
const punctuation = " .,!?'\"-:;*_\\#=~@<>()[]/^&";

function text(extra: string, maxLength = 40): fc.Arbitrary<string> {
  const chars = Array.from(letters + letters + extra);
  return fc.array(fc.constantFrom(...chars), { minLength: 1, maxLength }).map((picked) => picked.join(""));
}

const marks = fc.record({ bold: fc.boolean(), italic: fc.boolean(), underline: fc.boolean() });

function runs(value: fc.Arbitrary<string>): fc.Arbitrary<TextRun[]> {
  return fc.array(
    fc.tuple(value, marks).map(([text, on]): TextRun => {
      const run: TextRun = { text };
      if (on.bold) run.bold = true;
      if (on.italic) run.italic = true;
      if (on.underline) run.underline = true;
      return run;
    }),
    { minLength: 1, maxLength: 3 },
  );
}

const startingWith = (first: string, rest: fc.Arbitrary<TextRun[]>) =>
  rest.map((more): TextRun[] => [{ text: first }, ...more]);
const plain = text(" .,!?'-:*_\\");
const free = text(punctuation + "\n");

const blockBody: fc.Arbitrary<Omit<ScriptBlock, "id">> = fc.oneof(
  fc.record({ type: fc.constant("action" as const), runs: runs(free) }),
  fc.record({ type: fc.constant("action" as const), runs: fc.constant<TextRun[]>([]) }),
  fc
    .record({
      type: fc.constant("sceneHeading" as const),
      runs: fc
        .constantFrom("INT. ", "EXT. ", "Int/Ext ", "Later ")
        .chain((p) => startingWith(p, runs(plain))),
      sceneNumber: fc.option(fc.stringMatching(/^[0-9A-Z.-]{1,6}$/), { nil: undefined }),
      omitted: fc.option(fc.constant(true as const), { nil: undefined }),
    })
    .map((block) => block),
  fc
    .record({
      type: fc.constant("character" as const),
      runs: fc.constantFrom("BOB", "Ana", "ЖАННА", "R2D2", "田中").chain((p) => startingWith(p, runs(plain))),
      dual: fc.option(fc.constant(true as const), { nil: undefined }),
    })
    .map((block) => block),
  fc.record({ type: fc.constant("parenthetical" as const), runs: runs(plain) }),
  fc.record({
    type: fc.constant("dialogue" as const),
    runs: startingWith("Say ", runs(text(" .,!?'-:*_\\\n[]"))),
  }),
  fc.record({
    type: fc.constant("transition" as const),
    runs: fc.constantFrom("CUT TO:", "FADE OUT.", "Wipe").map((t) => [{ text: t }]),
  }),
  fc.record({ type: fc.constant("centered" as const), runs: runs(plain) }),
  fc.record({ type: fc.constant("lyric" as const), runs: runs(plain) }),
  fc.record({ type: fc.constant("note" as const), runs: fc.tuple(free).map(([t]) => [{ text: t }]) }),
  fc.record({
    type: fc.constant("note" as const),
    runs: fc.tuple(free).map(([t]) => [{ text: t }]),
    boneyard: fc.constant(true as const),
  }),
  fc.record({
    type: fc.constant("section" as const),
    runs: runs(plain),
    depth: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ type: fc.constant("synopsis" as const), runs: runs(plain) }),
  fc.record({ type: fc.constant("pageBreak" as const), runs: fc.constant<TextRun[]>([]) }),
);

/** Whether Fountain has a way to write the block at all; the rest is listed in the behaviour document. */
function isWritable(block: Omit<ScriptBlock, "id">): boolean {
  const value = block.runs.map((run) => run.text).join("");
  if (block.type === "dialogue") return !/(^|\n)\s*[(~[]/.test(value) && !value.includes("[[");
  if (block.type === "action") return !value.includes("[[") && !value.includes("/*");
  if (block.type === "note") return !/\[\[|\]\]|\/\*|\*\/|\]$|\*$|^\[|\/$/.test(value.trim());
  return true;
}

/** Screenplays in canonical form, with nasty text and every kind of block. */
export const anyScreenplay: fc.Arbitrary<Screenplay> = fc
  .record({
    titlePage: fc.uniqueArray(
      fc.record({
        key: fc.constantFrom("Title", "Credit", "Author", "Draft date", "Заметка"),
        lines: fc.array(
          text(".,:'*_", 20)
            .map((line) => line.trim())
            .filter((line) => line !== ""),
          { minLength: 1, maxLength: 3 },
        ),
      }),
      { selector: (entry) => entry.key, maxLength: 3 },
    ),
    blocks: fc.array(blockBody, { maxLength: 14 }),
  })
  .map(({ titlePage, blocks }) => {
    const newId = countingIds();
    const withIds = blocks.filter(isWritable).map((block): ScriptBlock => ({ id: newId(), ...block }));
    return { titlePage, blocks: canonicalBlocks(withIds) };
  });
