import { defineConfig } from "vitest/config";

/** Unit tests need nothing but Node; integration tests start real servers (database, Temporal, browser, ffmpeg). */
export default defineConfig({
  test: {
    // By itself it leaves one core alone, which on two is half of the machine.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: ["*/src/**/*.test.ts", "*/src/**/*.test.tsx"],
          exclude: ["**/*.integration.test.ts", "**/node_modules/**"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "integration",
          include: ["*/src/**/*.integration.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          // These run real servers, which stand still for seconds where a machine is shared. The report
          // names what passed only when it was tried again; unit tests, with their seeds, have no second try.
          retry: 1,
        },
      },
    ],
  },
});
