/** How right the breakdown is on the annotated corpus, and how long a 120-page script takes. */
import { breakDown } from "../breakdown.ts";
import { filmsOf } from "../corpus/films.ts";
import type { BenchGoal } from "../../../../infra/src/bench-types.ts";
import {
  addScores,
  precision,
  recall,
  scoredCategories,
  scoreFilm,
  type ScoredCategory,
} from "../corpus/score.ts";
import type { ScriptBlock } from "../block.ts";
import { paginate } from "../pagination.ts";

type Row = { label: string; value: number; ratioTo?: string };

export async function bench() {
  const tuning = filmsOf("tuning");
  const heldOut = filmsOf("held-out");
  const all = [...tuning, ...heldOut];
  const script = aScriptOf(
    120,
    all.flatMap((film) => film.blocks),
  );
  const taken = median(9, () => breakDown(script));
  return [
    accuracy("Breakdown, nine films that rules were written with", tuning),
    accuracy("Breakdown, four films held out", heldOut),
    { ...accuracy("Breakdown, the whole corpus", all), goals: goalsOf(all) },
    {
      name: "Breakdown of a 120-page script",
      unit: "ms",
      rows: [
        {
          label: `${breakDown(script).length} items, median of 9`,
          value: taken,
        },
      ],
      goals: [{ what: "120 pages broken down, ms", figure: taken, atMost: 300 }],
    },
  ];
}

function accuracy(name: string, films: ReturnType<typeof filmsOf>) {
  const scores = films.map(scoreFilm);
  const rows: Row[] = scoredCategories.flatMap((category) => {
    const sum = addScores(scores.map((score) => score[category]));
    return [
      { label: `${category}: right of ${sum.given} given`, value: 100 * precision(sum) },
      { label: `${category}: found of ${sum.wanted} marked`, value: 100 * recall(sum) },
    ];
  });
  const pages = pagesOf(films.flatMap((film) => film.blocks));
  return { name, unit: "%", rows, note: `${films.length} films, ${pages} pages; a thing counts once a film` };
}

/** Precision and recall that the breakdown has to reach, in percent. */
const goals: [name: string, of: readonly ScoredCategory[], precision: number, recall: number][] = [
  ["headings", ["headings"], 99, 99],
  ["speaking cast", ["speaking cast"], 97, 99],
  ["sounds", ["sound"], 90, 85],
  ["vehicles and animals", ["vehicle", "creature"], 85, 80],
  ["props", ["prop"], 75, 70],
  ["wardrobe", ["costume"], 75, 60],
];

function goalsOf(films: ReturnType<typeof filmsOf>): BenchGoal[] {
  const scores = films.map(scoreFilm);
  return goals.flatMap(([name, categories, ofGiven, ofMarked]) => {
    const sum = addScores(scores.flatMap((score) => categories.map((category) => score[category])));
    return [
      { what: `${name}, right of what is given, %`, figure: 100 * precision(sum), atLeast: ofGiven },
      { what: `${name}, found of what is marked, %`, figure: 100 * recall(sum), atLeast: ofMarked },
    ];
  });
}

function pagesOf(blocks: readonly ScriptBlock[]): number {
  return paginate(blocks).pages.length;
}

/** The films one after the other, again and again, until the pages are full. */
function aScriptOf(pages: number, blocks: readonly ScriptBlock[]): ScriptBlock[] {
  const rounds = Math.ceil(pages / pagesOf(blocks));
  const script = Array.from({ length: rounds }, (_, round) =>
    blocks.map((block) => ({ ...block, id: `${block.id}-${round}` })),
  ).flat();
  return script.slice(0, Math.ceil((script.length * pages) / pagesOf(script)));
}

function median(times: number, work: () => void): number {
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return taken.toSorted((a, b) => a - b)[times >> 1]!;
}
