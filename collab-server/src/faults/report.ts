import type { FaultCase } from "./fault-case.ts";
import type { DatabaseSort } from "./fault-database.ts";
import { lateIn, seconds, type CaseReport } from "./run-case.ts";

const columns = [5, 9, 6, 7, 9, 6, 5, 17, 8] as const;

export const reportHead = row(
  ["case", "database", "seeds", "edits", "promised", "lost", "late", "slowest / limit", "time"],
  "what was tried",
);

/**
 * One line of the table: how often a case ran, what people did in it, in how many runs something promised was lost or
 * anything else did not hold, and what came closest to its limit of time.
 */
export function reportLine(fault: FaultCase, sort: DatabaseSort, reports: readonly CaseReport[]): string {
  const sum = (read: (report: CaseReport) => number) => reports.reduce((total, one) => total + read(one), 0);
  const cells = [
    fault.id,
    sort,
    String(reports.length),
    String(sum(({ made }) => made)),
    String(sum(({ promised }) => promised)),
    lost(reports),
    String(reports.filter((report) => lateIn(report).length > 0).length),
    slowest(reports),
    seconds(sum(({ tookMs }) => tookMs)),
  ];
  return row(cells, fault.title);
}

function lost(reports: readonly CaseReport[]): string {
  const broken = reports.filter(({ problem }) => problem !== null).length;
  return broken === 0 ? "none" : String(broken);
}

function slowest(reports: readonly CaseReport[]): string {
  const [first] = reports
    .flatMap(({ timings }) => timings)
    .toSorted((a, b) => b.tookMs / b.limitMs - a.tookMs / a.limitMs);
  return first === undefined ? "" : `${seconds(first.tookMs)} / ${seconds(first.limitMs)}`;
}

function row(cells: readonly string[], last: string): string {
  return `${cells.map((cell, index) => cell.padStart(columns[index] ?? 0)).join(" ")}  ${last}`;
}
