import { expect, test } from "vitest";
import { isPartMissing, takeOver } from "./newest-shell.ts";

/** A worker that takes its steps when told. */
class Worker extends EventTarget {
  state: ServiceWorkerState = "installing";
  readonly told: unknown[] = [];

  step(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }

  postMessage(message: unknown): void {
    this.told.push(message);
  }
}

function around(parts: { installing?: Worker; waiting?: Worker; update?: () => Promise<void> } | null) {
  const registration =
    parts === null
      ? undefined
      : ({ installing: null, waiting: null, update: () => Promise.resolve(), ...parts } as unknown);
  return { getRegistration: () => Promise.resolve(registration as ServiceWorkerRegistration | undefined) };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

test("COL-103: a newer version is fetched, told to take over, and waited for", async () => {
  const worker = new Worker();
  let isDone = false;
  const done = takeOver(around({ installing: worker })).then(() => (isDone = true));
  await turn();
  expect(worker.told).toEqual([]);
  worker.step("installed");
  await turn();
  expect(worker.told).toEqual([{ type: "SKIP_WAITING" }]);
  expect(isDone).toBe(false);
  worker.step("activated");
  await done;
});

test("COL-103: a version that has been waiting takes over as well", async () => {
  const worker = new Worker();
  worker.state = "installed";
  const done = takeOver(around({ waiting: worker }));
  await turn();
  worker.step("activated");
  await done;
  expect(worker.told).toHaveLength(1);
});

test("COL-103: without a newer version, a worker or a network nothing is waited for", async () => {
  await takeOver(around({}));
  await takeOver(around(null));
  await takeOver(undefined);
  await expect(takeOver(around({ update: () => Promise.reject(new Error("offline")) }))).rejects.toThrow(
    "offline",
  );
  const broken = new Worker();
  broken.state = "redundant";
  await takeOver(around({ installing: broken }));
});

test("INT-6: a file that is gone is told from a screen that is broken, in the words of each browser", () => {
  for (const words of [
    "Failed to fetch dynamically imported module: https://studio.example/assets/ShotsPage-1.js",
    "error loading dynamically imported module",
    "Importing a module script failed.",
    "Unable to preload CSS for /assets/ShotsPage-1.css",
  ])
    expect(isPartMissing(new TypeError(words))).toBe(true);
  expect(isPartMissing(new TypeError("shot is undefined"))).toBe(false);
  expect(isPartMissing("Failed to fetch dynamically imported module")).toBe(false);
});
