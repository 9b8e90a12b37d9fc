import { aptGet, installCommand, installWithApt } from "./package-manager.ts";
import { lookForParts, type LookOptions, type PartName, type SystemParts } from "./parts.ts";

/** A needed part is missing; the message says which, why, and the command that installs it. */
export class MissingPartError extends Error {
  override readonly name = "MissingPartError";
}

export type EnsureOptions = LookOptions & {
  say: (line: string) => void;
  /** Installs the parts; null where that is not allowed. */
  install?: ((parts: PartName[]) => Promise<boolean>) | null;
};

/** Only speech can be done without: lines are then timed silence with captions. */
const optional = new Set<PartName>(["espeak"]);

/**
 * Finds FFmpeg, Chromium, software GL and espeak-ng, and installs what is missing where that needs no question.
 * @throws MissingPartError when a needed part is still missing
 */
export async function ensureParts({
  say,
  install = defaultInstall(),
  ...look
}: EnsureOptions): Promise<SystemParts> {
  let report = lookForParts(look);
  const wanted = report.missing.map(({ name }) => name);
  if (wanted.length && install) {
    say(`Installing ${wanted.map(nameOf).join(", ")} with apt-get …`);
    await install(wanted);
    report = lookForParts(look);
  }
  const needed = report.missing.filter(({ name }) => !optional.has(name));
  const { ffmpeg, ffprobe, chromium, espeak } = report.paths;
  if (needed.length || !ffmpeg || !ffprobe || !chromium) {
    const problems = needed.map(({ problem }) => problem).join(" ");
    throw new MissingPartError(
      `${problems} Install it with: ${installCommand(needed.map(({ name }) => name))}`,
    );
  }
  if (!espeak) say(`Without espeak-ng lines are captions only. To hear them: ${installCommand(["espeak"])}`);
  return { ffmpeg, ffprobe, chromium, espeak };
}

function nameOf(part: PartName): string {
  return part === "softwareGl" ? "software GL" : part;
}

function defaultInstall(): EnsureOptions["install"] {
  const command = aptGet();
  return command && ((parts) => installWithApt(command, parts));
}
