import { createInterface } from "node:readline/promises";
import type { GateDecision } from "@backlot/shared/pipeline/stages";
import { stageLabel } from "./progress.ts";
import type { RunView } from "./studio-client.ts";

type Gate = RunView["gates"][number];

/** What a gate shows, in one line: "12 done, 1 failed". */
export function gateLine({ stage, summary }: Gate): string {
  const counts = Object.entries(summary).filter(([, value]) => typeof value === "number" && value > 0);
  const said = counts.map(([name, value]) => `${String(value)} ${words(name)}`).join(", ");
  return `${stageLabel(stage)} is ready${said === "" ? "" : `: ${said}`}.`;
}

function words(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Asks in the terminal; null when the person ends the run, here or by the signal. */
export async function askGate(gate: Gate, signal: AbortSignal): Promise<GateDecision | null> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // The terminal swallows Ctrl-C while it asks.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    for (;;) {
      const answer = await terminal.question("Approve, ask for changes, or quit? [a/c/q] ", { signal });
      const choice = answer.trim().toLowerCase().charAt(0);
      if (choice === "a" || choice === "y") return { decision: "approve", digest: gate.digest, note: "" };
      if (choice === "q") return null;
      if (choice !== "c") continue;
      const note = (await terminal.question("What should change? ", { signal })).trim();
      if (note !== "") return { decision: "changes", digest: gate.digest, note, items: [] };
    }
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    terminal.close();
  }
}
