import { findProgram, type Environment, type Program } from "./find-part.ts";
import { hasSoftwareGl } from "./software-gl.ts";

/** Where the parts of the system are; `espeak` is null when there is none and lines are shown as captions only. */
export type SystemParts = { ffmpeg: string; ffprobe: string; chromium: string; espeak: string | null };

export type PartName = "ffmpeg" | "ffprobe" | "chromium" | "espeak" | "softwareGl" | "redis" | "postgres";

export type PartsReport = {
  paths: Record<"ffmpeg" | "ffprobe" | "chromium" | "espeak", string | null>;
  /** What is missing, each with a sentence that says why. */
  missing: Array<{ name: PartName; problem: string }>;
};

const binaries = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/snap/bin"];
const inBinaries = (...names: string[]) =>
  names.flatMap((name) => binaries.map((folder) => `${folder}/${name}`));
const ffmpegVersion: Program["version"] = { args: ["-version"], atLeast: [5, 1] };
const chromiumNames = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const espeakNames = ["espeak-ng"];

const programs: Record<keyof PartsReport["paths"], Program> = {
  ffmpeg: {
    label: "FFmpeg",
    variable: "FFMPEG_PATH",
    names: ["ffmpeg"],
    places: inBinaries("ffmpeg"),
    version: ffmpegVersion,
  },
  ffprobe: {
    label: "FFprobe",
    variable: "FFPROBE_PATH",
    names: ["ffprobe"],
    places: inBinaries("ffprobe"),
    version: ffmpegVersion,
  },
  chromium: {
    label: "Chromium",
    variable: "CHROMIUM_PATH",
    names: chromiumNames,
    places: [
      ...inBinaries(...chromiumNames),
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
  },
  espeak: {
    label: "espeak-ng",
    variable: "ESPEAK_PATH",
    names: espeakNames,
    places: inBinaries(...espeakNames),
  },
};

export type LookOptions = { env?: Environment; hasGl?: () => boolean; places?: boolean };

/** Looks for every part. Nothing is installed here. */
export function lookForParts({
  env = process.env,
  hasGl = hasSoftwareGl,
  places = true,
}: LookOptions = {}): PartsReport {
  const report: PartsReport = {
    paths: { ffmpeg: null, ffprobe: null, chromium: null, espeak: null },
    missing: [],
  };
  for (const name of ["ffmpeg", "ffprobe", "chromium", "espeak"] as const) {
    const program = places ? programs[name] : { ...programs[name], places: [] };
    const found = findProgram(program, env);
    report.paths[name] = found.path;
    if (found.path === null) report.missing.push({ name, problem: found.problem });
  }
  if (!hasGl()) report.missing.push({ name: "softwareGl", problem: "Mesa's software GL was not found." });
  return report;
}

/** The variables that tell a child process where the parts are. */
export function partsEnvironment(parts: SystemParts): Record<string, string> {
  const env: Record<string, string> = {
    FFMPEG_PATH: parts.ffmpeg,
    FFPROBE_PATH: parts.ffprobe,
    CHROMIUM_PATH: parts.chromium,
  };
  if (parts.espeak) env["ESPEAK_PATH"] = parts.espeak;
  return env;
}
