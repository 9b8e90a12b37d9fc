import type { BenchResult } from "../../../../infra/src/bench-types.ts";
import type { ScriptBlock } from "../block.ts";
import { paginate, repaginate, type Pages } from "../pagination.ts";
import { featureScript } from "./feature-script.ts";

/** How long a script of 120 pages takes to be laid out, as a whole and after one edit. */
export async function bench(): Promise<BenchResult[]> {
  const script = featureScript(120);
  const whole = times(40, () => {
    // New objects, as after opening a script: nothing has been laid out before.
    const blocks = script.map((block) => ({ ...block }));
    return () => paginate(blocks);
  });
  const edits = [
    { label: "after a letter typed on page 1", value: after(script, (blocks) => typed(blocks, 3)) },
    {
      label: "after a letter typed on page 60",
      value: after(script, (blocks) => typed(blocks, blocks.length >> 1)),
    },
    { label: "after five more lines on page 1", value: after(script, longer) },
  ];
  return [
    {
      name: "Paginate a script of 120 pages",
      unit: "ms",
      rows: [{ label: "whole", value: whole }, ...edits],
      note: `median; ${script.length} blocks, ${paginate(script).pages.length} pages`,
      goals: [
        { what: "120 pages laid out as a whole, ms", figure: whole, atMost: 40 },
        { what: "pages after one edit, ms", figure: Math.max(...edits.map((row) => row.value)), atMost: 4 },
      ],
    },
  ];
}

function typed(blocks: readonly ScriptBlock[], index: number): ScriptBlock[] {
  const block = blocks[index]!;
  return blocks.with(index, { ...block, runs: [...block.runs, { text: "x" }] });
}

function longer(blocks: readonly ScriptBlock[]): ScriptBlock[] {
  const more = "A line more that says nothing new but takes up a lot of room. ".repeat(5);
  return blocks.toSpliced(4, 0, { id: "longer", type: "action", runs: [{ text: more }] });
}

function after(
  script: readonly ScriptBlock[],
  edit: (blocks: readonly ScriptBlock[]) => ScriptBlock[],
): number {
  const before: Pages = paginate(script);
  return times(60, () => {
    const blocks = edit(script);
    return () => repaginate(before, blocks);
  });
}

/** Median milliseconds of what `prepare` gives. */
function times(count: number, prepare: () => () => unknown): number {
  const taken = Array.from({ length: count }, () => {
    const run = prepare();
    const begin = performance.now();
    run();
    return performance.now() - begin;
  });
  return taken.toSorted((a, b) => a - b)[count >> 1]!;
}
