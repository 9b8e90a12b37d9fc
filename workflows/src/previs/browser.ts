import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { AppError } from "@backlot/shared/errors/app-error";

export type PrevisLog = (message: string, details?: Record<string, unknown>) => void;

/** A picture that a stage shows, by the hash under which the page asks for it. */
export type PreparedPicture = { body: Buffer; contentType: string };

export type PrevisBrowser = { browser: Browser; page: Page; driver: string; close: () => Promise<void> };

// localhost counts as a secure origin, which WebCodecs asks for; every request is answered here and none leaves the machine.
const origin = "http://localhost";

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

const common = [
  "--ignore-gpu-blocklist",
  "--disable-dev-shm-usage",
  "--no-sandbox",
  "--mute-audio",
  "--force-color-profile=srgb",
];

const drivers = [
  {
    name: "Mesa",
    args: ["--use-gl=angle", "--use-angle=gl-egl"],
    env: { EGL_PLATFORM: "surfaceless", LIBGL_ALWAYS_SOFTWARE: "1" } as Record<string, string>,
    accepts: (driver: string) => driver !== "" && !/swiftshader/i.test(driver),
  },
  {
    name: "SwiftShader",
    args: ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    env: {} as Record<string, string>,
    accepts: (driver: string) => driver !== "",
  },
];

async function servePage(
  page: Page,
  folder: string,
  pictures: ReadonlyMap<string, PreparedPicture>,
): Promise<void> {
  await page.route("**/*", async (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== origin) return route.abort();
    const picture = /^\/picture\/([\w-]+)$/.exec(url.pathname)?.[1];
    if (picture) {
      const found = pictures.get(picture);
      return found
        ? route.fulfill({ body: found.body, contentType: found.contentType })
        : route.fulfill({ status: 404, body: "" });
    }
    const path = normalize(join(folder, url.pathname));
    if (!path.startsWith(folder)) return route.abort();
    const body = await readFile(path).catch(() => null);
    return body
      ? route.fulfill({ body, contentType: types[extname(path)] ?? "application/octet-stream" })
      : route.fulfill({ status: 404, body: "" });
  });
}

/**
 * Starts Chromium with the fastest software GL that works here and opens the drawing page. A GPU is used where
 * `BACKLOT_GPU=1`. Falls back from Mesa to SwiftShader and says so.
 */
export async function openPrevisBrowser(options: {
  chromiumPath: string;
  pageFolder: string;
  pictures: ReadonlyMap<string, PreparedPicture>;
  log: PrevisLog;
}): Promise<PrevisBrowser> {
  const causes: unknown[] = [];
  for (const { name, args, env, accepts } of drivers) {
    let browser: Browser | null = null;
    try {
      const software = process.env.BACKLOT_GPU === "1" ? {} : env;
      browser = await chromium.launch({
        executablePath: options.chromiumPath,
        headless: true,
        args: [...common, ...args],
        env: { ...(process.env as Record<string, string>), ...software },
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        timeout: 30_000,
      });
      const page = await browser.newPage();
      await servePage(page, options.pageFolder, options.pictures);
      await page.goto(`${origin}/previs.html`, { timeout: 30_000 });
      const driver = await page.evaluate(() =>
        (globalThis as unknown as { previs: { driver(): string } }).previs.driver(),
      );
      if (!accepts(driver)) throw new Error(`${name} gave the driver "${driver}"`);
      if (causes.length > 0)
        options.log("Previs draws with the slower SwiftShader: Mesa's software GL did not start.", {
          driver,
        });
      const opened = browser;
      return { browser, page, driver, close: () => opened.close().catch(() => undefined) };
    } catch (cause) {
      causes.push(cause);
      await browser?.close().catch(() => undefined);
    }
  }
  throw new AppError("draw-failed", {
    sentence: "The previs browser did not start with any graphics driver.",
    nextStep: "Install chromium and libegl1 with libgl1-mesa-dri, or set CHROMIUM_PATH.",
    cause: new AggregateError(causes),
  });
}
