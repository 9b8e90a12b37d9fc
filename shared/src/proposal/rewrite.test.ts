import { expect, test } from "vitest";
import { plainText, textBlock } from "../screenplay/block.ts";
import { applyChange } from "./fit.ts";
import { rewriteChanges } from "./rewrite.ts";

const line = (id: string, text: string) => textBlock("dialogue", text, { id });

test("DRA-16: what somebody writes while the assistant rewrites their lines stays when the rewrite is accepted", () => {
  const asked = [line("a", "I knew it all along.")];
  const now = [line("z", "Before."), line("a", "I knew it all along. Really."), line("b", "After.")];
  const changes = rewriteChanges(now, asked, [textBlock("dialogue", "I guessed it all along.")]);
  expect(changes).toHaveLength(1);
  const { blocks, fit } = applyChange(now, changes![0]!);
  expect(fit.state).toBe("partly");
  expect(blocks.map(plainText)).toEqual(["Before.", "I guessed it all along. Really.", "After."]);
  expect(rewriteChanges([line("z", "Before.")], asked, [])).toBeNull();
});
