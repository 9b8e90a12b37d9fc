import type { Page } from "playwright-core";
import type { Stage } from "@backlot/shared/stage/schema";

/** What the headless page offers, as the worker sees it; bytes travel as base64. */
export type PageCalls = {
  load(request: {
    stage: Stage;
    width: number;
    height: number;
    pictures: { hash: string; url: string }[];
    slate: boolean;
    antialias: boolean;
  }): Promise<void>;
  held(): Promise<{ geometries: number; textures: number }>;
  still(frame: number, samples: number, type: "image/png" | "image/jpeg"): Promise<string>;
  startEncoding(options: { framesPerSecond: number; bitrate: number }): Promise<boolean>;
  encode(from: number, to: number, options: { onTwos: boolean; samples: number }): Promise<string>;
  finishEncoding(): Promise<string>;
};

/** Calls one function of the page. */
export async function callPage<N extends keyof PageCalls>(
  page: Page,
  name: N,
  values: Parameters<PageCalls[N]>,
): Promise<Awaited<ReturnType<PageCalls[N]>>> {
  return (await page.evaluate(
    ([call, args]) => {
      const { previs } = globalThis as unknown as {
        previs: Record<string, (...values: unknown[]) => Promise<unknown>>;
      };
      return previs[call as string]?.(...(args as unknown[]));
    },
    [name, values] as const,
  )) as Awaited<ReturnType<PageCalls[N]>>;
}
