import { describe, expect, test } from "vitest";
import { countingIds } from "./block.ts";
import { breakDown } from "./breakdown.ts";
import { parseFountain } from "./fountain-parse.ts";

/** The sounds of a paragraph of action in a film with JONAS and RUTH, in small letters. */
function soundsOf(action: string): string[] {
  const source = `INT. HUT - NIGHT\n\nJONAS\nHello.\n\nRUTH\nYes.\n\n${action}\n`;
  return breakDown(parseFountain(source, { newId: countingIds() }).blocks)
    .filter((one) => one.category === "sound")
    .map((one) => one.name.toLowerCase());
}

describe("sounds in action", () => {
  test.each([
    ["The pump thrums behind the wall.", "thrums"],
    ["Brakes screech.", "screech"],
    ["Somewhere a dog barks.", "barks"],
    ["The lid clatters across the tiles.", "clatters"],
    ["A generator drones outside.", "drones"],
    ["Hooves clop on stone.", "clop"],
    ["Phone rings.", "rings"],
    ["The phone is ringing.", "ringing"],
    ["The kettle begins to whistle.", "whistle"],
    ["Jonas sleeps in the chair, snoring.", "snoring"],
    ["Ruth slams the hatch.", "slams"],
    ["Ruth screams.", "screams"],
    ["A match is struck.", "struck"],
    ["A baby cries next door.", "baby cries"],
    ["Gulls cry over the roof.", "gulls cry"],
    ["The crowd cheers.", "crowd cheers"],
  ])("SCR-320: what makes a noise is heard: %s", (action, sound) => {
    expect(soundsOf(action)).toEqual([sound]);
  });

  test.each([
    ["The door shuts with a thump.", "thump"],
    ["Ruth lets out a cry.", "cry"],
    ["A sharp crack. Jonas turns.", "crack"],
    ["The roar of the falls fills the hut.", "roar"],
    ["From below comes the sound of running water.", "running water"],
    ["Jonas hears a key in the lock.", "key"],
    ["Slow footsteps can be heard upstairs.", "slow footsteps"],
    ["Distant sirens.", "distant sirens"],
    ["Footsteps on gravel. Jonas turns.", "footsteps"],
    ["The bell. Ruth looks up.", "the bell"],
    ["A whistle blows.", "whistle blows"],
    ["An alarm goes off.", "alarm goes"],
  ])("SCR-320: a noise has names: %s", (action, sound) => {
    expect(soundsOf(action)).toEqual([sound]);
  });

  test.each([
    ["The door SLAMS SHUT.", "door slams shut"],
    ["The PHONE RINGS TWICE.", "phone rings twice"],
    ["A KNOCKING SOUND from below.", "knocking sound"],
    ["BRRRING! Jonas wakes.", "brrring"],
    ["Ka-ka-ka. Jonas ducks.", "ka-ka-ka"],
    ["The hand moves. Schlock. Schlock.", "schlock"],
  ])("SCR-321: capitals and words that imitate are sounds: %s", (action, sound) => {
    expect(soundsOf(action)).toEqual([sound]);
  });

  test.each([
    "Ruth opens her mouth, but makes no sound.",
    "The phone doesn't ring.",
    "The dog never barks.",
    "It is quiet enough that you could hear a whisper.",
    "Her smile hits him like a thunderclap.",
    "She is as loud as a siren.",
    "Jonas growls at her.",
    "Ruth rings him.",
    "Jonas taps the glass.",
    "He yells something that nobody understands.",
    "The screaming boys are carried out.",
    "There is a crack in the wall.",
    "A splash of milk on the table.",
    "Jonas pops in.",
    "She wears a gold ring.",
    "The dripping coat is hung up.",
    'The sign says "BANG".',
  ])("SCR-322: what is denied, compared, said, or no noise is none: %s", (action) => {
    expect(soundsOf(action)).toEqual([]);
  });

  test("SCR-323: one noise in several forms is one item with every place that proves it", () => {
    const source = "INT. HUT - NIGHT\n\nThe lamp buzzes. Ruth waits.\n\nA buzz. The lamp is buzzing again.\n";
    const sounds = breakDown(parseFountain(source, { newId: countingIds() }).blocks).filter(
      (one) => one.category === "sound",
    );
    expect(sounds.map(({ name, aliases, evidence }) => [name, aliases, evidence.length])).toEqual([
      ["Buzzes", ["Buzz", "Buzzing"], 3],
    ]);
  });
});
