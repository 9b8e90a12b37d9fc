/**
 * The previs worker's drawing board: one warm headless page for many shots. Jobs run one at a time (they share two cores
 * anyway); a page or browser that dies is replaced and the job is tried once more.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@backlot/shared/errors/app-error";
import { isMoving } from "@backlot/shared/stage/at-frame";
import { picturesOf, type Stage } from "@backlot/shared/stage/schema";
import type { Rate } from "@backlot/shared/time/rate";
import { findMediaTools, requireTool, type MediaTools } from "../media/binaries.ts";
import { openPrevisBrowser, type PreparedPicture, type PrevisBrowser, type PrevisLog } from "./browser.ts";
import { callPage } from "./calls.ts";
import { filmStage, holdFrame, type ClipJob } from "./clip.ts";
import { buildPrevisPage } from "./page.ts";

/** The bytes of the pictures that a stage may show, by media hash. Missing ones are simply not shown. */
export type StagePictures = ReadonlyMap<string, { body: Buffer; contentType: string }>;

type Common = {
  width: number;
  height: number;
  pictures?: StagePictures;
  /** The slate strip, for whoever wants it in the picture; players lay their own over it. */
  slate?: boolean;
  signal?: AbortSignal;
};

export type StillOptions = Common & {
  /** Frame of the shot, from 0. */ frame: number;
  type?: "image/png" | "image/jpeg";
  /** Lens samples; by size and blur unless given. */ samples?: number;
};

export type ClipOptions = Common & {
  /** H.264 MP4 in house encoding. */
  outPath: string;
  /** Delivered rate; the stage's own unless given. */
  fps?: Rate;
  /** Draws every second frame and shows it twice: the draft convention of animatics. */
  onTwos?: boolean;
  onProgress?: (progress: { frames: number; total: number }) => void;
};

export type PrevisRenderer = {
  /** Draws one frame with its depth of field. */
  drawStill(stage: Stage, options: StillOptions): Promise<Buffer>;
  /** Draws a whole shot; the file has exactly `stage.durationFrames` frames. */
  drawClip(stage: Stage, options: ClipOptions): Promise<{ frames: number; held: boolean }>;
  /** Name of the graphics driver in use; starts the browser when it is not running. */
  driver(): Promise<string>;
  /** What the page holds on the graphics side after the last job: counts of geometries and textures. */
  held(): Promise<{ geometries: number; textures: number }>;
  /** Ends the browser. The renderer starts it again when it is used again. */
  dispose(): Promise<void>;
};

const cancelled = () => new AppError("cancelled", { sentence: "The drawing was cancelled." });

const even = (value: number) => value - (value % 2);

/** Rejects as soon as the signal fires, whatever the work does. */
function orCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(cancelled());
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Makes the renderer. Nothing starts until the first picture is asked for. */
export function createPrevisRenderer(
  options: { chromiumPath?: string; cacheFolder?: string; tools?: MediaTools; log?: PrevisLog } = {},
): PrevisRenderer {
  const log = options.log ?? (() => undefined);
  const cacheFolder = options.cacheFolder ?? join(tmpdir(), "backlot-previs");
  const pictures = new Map<string, PreparedPicture>();
  let opening: Promise<PrevisBrowser> | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const open = (): Promise<PrevisBrowser> => {
    opening ??= (async () => {
      const pageFolder = await buildPrevisPage(cacheFolder);
      const chromiumPath = options.chromiumPath ?? requireTool("chromium");
      const opened = await openPrevisBrowser({ chromiumPath, pageFolder, pictures, log });
      const forget = () => {
        opening = null;
      };
      opened.browser.on("disconnected", forget);
      opened.page.on("crash", () => {
        forget();
        void opened.close();
      });
      log("Previs browser is ready.", { driver: opened.driver });
      return opened;
    })();
    opening.catch(() => {
      opening = null;
    });
    return opening;
  };

  const close = async () => {
    const current = opening;
    opening = null;
    await current?.then((opened) => opened.close()).catch(() => undefined);
  };

  /** Runs a job alone on the page; a page that died under it is replaced once. */
  const withPage = <T>(
    job: (opened: PrevisBrowser) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> => {
    const attempt = async () => {
      if (signal?.aborted) throw cancelled();
      for (let round = 1; ; round += 1) {
        const opened = await orCancelled(open(), signal);
        try {
          return await orCancelled(job(opened), signal);
        } catch (cause) {
          if (signal?.aborted) {
            // The page may be deep in a frame; the next job gets a fresh one rather than waiting for it.
            await close();
            throw cancelled();
          }
          const died =
            opened.page.isClosed() ||
            !opened.browser.isConnected() ||
            /crash|closed|detached/i.test(String(cause));
          if (!died && cause instanceof AppError) throw cause;
          if (!died || round > 1)
            throw new AppError("draw-failed", {
              sentence: "The shot could not be drawn.",
              nextStep: "Try it again; the log has the cause.",
              cause,
            });
          log("The previs browser stopped in the middle of a shot; it is started again.", {
            cause: String(cause),
          });
          await close();
        }
      }
    };
    const result = queue.then(attempt, attempt);
    queue = result.catch(() => undefined);
    // Whoever cancels while another shot is drawn does not wait for it; their turn then passes without work.
    return orCancelled(result, signal);
  };

  const load = async (opened: PrevisBrowser, stage: Stage, job: Common & { antialias: boolean }) => {
    const wanted = picturesOf(stage).filter((hash) => job.pictures?.has(hash));
    pictures.clear();
    for (const hash of wanted) pictures.set(hash, job.pictures?.get(hash) as PreparedPicture);
    await callPage(opened.page, "load", [
      {
        stage,
        width: even(job.width),
        height: even(job.height),
        pictures: wanted.map((hash) => ({ hash, url: `/picture/${hash}` })),
        slate: job.slate ?? false,
        antialias: job.antialias,
      },
    ]);
  };

  return {
    drawStill: (stage, job) =>
      withPage(async (opened) => {
        await load(opened, stage, { ...job, antialias: false });
        const samples = job.samples ?? (job.width > 800 ? 12 : 5);
        return Buffer.from(
          await callPage(opened.page, "still", [job.frame, samples, job.type ?? "image/png"]),
          "base64",
        );
      }, job.signal),

    drawClip: (stage, job) =>
      withPage(async (opened) => {
        const total = stage.durationFrames;
        const draft = job.onTwos ?? false;
        const held = !isMoving(stage, { start: 0, end: total });
        await load(opened, stage, { ...job, antialias: false });
        const clip: ClipJob = {
          page: opened.page,
          stage,
          width: even(job.width),
          height: even(job.height),
          rate: job.fps ?? stage.rate,
          onTwos: draft,
          samples: 1,
          outPath: job.outPath,
          onProgress: (frames) => job.onProgress?.({ frames, total }),
          signal: job.signal ?? new AbortController().signal,
          tools: options.tools ?? findMediaTools(),
        };
        if (held) {
          const still = Buffer.from(
            await callPage(opened.page, "still", [0, draft ? 6 : 12, "image/png"]),
            "base64",
          );
          await holdFrame(clip, still);
        } else await filmStage(clip);
        job.onProgress?.({ frames: total, total });
        return { frames: total, held };
      }, job.signal),

    driver: async () => (await open()).driver,
    held: () => withPage((opened) => callPage(opened.page, "held", []), undefined),

    async dispose() {
      await close();
    },
  };
}
