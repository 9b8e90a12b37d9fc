import { spawn, spawnSync } from "node:child_process";
import type { PartName } from "./parts.ts";

type Manager = "apt" | "dnf" | "pacman" | "brew";

const packages: Record<Manager, Record<PartName, string[]>> = {
  apt: {
    ffmpeg: ["ffmpeg"],
    ffprobe: ["ffmpeg"],
    chromium: ["chromium", "fonts-dejavu-core"],
    espeak: ["espeak-ng"],
    softwareGl: ["libegl1", "libgl1-mesa-dri"],
    redis: ["redis-server"],
    postgres: ["postgresql"],
  },
  dnf: {
    ffmpeg: ["ffmpeg-free"],
    ffprobe: ["ffmpeg-free"],
    chromium: ["chromium", "dejavu-sans-fonts"],
    espeak: ["espeak-ng"],
    softwareGl: ["mesa-libEGL", "mesa-dri-drivers"],
    redis: ["redis"],
    postgres: ["postgresql-server"],
  },
  pacman: {
    ffmpeg: ["ffmpeg"],
    ffprobe: ["ffmpeg"],
    chromium: ["chromium", "ttf-dejavu"],
    espeak: ["espeak-ng"],
    softwareGl: ["mesa"],
    redis: ["redis"],
    postgres: ["postgresql"],
  },
  brew: {
    ffmpeg: ["ffmpeg"],
    ffprobe: ["ffmpeg"],
    chromium: ["--cask google-chrome"],
    espeak: ["espeak-ng"],
    softwareGl: [],
    redis: ["redis"],
    postgres: ["postgresql"],
  },
};

const commands: Record<Manager, { probe: string; install: string }> = {
  apt: { probe: "apt-get", install: "sudo apt-get install -y" },
  dnf: { probe: "dnf", install: "sudo dnf install -y" },
  pacman: { probe: "pacman", install: "sudo pacman -S --needed" },
  brew: { probe: "brew", install: "brew install" },
};

/** Whether a command exists, without running it. */
export type Has = (command: string) => boolean;

const has: Has = (command) =>
  spawnSync("sh", ["-c", `command -v ${command}`], { stdio: "ignore" }).status === 0;

/** The command that installs the parts on the user's system; apt-get's when no package manager is known. */
export function installCommand(parts: PartName[], hasCommand: Has = has): string {
  const managers = Object.keys(commands) as Manager[];
  const manager = managers.find((name) => hasCommand(commands[name].probe)) ?? "apt";
  return `${commands[manager].install} ${packagesFor(manager, parts).join(" ")}`;
}

function packagesFor(manager: Manager, parts: PartName[]): string[] {
  return [...new Set(parts.flatMap((part) => packages[manager][part]))];
}

/** How apt-get may be run without a question: as root, with a sudo that asks no password, or not at all. */
export function aptGet(hasCommand: Has = has): string[] | null {
  if (!hasCommand("apt-get")) return null;
  if (process.getuid?.() === 0) return ["apt-get"];
  if (!hasCommand("sudo")) return null;
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0
    ? ["sudo", "-n", "apt-get"]
    : null;
}

/** Installs the parts with apt-get. Returns false when it could not. */
export async function installWithApt(command: string[], parts: PartName[]): Promise<boolean> {
  await apt(command, ["update"]);
  return apt(command, ["install", "-y", "--no-install-recommends", ...packagesFor("apt", parts)]);
}

function apt([program = "apt-get", ...before]: string[], args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    // sudo drops the environment, so the answer to any question is given as an option.
    const quiet = ["-qq", "-o", "Dpkg::Options::=--force-confold", "-o", "DPkg::Lock::Timeout=120"];
    const child = spawn(program, [...before, ...quiet, ...args], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    child.on("error", () => resolve(false));
    child.on("exit", (code) => resolve(code === 0));
  });
}
