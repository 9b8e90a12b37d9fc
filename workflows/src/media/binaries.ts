import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { AppError } from "@backlot/shared/errors/app-error";

export type MediaTools = { ffmpegPath: string; ffprobePath: string };

const tools = {
  ffmpeg: { variable: "FFMPEG_PATH", names: ["ffmpeg"], package: "ffmpeg" },
  ffprobe: { variable: "FFPROBE_PATH", names: ["ffprobe"], package: "ffmpeg" },
  chromium: {
    variable: "CHROMIUM_PATH",
    names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    package: "chromium",
  },
  espeak: { variable: "ESPEAK_PATH", names: ["espeak-ng", "espeak"], package: "espeak-ng" },
} as const;

export type ToolName = keyof typeof tools;

const knownPlaces = ["/usr/local/bin", "/usr/bin", "/opt/homebrew/bin", "/snap/bin"];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where a tool is: its environment variable, then PATH, then the usual places; null when it is nowhere. */
export function findTool(name: ToolName, env: NodeJS.ProcessEnv = process.env): string | null {
  const { variable, names } = tools[name];
  const named = env[variable];
  if (named) return isExecutable(named) ? named : null;
  const places = [...(env.PATH ?? "").split(delimiter).filter(Boolean), ...knownPlaces];
  for (const candidate of names) {
    for (const place of places) {
      const path = join(place, candidate);
      if (isExecutable(path)) return path;
    }
  }
  return null;
}

/** As `findTool`, but its absence is an error that names the package and the variable. */
export function requireTool(name: ToolName, env: NodeJS.ProcessEnv = process.env): string {
  const path = findTool(name, env);
  if (path) return path;
  const tool = tools[name];
  throw new AppError("tool-missing", {
    sentence: `${tool.names[0]} was not found on this machine.`,
    nextStep: `Install ${tool.package} or set ${tool.variable} to its path.`,
  });
}

/** ffmpeg and ffprobe as this process finds them. */
export function findMediaTools(): MediaTools {
  return { ffmpegPath: requireTool("ffmpeg"), ffprobePath: requireTool("ffprobe") };
}
