import { describe, expect, it } from "vitest";
import { presenceWords, togglePresence, withLook } from "./presence.ts";

const both = { start: true, end: true, startLook: null, endLook: null };

describe("presence in the frames of a shot", () => {
  it("puts someone who walks in into the end frame only", () => {
    const walksIn = togglePresence(undefined, "end");
    expect(walksIn).toMatchObject({ start: false, end: true });
    expect(presenceWords(walksIn ?? undefined)).toBe("enters during the shot");
  });

  it("takes an asset out of the shot with its last frame", () => {
    expect(togglePresence({ ...both, start: false }, "end")).toBeNull();
    expect(togglePresence(both, "end")).toMatchObject({ start: true, end: false });
  });

  it("lets the end frame follow the start frame's look until it has its own", () => {
    const suited = withLook(both, "start", "suit");
    expect(suited).toMatchObject({ startLook: "suit", endLook: "suit" });
    const changed = withLook(suited, "end", "rags");
    expect(withLook(changed, "start", "gown")).toMatchObject({ startLook: "gown", endLook: "rags" });
  });
});
