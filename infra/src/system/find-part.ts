import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

export type Environment = Record<string, string | undefined>;

/** A program of the system that Backlot runs. */
export type Program = {
  /** What people call it. */
  label: string;
  /** The variable that names it outright. */
  variable: string;
  /** Its names on PATH, best first. */
  names: string[];
  /** Where installers put it without adding it to PATH. */
  places: string[];
  /** Arguments that print its version; the first number in the output is compared with `atLeast`. */
  version?: { args: string[]; atLeast: [major: number, minor: number] };
};

export type Found = { path: string } | { path: null; problem: string };

/** Looks for a program by its variable, then on PATH, then in the places it is known to be installed. */
export function findProgram(program: Program, env: Environment): Found {
  const named = env[program.variable];
  if (named) {
    if (isExecutable(named)) return checked(program, named);
    return {
      path: null,
      problem: `${program.variable} is set to "${named}", which is not a program that can be run.`,
    };
  }
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  const candidates = [
    ...program.names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...program.places,
  ].filter((path, at, all) => all.indexOf(path) === at && isExecutable(path));

  let found: Found = { path: null, problem: `${program.label} was not found.` };
  for (const candidate of candidates) {
    found = checked(program, candidate);
    if (found.path) return found;
  }
  return found;
}

function checked(program: Program, path: string): Found {
  if (!program.version) return { path };
  const { args, atLeast } = program.version;
  const { stdout, error } = spawnSync(path, args, { encoding: "utf8", timeout: 20_000 });
  if (error) return { path: null, problem: `${path} could not be run: ${error.message}.` };
  const [, major, minor = "0"] = /(\d+)(?:\.(\d+))?/.exec(stdout) ?? [];
  // A development build has a commit instead of a version, and is newer than any release that we could ask for.
  if (major === undefined || /version N-/.test(stdout)) return { path };
  const isNewEnough =
    Number(major) > atLeast[0] || (Number(major) === atLeast[0] && Number(minor) >= atLeast[1]);
  if (isNewEnough) return { path };
  const problem = `${program.label} ${atLeast.join(".")} or newer is needed; ${path} is ${major}.${minor}.`;
  return { path: null, problem };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
