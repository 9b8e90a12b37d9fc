import { breakDown } from "@backlot/shared/screenplay/breakdown";
import type { ScriptBlock } from "@backlot/shared/screenplay/block";

/** Breaks scripts down beside the page, so that typing in a long one never waits for it. */
self.addEventListener("message", (event: MessageEvent<{ turn: number; blocks: ScriptBlock[] }>) => {
  const { turn, blocks } = event.data;
  self.postMessage({ turn, candidates: breakDown(blocks) });
});
