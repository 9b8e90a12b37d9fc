/** `npm start`: leaves a running studio, and says where it is. */
import { ConfigError } from "@backlot/shared/server/config";
import { LockedError } from "@backlot/shared/server/lock";
import { requireNode } from "@backlot/shared/server/node-version";
import { onStop } from "@backlot/shared/server/service";
import { readLauncherConfig } from "./launcher/config.ts";
import { startDev } from "./launcher/dev.ts";
import { Launcher } from "./launcher/launcher.ts";
import { MissingPartError } from "./system/ensure-parts.ts";

requireNode();
const say = (line: string) => console.log(line);

try {
  await main();
} catch (error) {
  console.error(sentenceFor(error));
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readLauncherConfig();
  const isDev = process.argv.includes("--dev");
  const launcher = new Launcher({ config, say, terminalLevel: isDev ? "info" : "warn" });
  let dev: { stop: () => void } | null = null;
  onStop(
    () => {
      dev?.stop();
      return launcher.stop();
    },
    { deadlineMs: 9_500 },
  );
  try {
    const { url, ownerLink } = await launcher.start();
    say(`\nBacklot is open at ${url}`);
    if (ownerLink) say(`Make the owner's account with this link, which works once: ${ownerLink}`);
    if (isDev)
      dev = startDev({
        studioPort: launcher.studioPort,
        restart: (name) => void launcher.restart(name),
        say,
      });
  } catch (error) {
    await launcher.stop();
    throw error;
  }
}

function sentenceFor(error: unknown): string {
  if (error instanceof LockedError) {
    return `Backlot is already running on this data directory (process ${error.pid}). Stop it first, or set BACKLOT_DATA.`;
  }
  if (error instanceof ConfigError || error instanceof MissingPartError) return error.message;
  return `Backlot could not start: ${(error as Error).message}`;
}
