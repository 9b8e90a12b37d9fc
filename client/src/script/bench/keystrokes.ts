import type { Page } from "@playwright/test";

declare global {
  interface Window {
    keystrokes?: number[];
  }
}

/** From now on the page notes, for each key, how long it took until the next frame with it was painted. */
export async function watchKeystrokes(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = [];
    window.keystrokes = times;
    addEventListener(
      "keydown",
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          // The frame is painted before the next task begins.
          const painted = new MessageChannel();
          painted.port1.addEventListener("message", () => times.push(performance.now() - timeStamp));
          painted.port1.start();
          painted.port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
}

/** Types at the pace of somebody quick, and gives the time of each key, ms. */
export async function typeAndMeasure(page: Page, keys: number): Promise<number[]> {
  await page.evaluate(() => window.keystrokes?.splice(0));
  const text = "He looks at the lamp and says nothing at all. ";
  for (let typed = 0; typed < keys; typed += 1) {
    // A new paragraph now and then, as writing has it.
    if (typed % 70 === 69) await page.keyboard.press("Enter");
    else await page.keyboard.press(text[typed % text.length]!);
    await page.waitForTimeout(90);
  }
  return page.evaluate(() => window.keystrokes ?? []);
}
