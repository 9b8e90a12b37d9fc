/**
 * A new version that is not here in this time, ms, is not waited for: the page then loads what there is. It is some
 * megabytes, which a slow network takes most of a minute for.
 */
const patienceMs = 60_000;

/** Whether a screen failed because one of the studio's own files could not be fetched; each browser says it its way. */
export function isPartMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|Importing a module script failed|Unable to preload CSS/i.test(error.message)
  );
}

/**
 * Loads this page anew in the newest version. A plain reload would bring the version that this device keeps: the newer
 * one waits until every page is closed, or is not even fetched yet.
 */
export async function reloadAsNewest(): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  try {
    await Promise.race([takeOver(globalThis.navigator?.serviceWorker), late]);
  } catch (error) {
    console.warn("The newer version could not be fetched.", error);
  } finally {
    clearTimeout(timer);
    location.reload();
  }
}

/** Has the newest version of the studio's files serve this page; settles when it does, or when there is none newer. */
export async function takeOver(
  workers: Pick<ServiceWorkerContainer, "getRegistration"> | undefined,
): Promise<void> {
  const registration = await workers?.getRegistration();
  if (registration === undefined) return;
  await registration.update();
  const next = registration.installing ?? registration.waiting;
  if (next === null) return;
  await untilState(next, ["installed", "activated"]);
  next.postMessage({ type: "SKIP_WAITING" });
  await untilState(next, ["activated"]);
}

function untilState(worker: ServiceWorker, states: ServiceWorkerState[]): Promise<void> {
  return new Promise((resolve) => {
    worker.addEventListener("statechange", check);
    check();
    function check(): void {
      // A version that cannot be installed is no version: what is here goes on.
      if (!states.includes(worker.state) && worker.state !== "redundant") return;
      worker.removeEventListener("statechange", check);
      resolve();
    }
  });
}
