import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "@backlot/shared/server/process-identity";
import { expect, test, vi } from "vitest";
import { tempDir } from "../temp-dir.ts";

test("STA-6: a build that is under way ends with the process that started it, and leaves no folder", async () => {
  using dir = tempDir();
  const [fresh, pidFile] = [join(dir.path, "dist-1"), join(dir.path, "pid")];
  mkdirSync(fresh);
  const main = join(dir.path, "main.ts");
  writeFileSync(
    main,
    `import { spawn } from "node:child_process";
     import { writeFileSync } from "node:fs";
     import { endWithUs } from ${JSON.stringify(join(import.meta.dirname, "end-with-us.ts"))};
     const child = spawn("sleep", ["600"]);
     endWithUs(child, ${JSON.stringify(fresh)});
     process.on("SIGTERM", () => process.exit(0));
     writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));`,
  );
  const parent = spawn(process.execPath, [main], { stdio: "inherit" });
  const ended = new Promise((resolve) => parent.once("exit", resolve));
  const helper = await vi.waitUntil(() => existsSync(pidFile) && Number(readFileSync(pidFile, "utf8")), {
    timeout: 20_000,
  });
  parent.kill("SIGTERM");
  expect(await ended).toBe(0);
  await vi.waitUntil(() => !isAlive(helper), { timeout: 20_000 });
  expect(existsSync(fresh)).toBe(false);
});
