import { spawn, type ChildProcess } from "node:child_process";
import { watch, type FSWatcher } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project-root.ts";

/** Which process reads which folder's sources. */
const readers: Record<"studio" | "worker", string[]> = {
  studio: ["shared", "api", "collab-server", "infra"],
  worker: ["shared", "workflows"],
};

export type DevOptions = {
  /** Where the studio answers; Vite passes on to it what is not the client's. */
  studioPort: number;
  restart: (name: "studio" | "worker") => void;
  say: (line: string) => void;
};

/** What `npm run dev` adds to a studio: the client from its sources, and servers that start again when theirs change. */
export function startDev({ studioPort, restart, say }: DevOptions): { stop: () => void } {
  const watchers = (["studio", "worker"] as const).flatMap((name) =>
    readers[name].map((folder) => watchSources(folder, () => restart(name))),
  );
  const vite = spawnVite(studioPort, say);
  return {
    stop: () => {
      for (const watcher of watchers) watcher.close();
      vite.kill();
    },
  };
}

function watchSources(folder: string, onChange: () => void): FSWatcher {
  let timer: NodeJS.Timeout | undefined;
  return watch(join(projectRoot, folder, "src"), { recursive: true, persistent: false }, (_event, file) => {
    if (!file || !/\.ts$/.test(file) || /\.(test|e2e|bench)\.ts$/.test(file)) return;
    // An editor writes several times for one save, and a checkout writes many files.
    clearTimeout(timer);
    timer = setTimeout(onChange, 250);
  });
}

function spawnVite(studioPort: number, say: (line: string) => void): ChildProcess {
  const vite = spawn(join(projectRoot, "node_modules", ".bin", "vite"), ["--clearScreen", "false"], {
    cwd: join(projectRoot, "client"),
    env: { ...process.env, BACKLOT_PORT: String(studioPort) },
    stdio: ["ignore", "inherit", "inherit"],
  });
  vite.on("error", (error) => say(`Vite could not be started: ${error.message}`));
  return vite;
}
