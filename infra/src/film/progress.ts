import { stages } from "@backlot/shared/pipeline/stages";
import type { RunView } from "./studio-client.ts";

/** "Clips: 12 of 40, about 3 min left" */
export function progressLine({ run, items }: RunView): string {
  const here = items.filter((item) => item.stage === run.stage);
  const done = here.filter((item) => item.status === "done" || item.status === "reused").length;
  const failed = here.filter((item) => item.status === "failed").length;
  const part =
    here.length === 1 ? `${Math.round((here[0]?.progress ?? 0) * 100)} %` : `${done} of ${here.length}`;
  if (here.length === 0) return `${stageLabel(run.stage)}: getting ready`;
  const words = [`${stageLabel(run.stage)}: ${part}`];
  if (failed > 0) words.push(`${failed} failed`);
  if (run.etaSeconds !== null && run.etaSeconds > 0) words.push(`about ${duration(run.etaSeconds)} left`);
  return words.join(", ");
}

export function stageLabel(id: string): string {
  return stages.find((stage) => stage.id === id)?.label ?? id;
}

/** 75 → "1 min 15 s" */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes >= 10 || whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
}

/** One line that renews itself on a terminal, and a new line for each change of words elsewhere. */
export function progressPrinter(out: NodeJS.WriteStream) {
  let shown = "";
  return {
    show(line: string): void {
      if (line === shown) return;
      // In a log a line for each stage is enough; on a terminal the numbers may run.
      if (out.isTTY) out.write(`\r\u001B[K${line}`);
      else if (line.split(":")[0] !== shown.split(":")[0]) out.write(`${line}\n`);
      shown = line;
    },
    say(line: string): void {
      out.write(out.isTTY && shown !== "" ? `\r\u001B[K${line}\n` : `${line}\n`);
      if (out.isTTY) shown = "";
    },
  };
}

export type ProgressPrinter = ReturnType<typeof progressPrinter>;
