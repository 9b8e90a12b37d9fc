import type { BenchGoal, BenchResult, BenchRow } from "./bench-types.ts";

/** A result as an aligned text table, each row with its ratio to the row that it names. */
export function table({ name, unit, rows, note }: BenchResult): string {
  const cells = rows.map((row) => [row.label, `${round(row.value)} ${unit}`, ratio(row, rows)] as const);
  const widths = [0, 1].map((column) => Math.max(...cells.map((cell) => cell[column]?.length ?? 0)));
  const lines = cells.map(([label, value, compared]) =>
    `  ${label.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${compared}`.trimEnd(),
  );
  return [name, ...lines, ...(note ? [`  ${note}`] : [])].join("\n");
}

/** A goal as a line: what, the figure, its bound, and whether it was reached. */
export function goalLine(goal: BenchGoal): string {
  const bound = goal.atMost === undefined ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`;
  return `${goal.what}: ${goal.figure.toPrecision(3)} (${bound}) ${isReached(goal) ? "reached" : "NOT reached"}`;
}

/** Whether a figure is within its bounds; one that could not be measured (NaN) is not. */
export function isReached({ figure, atMost = Infinity, atLeast = -Infinity }: BenchGoal): boolean {
  return figure <= atMost && figure >= atLeast;
}

function ratio({ value, ratioTo }: BenchRow, rows: BenchRow[]): string {
  if (!ratioTo) return "";
  const base = rows.find((row) => row.label === ratioTo);
  return base?.value ? `${round(value / base.value)}× ${ratioTo}` : `(no figure for ${ratioTo})`;
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
