import { expect, test } from "vitest";
import type { Shot } from "@backlot/shared/shot/schema";
import { slateText } from "./slate-text.ts";

const shot = { lensMm: 85, movement: "push-in" } as Shot;
const cause = { object: "shot:a", label: "Lens", to: "85", by: null, at: null };

test("REV-13: the slate names the shot as it is called now, the take by its number, and the lens it was filmed with", () => {
  expect(slateText("3B", { number: 4, stale: [] }, shot)).toBe("Shot 3B   Take 4   85 mm   Push in");
  const stale = [{ ...cause, field: "lensMm", from: "40" }];
  expect(slateText("3B", { number: 1, stale }, shot)).toBe("Shot 3B   Take 1   40 mm   Push in");
  expect(slateText("3B", { number: 1, stale: [] }, null)).toBe("Shot 3B   Take 1");
});
