import { execFile, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { projectRoot } from "../project-root.ts";
import { tempDir } from "../temp-dir.ts";

const run = promisify(execFile);
const command = join(projectRoot, "infra", "src", "film.ts");

const script = `Title: Night Ferry

INT. FERRY CABIN - NIGHT

MARA, 40, in a yellow coat, sits at a window.

MARA
He said he would come.

EXT. HARBOUR - DAWN

The ferry lies at the quay.
`;

type Ended = { code: number | null; output: string };

function film(folder: string, ...words: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [command, ...words], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder, BACKLOT_DATA: join(folder, "data"), BACKLOT_PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) => child.on("exit", (code) => resolve({ code, output })));
}

test("RUN-22: a file that is no screenplay ends with 2 and says what to do, before anything is started", async () => {
  using folder = tempDir();
  writeFileSync(join(folder.path, "notes.fountain"), "Just a few words.\n");
  const bad = await film(folder.path, "notes.fountain", "--approve", "all");
  expect(bad).toMatchObject({ code: 2, output: expect.stringContaining("No scene was found in the file.") });
  const absent = await film(folder.path, "gone.fountain", "--approve", "all");
  expect(absent).toMatchObject({ code: 2, output: expect.stringContaining("There is no such file") });
  const silent = await film(folder.path, "notes.fountain");
  expect(silent).toMatchObject({ code: 2, output: expect.stringContaining("say --approve all") });
});

test("RUN-22: one command makes a film with captions out of a screenplay, and leaves nothing running", async () => {
  using folder = tempDir();
  writeFileSync(join(folder.path, "ferry.fountain"), script);
  const made = await film(folder.path, "ferry.fountain", "--approve", "all", "--provider", "nothing");
  expect(made).toMatchObject({ code: 0, output: expect.stringContaining("Delivery is ready") });
  const words = [
    "-v",
    "error",
    "-count_packets",
    "-show_entries",
    "stream=codec_name,nb_read_packets",
    "-of",
    "json",
  ];
  const { stdout } = await run(process.env["FFPROBE_PATH"] ?? "ffprobe", [
    ...words,
    join(folder.path, "ferry.mp4"),
  ]);
  const { streams } = JSON.parse(stdout) as { streams: { codec_name: string; nb_read_packets: string }[] };
  expect(streams.map((stream) => stream.codec_name)).toEqual(["h264", "aac", "mov_text"]);
  expect(made.output).toContain(`${streams[0]?.nb_read_packets} frames`);
});

/** Runs the command as a person does: in a terminal, through the door of the root's commands. */
function filmInTerminal(folder: string, ...words: string[]) {
  const terminal = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
  const door = join(projectRoot, "infra", "bootstrap.mjs");
  const child = spawn("python3", ["-c", terminal, process.execPath, door, command, ...words], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder, BACKLOT_DATA: join(folder, "data"), BACKLOT_PORT: "0" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let output = "";
  const waiting = new Set<() => void>();
  child.stdout.on("data", (chunk) => {
    output += chunk;
    for (const look of waiting) look();
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  return {
    ended,
    output: () => output,
    type: (keys: string) => child.stdin.write(keys),
    /** Waits until `count` such texts were written. */
    sees: (text: string, count = 1) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          if (output.split(text).length > count) resolve();
        };
        waiting.add(look);
        look();
        void ended.then((code) =>
          reject(new Error(`It ended with ${code} and never wrote "${text}".\n${output}`)),
        );
      }),
  };
}

test("RUN-22: asks at each gate in the terminal, and one Ctrl-C cancels the run before it ends with 130", async () => {
  using folder = tempDir();
  writeFileSync(join(folder.path, "ferry.fountain"), script);
  const terminal = filmInTerminal(folder.path, "ferry.fountain", "--provider", "nothing");
  await terminal.sees("[a/c/q]");
  terminal.type("c\r");
  await terminal.sees("What should change?");
  terminal.type("Look again.\r");
  await terminal.sees("Breakdown is ready", 2);
  await terminal.sees("[a/c/q]", 2);
  terminal.type("a\r");
  await terminal.sees("Casting is ready");
  await terminal.sees("[a/c/q]", 3);
  terminal.type("\u0003");
  expect(await terminal.ended).toBe(130);
  expect(terminal.output().split("Cancelling …")).toHaveLength(2);
  expect(terminal.output()).toContain("Cancelled.");
});
