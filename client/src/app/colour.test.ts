import { describe, expect, it } from "vitest";
import { initials, inkOn, titleHue } from "./colour.ts";

describe("colours of people and films", () => {
  it("stay the same for the same id", () => {
    expect(titleHue("project-1")).toBe(titleHue("project-1"));
    expect(titleHue("project-1")).toBeLessThan(360);
  });

  it("carry ink that can be read", () => {
    expect(inkOn("#f2b84b")).toBe("#000000");
    expect(inkOn("#1b3a8a")).toBe("#ffffff");
    expect(inkOn("not a colour")).toBe("#000000");
  });

  it("shorten a name to its first and last initial", () => {
    expect(initials("Ana María Ruiz")).toBe("AR");
    expect(initials("mo")).toBe("M");
    expect(initials("  ")).toBe("?");
  });
});
