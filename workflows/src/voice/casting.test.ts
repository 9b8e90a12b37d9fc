import { describe, expect, it } from "vitest";
import { castVoice, estimateSpeech } from "./casting.ts";
import { spokenText } from "./speak.ts";

describe("casting voices", () => {
  it("gives a character one voice per film, whatever the case of the name", () => {
    expect(castVoice("MARA", 7)).toEqual(castVoice("Mara", 7));
    expect(castVoice("MARA", 7)).not.toEqual(castVoice("JONAH", 7));
  });

  it("hears man or woman in the description", () => {
    expect(castVoice("ALEX", 1, "a woman of forty, she limps").name).toMatch(/\+f\d$/);
    expect(castVoice("ALEX", 1, "an old man").name).toMatch(/\+m\d$/);
  });

  it("RUN-33: speaks the film's language, and keeps each character's own voice in it", () => {
    expect(castVoice("MARA", 7, "", "de").name).toMatch(/^de\+/);
    expect(castVoice("MARA", 7, "", "fr").name).toMatch(/^fr-(fr|be|ch)\+/);
    expect(castVoice("MARA", 7, "", "de").pitch).toBe(castVoice("MARA", 7).pitch);
  });

  it("estimates longer lines as longer", () => {
    expect(estimateSpeech("No.")).toBeLessThan(estimateSpeech("No, I never said that to anyone."));
  });

  it("leaves parentheticals unsaid", () => {
    expect(spokenText("(quietly) I *know*.")).toBe("I know.");
  });
});
