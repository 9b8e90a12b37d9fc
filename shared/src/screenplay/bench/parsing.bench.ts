/** How long a 120-page script takes to parse, beside another Fountain parser on the same text in the same run. */
import { Fountain } from "fountain-js";
import { parseFountain } from "../fountain-parse.ts";
import { printFdx } from "../fdx-print.ts";
import { printFountain } from "../fountain-print.ts";
import { importFdx } from "../import-fdx.ts";
import { featureScript } from "./feature-script.ts";

const rounds = 11;
const other = "fountain-js, with tokens";

export async function bench() {
  const screenplay = { titlePage: [], blocks: featureScript(120) };
  const fountain = printFountain(screenplay);
  const fdx = printFdx(screenplay);
  // Turn by turn, so that whatever else the machine does falls on both.
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(taken(() => parseFountain(fountain)));
    theirs.push(taken(() => new Fountain().parse(fountain, true)));
  }
  const kilobytes = (text: string) => Math.round(text.length / 1000);
  return [
    {
      name: "Parsing a 120-page script",
      unit: "ms",
      rows: [
        { label: "parse a 120-page script", value: median(ours), ratioTo: other },
        { label: other, value: median(theirs) },
        {
          label: "read it as Final Draft",
          value: median(Array.from({ length: 5 }, () => taken(() => importFdx(fdx)))),
        },
        {
          label: "write it for Final Draft",
          value: median(Array.from({ length: 5 }, () => taken(() => printFdx(screenplay)))),
        },
      ],
      note: `median of ${rounds}; ${kilobytes(fountain)} kB of Fountain, ${kilobytes(fdx)} kB of FDX, ${screenplay.blocks.length} blocks`,
      goals: [{ what: "120 pages parsed, ms", figure: median(ours), atMost: 60 }],
    },
  ];
}

function taken(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
