import { fork } from "node:child_process";

/** What an attacker is to do; plain data, because it goes to another process. */
export type Attack = {
  url: string;
  document: string;
  kind: "cut" | "script" | "assets";
  ticket: string;
  mayWrite: boolean;
  seed: number;
  /** So many spoiled messages are to be handled by the server; others, which are not spoiled, are sent between them. */
  messages: number;
  /** Over so many connections at a time. */
  connections: number;
  /** Bytes a second that are sent beside the messages, as frames that mean nothing. */
  floodBytes: number;
};

/** How an attack went. */
export type AttackReport = {
  /** Messages unlike any honest one that the server has handled: it went on to what came behind, or ended it there. */
  spoiled: number;
  /** Messages as honest clients send them, handled likewise. */
  honest: number;
  /** Messages on which the server neither answered nor ended anything. */
  unheard: number;
  /** Messages that no server may take, and those of them behind which a mark was called durable. */
  bad: number;
  badButDurable: number;
  /** Marks that were called durable, behind whatever was sent. */
  durable: number;
  /** How often the server hung up, by code; with 0 documents that it closed alone. */
  ended: Record<number, number>;
};

/** Lets somebody attack from a process of their own, so that what others wait for is the server and not the attacker. */
export function attackFromOutside(attack: Attack): Promise<AttackReport> {
  return reportOf(new URL("./attack.ts", import.meta.url), attack);
}

/** Gives a program its task, and what it reports before it ends. */
export function reportOf<Report>(program: URL, task: object): Promise<Report> {
  return new Promise((resolve, reject) => {
    const child = fork(program, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    let report: Report | null = null;
    child.on("message", (message: Report) => (report = message));
    child.once("exit", (code) => {
      if (report === null) reject(new Error(`The attacker ended with ${code}.`));
      else resolve(report);
    });
    child.send(task);
  });
}
