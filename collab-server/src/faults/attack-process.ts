import { fork } from "node:child_process";

/** What an attacker is to do; plain data, because it goes to another process. */
export type Attack = {
  url: string;
  document: string;
  kind: "cut" | "script" | "assets";
  ticket: string;
  seed: number;
  messages: number;
  /** Bytes a second that are sent beside the messages, as honest edits of a large size. */
  floodBytes: number;
};

/** How an attack went: messages that the server looked at, and how often it hung up, by code. */
export type AttackReport = { looked: number; ended: Record<number, number>; durable: number };

/** Lets somebody attack from a process of their own, so that what others wait for is the server and not the attacker. */
export function attackFromOutside(attack: Attack): Promise<AttackReport> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL("./attack.ts", import.meta.url), {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    let report: AttackReport | null = null;
    child.on("message", (message: AttackReport) => (report = message));
    child.once("exit", (code) => {
      if (report === null) reject(new Error(`The attacker ended with ${code}.`));
      else resolve(report);
    });
    child.send(attack);
  });
}
