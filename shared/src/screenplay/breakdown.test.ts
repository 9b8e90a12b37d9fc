import { describe, expect, test } from "vitest";
import { countingIds, plainText } from "./block.ts";
import { breakDown, castOf, type BreakdownCategory } from "./breakdown.ts";
import { BreakdownCandidate } from "./candidate.ts";
import { dinerScreenplay } from "./fixtures/diner.ts";
import { unicodeScreenplay } from "./fixtures/unicode.ts";
import { parseFountain } from "./fountain-parse.ts";
import { suggestProps } from "./noun-suggestions.ts";
import { costumeChanges, entrancesAndExits, presentAtStart } from "./presence.ts";
import { sampleScreenplay } from "./sample.ts";
import { scenesOf } from "./scenes.ts";

const read = (source: string) => parseFountain(source, { newId: countingIds() }).blocks;

/** What a person marks in the script; each name counts as found when a candidate's name ends with it. */
type Gold = Partial<Record<BreakdownCategory, string[]>>;

const sampleGold: Gold = {
  character: ["Tomas", "Ingrid", "Juno"],
  location: ["Harbour Street", "Clock Workshop", "Kitchen", "Breakwater", "Lamp Room"],
  prop: [
    "umbrella",
    "wooden box",
    "loupe",
    "tide table",
    "brass lantern",
    "towel",
    "tide clock",
    "iron key",
    "rope",
    "tobacco tin",
    "letter",
    "glass lamp",
    "wick",
    "form",
    "newspaper",
  ],
  costume: ["grey suit", "leather apron", "red scarf", "sweater", "yellow raincoat", "shoes", "boot"],
  creature: ["gulls"],
  vehicle: [],
  sound: ["whistles", "click", "strike", "booms", "cry", "ticks", "knocks"],
};
const unicodeGold: Gold = {
  character: ["Żaneta", "Élodie", "Юрий"],
  location: ["Bahnhof Köln", "Train Compartment"],
  prop: ["violin case", "ticket", "suitcase"],
  costume: ["blue coat", "fur hat"],
  vehicle: ["bus", "train"],
  sound: ["whistles"],
};
const dinerGold: Gold = {
  character: ["Marge", "Sam", "Radio Voice", "Trucker"],
  location: ["Roadside Diner", "Parking Lot"],
  prop: ["revolver", "pot"],
  costume: ["pink uniform", "baseball cap"],
  vehicle: ["red car", "helicopter"],
  creature: ["black dog"],
  sound: ["hammers", "hisses", "barks"],
};

function measure(source: string, gold: Gold) {
  // Figures without a name are proposals at one half, below what becomes an asset by itself.
  const found = breakDown(read(source)).filter((one) => one.confidence > 0.5);
  return Object.entries(gold).map(([category, expected]) => {
    const names = found.filter((one) => one.category === category).map((one) => one.name.toLowerCase());
    const isHit = (name: string) => expected.some((wanted) => name.endsWith(wanted.toLowerCase()));
    const hits = names.filter(isHit);
    const missed = expected.filter((wanted) => !names.some((name) => name.endsWith(wanted.toLowerCase())));
    return {
      category,
      extra: names.filter((name) => !isHit(name)),
      missed,
      hits: hits.length,
      wanted: expected.length,
    };
  });
}

describe("breakdown, measured against what a person marked", () => {
  test.each([
    ["the sample", sampleScreenplay, sampleGold],
    ["the script with Unicode names", unicodeScreenplay, unicodeGold],
    ["the diner", dinerScreenplay, dinerGold],
  ])("SCR-15: finds the cast and the places of %s exactly, and most of the rest", (_, source, gold) => {
    const rows = measure(source, gold);
    for (const row of rows) {
      const found = row.wanted === 0 ? 1 : (row.wanted - row.missed.length) / row.wanted;
      const right = row.hits + row.extra.length === 0 ? 1 : row.hits / (row.hits + row.extra.length);
      const goal = row.category === "character" || row.category === "location" ? 1 : 0.65;
      expect(found, `${row.category}: missed ${row.missed.join(", ")}`).toBeGreaterThanOrEqual(goal);
      expect(right, `${row.category}: wrongly found ${row.extra.join(", ")}`).toBeGreaterThanOrEqual(goal);
    }
  });
});

