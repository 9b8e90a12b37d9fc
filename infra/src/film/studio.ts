import { isAlive } from "@backlot/shared/server/process-identity";
import { readRunState } from "../data/run-file.ts";
import { openSecrets } from "../data/secrets.ts";
import { readLauncherConfig } from "../launcher/config.ts";
import { Launcher } from "../launcher/launcher.ts";

/** A studio to make a film in, and how to leave it. */
export type FilmStudio = { url: string; token: string; close: () => Promise<void> };

/** The studio that runs on this data directory, or one that is started for this film and stopped after it. */
export async function openStudio(dataDir: string | null, say: (line: string) => void): Promise<FilmStudio> {
  const config = readLauncherConfig(
    dataDir === null ? process.env : { ...process.env, BACKLOT_DATA: dataDir },
  );
  const running = readRunState(config.dataDir);
  if (running?.url != null && isAlive(running.pid)) {
    say(`Using the studio that runs at ${running.url}.`);
    return {
      url: running.url,
      token: openSecrets(config.dataDir).serviceToken,
      close: () => Promise.resolve(),
    };
  }
  say("Starting a studio …");
  const launcher = new Launcher({ config: { ...config, engine: "embedded" }, say });
  try {
    const { url } = await launcher.start();
    return { url, token: openSecrets(config.dataDir).serviceToken, close: () => launcher.stop() };
  } catch (error) {
    await launcher.stop();
    throw error;
  }
}
