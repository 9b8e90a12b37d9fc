import type { BlockType, ScriptBlock } from "../block.ts";
import { paginate } from "../pagination.ts";

const pool =
  "the old lamp turns and nobody looks up when a door opens behind them while rain keeps falling on the quay".split(
    " ",
  );

/** A made-up screenplay of at least `pages` pages, the same every time: scenes of action and quick talk. */
export function featureScript(pages: number): ScriptBlock[] {
  let state = 20_11;
  const roll = (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
  const blocks: ScriptBlock[] = [];
  const add = (type: BlockType, text: string) =>
    blocks.push({ id: `f${blocks.length}`, type, runs: [{ text }] });
  const sentence = () => {
    const text = Array.from({ length: 4 + roll(12) }, () => pool[roll(pool.length)]).join(" ");
    return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
  };
  const some = (most: number) => Array.from({ length: 1 + roll(most) }, sentence).join(" ");
  while (blocks.length < pages * 16 || paginate(blocks).pages.length < pages) {
    add(
      "sceneHeading",
      `${roll(2) ? "INT." : "EXT."} ${pool[roll(pool.length)]!.toUpperCase()} ${roll(40)} - DAY`,
    );
    add("action", some(4));
    for (let speeches = 2 + roll(9); speeches > 0; speeches -= 1) {
      add("character", ["MARA", "BEN", "OLD TOMAS", "INGRID (V.O.)"][roll(4)]!);
      if (roll(6) === 0) add("parenthetical", "(quietly)");
      add("dialogue", some(3));
      if (roll(3) === 0) add("action", some(3));
    }
    if (roll(8) === 0) add("transition", "CUT TO:");
  }
  return blocks;
}
