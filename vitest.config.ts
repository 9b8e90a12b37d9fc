import { defineConfig } from "vitest/config";

/**
 * These start real servers, which stand still for seconds where a machine is shared. The report names what passed only when
 * it was tried again; unit tests, with their seeds, have no second try.
 */
const realServers = {
  testTimeout: 180_000,
  hookTimeout: 180_000,
  retry: 1,
  exclude: ["**/node_modules/**"],
};

/**
 * They measure how long others wait while something breaks, and how soon all is well again: nothing else may run beside
 * them. A machine that is busy all the same has four times as long here as the limits of the fault matrix say, to which
 * `npm run faults` holds it exactly. What is lost there is lost: the fault matrix has no second try.
 */
const alone = [
  "collab-server/src/faults/**/*.integration.test.ts",
  "collab-server/src/hostile.integration.test.ts",
];

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
          ...realServers,
          name: "integration",
          include: ["*/src/**/*.integration.test.ts"],
          exclude: [...realServers.exclude, ...alone],
          // Each starts a studio of its own.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...realServers,
          name: "alone",
          include: alone,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
