import { describe, expect, it } from "vitest";
import { counted, whenWords } from "./words.ts";

describe("words for numbers and times", () => {
  const now = Date.UTC(2026, 5, 15, 12);

  it("says how long ago", () => {
    expect(whenWords(now - 5_000, now)).toBe("just now");
    expect(whenWords(now - 3 * 60_000, now)).toBe("3 minutes ago");
    expect(whenWords(now - 26 * 3_600_000, now)).toBe("yesterday");
    expect(whenWords(now - 90 * 86_400_000, now)).toContain("2026");
    expect(whenWords("no date", now)).toBe("");
  });

  it("counts in the singular and the plural", () => {
    expect(counted(1, "change")).toBe("1 change");
    expect(counted(1200, "change")).toBe("1,200 changes");
  });
});
