import { getSchema } from "@tiptap/core";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import fc from "fast-check";
import { expect, it } from "vitest";
import { quick } from "./quick-decorations.ts";
import { screenplaySchema } from "./schema.ts";

const schema = getSchema(screenplaySchema);

/** As the view asks for them; it is not among the types. */
type Source = { forChild: (offset: number, node: unknown) => DecorationSet; find: DecorationSet["find"] };

it("SCR-243: a set that answers at once for each block answers the same", () => {
  const mark = fc.record({
    kind: fc.nat({ max: 3 }),
    block: fc.nat({ max: 11 }),
    from: fc.nat({ max: 9 }),
    size: fc.nat({ max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 30 }), (marks) => {
      const blocks = Array.from({ length: 12 }, (_, index) =>
        index === 5
          ? schema.node("pageBreak")
          : schema.node("action", { id: `b${index}` }, schema.text("ten lettrs")),
      );
      const doc = schema.node("doc", null, blocks);
      const starts: number[] = [];
      doc.forEach((_node, position) => starts.push(position));
      const drawn = marks.map(({ kind, block, from, size }) => {
        const at = starts[block]!;
        if (kind === 0) return Decoration.node(at, at + doc.child(block).nodeSize, { class: "x" });
        if (kind === 1)
          return Decoration.widget(at, () => document.createElement("i"), { key: String(from) });
        // Some reach over into the next block.
        const end = Math.min(doc.content.size, at + 1 + from + size * (kind === 2 ? 1 : 3));
        return Decoration.inline(Math.min(at + 1 + from, end), end, { class: "y" });
      });
      const set = DecorationSet.create(doc, drawn);
      const [plain, fast] = [set, quick(set)] as unknown as [Source, Source];
      expect(fast.find()).toEqual(plain.find());
      doc.forEach((node, position) => {
        const [one, other] = [plain.forChild(position, node), fast.forChild(position, node)];
        expect(other).toEqual(one);
      });
    }),
  );
  expect(quick(DecorationSet.empty)).toBe(DecorationSet.empty);
});
