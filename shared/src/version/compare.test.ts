import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textBlock, type ScriptBlock } from "../screenplay/block.ts";
import { compareDrafts } from "./compare.ts";
import { versionsToDrop } from "./retention.ts";
import { diffWords } from "./words.ts";

function block(id: string, text: string, type: ScriptBlock["type"] = "action"): ScriptBlock {
  return textBlock(type, text, { id });
}

const words = fc
  .array(fc.constantFrom("the", "lamp", "goes", "out", ", ", " ", ".", "Łódź", "東京"), { maxLength: 30 })
  .map((parts) => parts.join(" "));

describe("words", () => {
  it("DRA-3: the pieces of any two texts join to both of them", () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        const pieces = diffWords(before, after);
        const side = (kind: "gone" | "added") =>
          pieces
            .filter((piece) => piece.kind === "same" || piece.kind === kind)
            .map((piece) => piece.text)
            .join("");
        expect(side("gone")).toBe(before);
        expect(side("added")).toBe(after);
      }),
    );
  });

  it("DRA-3: keeps the words that both have", () => {
    expect(diffWords("She lights the old lamp.", "She lights a lamp, slowly.")).toEqual([
      { kind: "same", text: "She lights " },
      { kind: "gone", text: "the old" },
      { kind: "added", text: "a" },
      { kind: "same", text: " lamp" },
      { kind: "added", text: ", slowly" },
      { kind: "same", text: "." },
    ]);
  });
});

describe("drafts", () => {
  const before = [
    block("h1", "INT. LIGHTHOUSE - NIGHT", "sceneHeading"),
    block("a1", "Mara lights the lamp."),
    block("a2", "Rain on the glass."),
    block("h2", "EXT. PIER - DAY", "sceneHeading"),
    block("a3", "Gulls."),
  ];

  it("DRA-3: tells the same, changed, moved, added and gone apart", () => {
    const after = [
      block("h2", "EXT. PIER - DAY", "sceneHeading"),
      block("h1", "INT. LIGHTHOUSE - NIGHT", "sceneHeading"),
      block("a1", "Mara lights the old lamp."),
      block("a3", "Gulls."),
      block("new", "A bell, far out."),
    ];
    const { rows, ...sums } = compareDrafts(before, after);
    expect(rows.map((row) => [row.kind, row.isMoved, (row.after ?? row.before)?.id])).toEqual([
      ["same", true, "h2"],
      ["same", false, "h1"],
      ["changed", false, "a1"],
      ["gone", false, "a2"],
      ["same", false, "a3"],
      ["added", false, "new"],
    ]);
    expect(sums).toMatchObject({ added: 1, gone: 1, changed: 1, moved: 1 });
  });

  it("DRA-3: pairs blocks of a file that came back with other ids by likeness", () => {
    const after = before.map((one, index) => ({ ...one, id: `x${index}` }));
    after[1] = block("x1", "Mara lights the big lamp.");
    const { rows } = compareDrafts(before, after);
    expect(rows.map((row) => row.kind)).toEqual(["same", "changed", "same", "same", "same"]);
  });

  it("DRA-3: every block of both drafts is in exactly one row", () => {
    const draft = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 });
    fc.assert(
      fc.property(draft, draft, (old, now) => {
        const a = old.map((n) => block(`b${n}`, `Line ${n}.`));
        const b = now.map((n) => block(`b${n}`, n % 3 === 0 ? `Line ${n}, again.` : `Line ${n}.`));
        const { rows } = compareDrafts(a, b);
        expect(rows.flatMap((row) => row.after ?? []).map((one) => one.id)).toEqual(b.map((one) => one.id));
        expect(new Set(rows.flatMap((row) => row.before ?? []).map((one) => one.id)).size).toBe(a.length);
      }),
    );
  });
});

it("DRA-2: old versions thin out to one an hour and one a day, named ones never", () => {
  const hour = 3_600_000;
  const now = 100 * 24 * hour;
  const at = (id: string, hoursAgo: number, name: string | null = null) => ({
    id,
    name,
    createdAt: now - hoursAgo * hour,
  });
  const dropped = versionsToDrop(
    [
      at("fresh-1", 1),
      at("fresh-2", 1.1),
      at("same-hour-newer", 30.2),
      at("same-hour-older", 30.4),
      at("same-day-newer", 241),
      at("same-day-older", 250),
      at("ancient", 24 * 95),
      at("ancient-named", 24 * 95, "The one that sold"),
    ],
    now,
  );
  expect(dropped.toSorted()).toEqual(["ancient", "same-day-older", "same-hour-older"]);
});