describe("candidates", () => {
  const blocks = read(sampleScreenplay);
  const found = breakDown(blocks);

  test("SCR-16: every proof points at the words that it quotes", () => {
    const byId = new Map(blocks.map((block) => [block.id, plainText(block)]));
    for (const candidate of found) {
      expect(BreakdownCandidate.parse(candidate)).toEqual(candidate);
      expect(candidate.evidence.length).toBeGreaterThan(0);
      for (const proof of candidate.evidence) {
        const words = byId.get(proof.blockId)!.slice(proof.start, proof.end).toLowerCase();
        expect(words).not.toBe("");
        expect(proof.quote.toLowerCase()).toContain(words);
      }
    }
  });

  test("SCR-16: keys are unique and the answer is the same every time", () => {
    expect(new Set(found.map((one) => one.key)).size).toBe(found.length);
    expect(breakDown(blocks)).toEqual(found);
  });

  test("SCR-17: a full name in capitals is an alias of the cue, with age and look", () => {
    const ingrid = found.find((one) => one.name === "Ingrid")!;
    expect(ingrid.aliases).toEqual(["Ingrid Vale"]);
    expect(ingrid.description).toMatch(/^68, silver hair pinned with a pencil, leather apron\./);
  });

  test("SCR-172: a location is a tree of its rooms, each with INT or EXT and the times at which it is seen", () => {
    const villa = breakDown(
      read(
        "INT. VILLA - NIGHT\n\nx\n\nINT. VILLA - KITCHEN - NIGHT\n\nx\n\nEXT. VILLA - KITCHEN - DAY\n\nx\n\nINT. KITCHEN - LATER\n\nx\n",
      ),
    ).filter((one) => one.category === "location");
    expect(villa).toHaveLength(1);
    expect(villa[0]!.places).toMatchObject([
      { path: [], intExt: ["INT"], times: ["night"] },
      { path: ["Kitchen"], intExt: ["INT", "EXT"], times: ["night", "day"] },
    ]);
    expect(villa[0]!.places![1]!.scenes).toHaveLength(3);
  });

  test("SCR-18: guesses come only when asked for, and below one half", () => {
    const more = breakDown(blocks, { suggestions: suggestProps }).filter(
      (one) => !found.some((old) => old.key === one.key),
    );
    expect(more.length).toBeGreaterThan(0);
    expect(Math.max(...more.map((one) => one.confidence))).toBeLessThan(0.5);
  });

  test("a script without scenes or people breaks down to nothing", () => {
    expect(breakDown([])).toEqual([]);
    expect(breakDown(read("Once upon a time."))).toEqual([]);
  });
});

describe("who comes and goes", () => {
  const story = (source: string) => {
    const blocks = read(source);
    const cast = castOf(blocks);
    return scenesOf(blocks).map((scene) => {
      const moves = entrancesAndExits(scene, cast);
      return {
        start: [...presentAtStart(scene, cast, moves)].toSorted(),
        moves: moves.map((move) => `${move.name} ${move.kind}`),
        looks: costumeChanges(scene, cast).map((change) => `${change.name} ${change.kind} ${change.look}`),
      };
    });
  };

  test("SCR-19: reads entrances, exits and clothes out of the sample", () => {
    const [street, workshop, kitchen, dark, , lamp, , morning] = story(sampleScreenplay);
    expect(street).toEqual({ start: ["Tomas"], moves: [], looks: [] });
    expect(workshop).toEqual({
      start: ["Ingrid", "Juno"],
      moves: ["Tomas enters", "Juno leaves", "Juno enters"],
      looks: [],
    });
    expect(kitchen!.looks).toEqual(["Tomas wears fisherman's sweater"]);
    expect(kitchen!.moves).toEqual(["Ingrid leaves"]);
    expect(dark).toEqual({
      start: ["Ingrid"],
      moves: ["Juno enters", "Tomas enters", "Ingrid leaves", "Juno leaves", "Tomas leaves"],
      looks: ["Ingrid changes yellow raincoat"],
    });
    expect(lamp!.start).toEqual([]);
    expect(morning!.looks).toEqual(["Tomas wears grey suit"]);
  });

  test("SCR-19: pronouns find their person by what the text has told about them", () => {
    const [, compartment] = story(unicodeScreenplay);
    expect(compartment).toEqual({ start: ["Żaneta"], moves: ["Юрий enters", "Юрий leaves"], looks: [] });
  });

  test("SCR-19: a voice over is nobody in the room, and leaving a thing is no exit", () => {
    expect(story("INT. A - DAY\n\nANA, 30, leaves the cup on the table.\n\nBEN (V.O.)\nHello.")[0]).toEqual({
      start: ["Ana"],
      moves: [],
      looks: [],
    });
  });
});
