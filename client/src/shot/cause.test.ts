import { describe, expect, it } from "vitest";
import { causeSentence, causesSentence, roughTime } from "./cause.ts";

describe("why something is stale", () => {
  it("names the person and the field", () => {
    expect(causeSentence({ label: "Mara's description", by: "Ana" })).toBe("Ana changed Mara's description.");
    expect(causeSentence({ label: "Lens", by: null })).toBe("The lens changed.");
    expect(causeSentence({ label: "Shot description", by: "Ana" })).toBe("Ana changed the shot description.");
    expect(causeSentence({ label: "Mara in the shot", by: "Ana" })).toBe(
      "Ana changed whether Mara is in the shot.",
    );
    expect(causeSentence({ label: "Who speaks in the scene", by: null })).toBe(
      "Who speaks in the scene changed.",
    );
  });

  it("says the first cause and counts the others, each once", () => {
    const causes = [
      { label: "the lens", by: "Ana" },
      { label: "the lens", by: "Ana" },
      { label: "the size", by: null },
    ];
    expect(causesSentence(causes)).toBe("Ana changed the lens, and 1 more change.");
    expect(causesSentence([])).toBe("");
  });

  it("says how long, roughly", () => {
    expect(roughTime(3)).toBe("a few seconds");
    expect(roughTime(33)).toBe("about 40 seconds");
    expect(roughTime(61)).toBe("about 1 minute");
    expect(roughTime(7300)).toBe("about 2 hours");
  });
});
