import { basename, extname, resolve } from "node:path";
import { parseArgs } from "node:util";

export type FilmArguments = {
  /** The screenplay: Fountain, Final Draft, laid-out text or PDF; absolute. */
  script: string;
  /** Where the film goes; absolute. */
  out: string;
  approveAll: boolean;
  quality: "draft" | "master";
  /** Data directory of the studio; null takes the usual one. */
  dataDir: string | null;
  provider: "previs" | "nothing";
};

/** The command line does not say what to do; the message is a sentence. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const usage = `npm run film -- path/to/script.fountain|.fdx|.txt|.pdf [--out film.mp4] [--approve all] [--draft | --master] [--data directory]

  --out       where the film goes; the script's name with .mp4 unless given
  --approve   "all" approves every stage; without it each gate is asked for here
  --draft     640×360 drawings, quick (unless told otherwise)
  --master    full drawings
  --data      the studio's data directory; a studio that runs on it is used`;

/** Reads the command line. Paths are relative to where the person is (`from`). Throws `UsageError`. */
export function readArguments(argv: readonly string[], from: string): FilmArguments {
  const { values, positionals } = parse(argv);
  const [script, ...more] = positionals;
  if (script === undefined) throw new UsageError("Name the screenplay to film.");
  if (more.length > 0) throw new UsageError("Name one screenplay.");
  if (values.draft === true && values.master === true)
    throw new UsageError("Choose either --draft or --master.");
  if (values.approve !== undefined && values.approve !== "all")
    throw new UsageError(`--approve takes "all", not "${values.approve}".`);
  if (values.provider !== undefined && values.provider !== "previs" && values.provider !== "nothing")
    throw new UsageError("--provider is previs or nothing.");
  const name = `${basename(script, extname(script))}.mp4`;
  return {
    script: resolve(from, script),
    out: resolve(from, values.out ?? name),
    approveAll: values.approve === "all",
    quality: values.master === true ? "master" : "draft",
    dataDir: values.data === undefined ? null : resolve(from, values.data),
    provider: values.provider ?? "previs",
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: "string" },
        approve: { type: "string" },
        draft: { type: "boolean" },
        master: { type: "boolean" },
        data: { type: "string" },
        provider: { type: "string" },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(". ")[0]}.`);
  }
}
