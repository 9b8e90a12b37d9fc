import { defineConfig } from "@playwright/test";

/** Browser tests live beside the screens they prove; each starts a studio of its own on a free port. */
export default defineConfig({
  testDir: "client/src",
  testMatch: "**/*.e2e.ts",
  fullyParallel: false,
  workers: 1,
  timeout: 180_000,
  // As in the integration tests: what passed only at the second try is listed as flaky.
  retries: 1,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    viewport: { width: 1280, height: 800 },
    // Recorded where it is wanted only: recording every test takes a quarter of the time.
    trace: "on-first-retry",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    },
  },
});
