import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { addAsset, addLook, assetDescription, changeAsset } from "../documents/assets.ts";
import { writeScreenplay } from "../documents/script.ts";
import { addShots, changeShot, moveShot, setPresence } from "../documents/shots.ts";
import { textBlock } from "../screenplay/block.ts";
import { whoSays } from "../shot/schema.ts";
import { dialogueOf, filmOf, shotLabel } from "./film.ts";
import { resolveSlot, slotDigest } from "./resolve.ts";
import { stageInputOf } from "./stage-input.ts";
import { authorKey, causeSentence, staleCauses } from "./stale.ts";

const options = { provider: "previs", quality: "draft", variation: 0 };

function aFilm() {
  const script = new Y.Doc();
  const assets = new Y.Doc();
  const shots = new Y.Doc();
  writeScreenplay(script, {
    titlePage: [],
    blocks: [
      { ...textBlock("sceneHeading", "INT. KITCHEN - NIGHT"), id: "scene1" },
      { ...textBlock("action", "Zoë waits."), id: "action1" },
      { ...textBlock("character", "ZOË (CONT'D)"), id: "cue1" },
      { ...textBlock("dialogue", "You are late."), id: "line1" },
    ],
  });
  const zoe = addAsset(assets, {
    category: "character",
    name: "Zoë",
    description: "thirty, red coat",
    origin: "breakdown",
    createdAt: 1,
  });
  const cup = addAsset(assets, { category: "prop", name: "Cup", origin: "breakdown", createdAt: 2 });
  const [first = "", second = ""] = addShots(shots, "scene1", [
    {
      sceneId: "scene1",
      origin: "breakdown",
      createdAt: 1,
      blockIds: ["action1", "line1"],
      presence: { [zoe]: { start: true, end: true, startLook: null, endLook: null } },
    },
    { sceneId: "scene1", origin: "breakdown", createdAt: 2, blockIds: [] },
  ]);
  return {
    script,
    assets,
    shots,
    zoe,
    cup,
    first,
    second,
    film: () => filmOf("p1", { script, assets, shots }),
  };
}

describe("resolving a slot", () => {
  it("BLD-1: gives the same digest for the same film", () => {
    const { film, first } = aFilm();
    expect(slotDigest(resolveSlot(film(), first, "startFrame", options))).toBe(
      slotDigest(resolveSlot(film(), first, "startFrame", options)),
    );
  });

  it("BLD-2: names the field that moved and the person who moved it", () => {
    const { film, first, assets, zoe } = aFilm();
    const frozen = resolveSlot(film(), first, "startFrame", options);
    assetDescription(assets, zoe).insert(0, "tall, ");
    const authors = new Map([[authorKey(`asset:${zoe}`, "description"), { name: "Ana", at: 5 }]]);
    const causes = staleCauses(frozen, resolveSlot(film(), first, "startFrame", options), authors);
    expect(causes).toMatchObject([
      { label: "Zoë's description", from: "thirty, red coat", to: "tall, thirty, red coat", by: "Ana" },
    ]);
    expect(causes.map(causeSentence)).toEqual(["Ana changed: Zoë's description"]);
  });

  it("BLD-3: leaves alone what does not depend on the change", () => {
    const { film, first, second, assets, shots, zoe, cup } = aFilm();
    const before = [
      resolveSlot(film(), second, "clip", options),
      resolveSlot(film(), first, "startFrame", options),
    ];
    assetDescription(assets, cup).insert(0, "a chipped cup");
    changeShot(shots, first, { durationFrames: 100 });
    const after = [
      resolveSlot(film(), second, "clip", options),
      resolveSlot(film(), first, "startFrame", options),
    ];
    expect(after).toEqual(before);
    assetDescription(assets, zoe).insert(0, "old, ");
    expect(resolveSlot(film(), second, "clip", options)).toEqual(before[0]);
  });

  it("BLD-4: shows someone who walks in only in the end frame", () => {
    const { film, first, shots, cup } = aFilm();
    setPresence(shots, first, cup, { start: false, end: true, startLook: null, endLook: null });
    const labels = (slot: "startFrame" | "endFrame" | "clip") =>
      resolveSlot(film(), first, slot, options).inputs.map((input) => input.label);
    expect(labels("startFrame")).not.toContain("Cup in the shot");
    expect(labels("endFrame")).toContain("Cup in the shot");
    expect(labels("clip")).toContain("Cup in the shot");
  });

  it("BLD-5: a look that changes inside the shot is in the clip twice and in each frame once", () => {
    const { film, first, shots, assets, zoe } = aFilm();
    const suit = addLook(assets, zoe, { name: "Space suit", description: "in a space suit" });
    setPresence(shots, first, zoe, { start: true, end: true, startLook: null, endLook: suit });
    const fields = (slot: "startFrame" | "endFrame" | "clip") =>
      resolveSlot(film(), first, slot, options).inputs.map((input) => input.field);
    expect(fields("startFrame")).not.toContain(`looks:${suit}`);
    expect(fields("endFrame")).toContain(`looks:${suit}`);
    expect(fields("clip")).toContain(`looks:${suit}`);
  });

  it("BLD-6: moving a shot within its scene makes nothing stale", () => {
    const { film, first, second, shots } = aFilm();
    const frozen = resolveSlot(film(), first, "clip", options);
    expect(shotLabel(film(), { id: first, sceneId: "scene1" })).toBe("1A");
    moveShot(shots, second, "scene1", 0);
    expect(shotLabel(film(), { id: first, sceneId: "scene1" })).toBe("1B");
    expect(staleCauses(frozen, resolveSlot(film(), first, "clip", options), new Map())).toEqual([]);
  });

  it("BLD-7: refuses a shot that is deleted, with a next step", () => {
    const { film, first, shots } = aFilm();
    changeShot(shots, first, { deletedAt: 5 });
    expect(() => resolveSlot(film(), first, "clip", options)).toThrow("no longer in the film");
  });

  it("BLD-8: a rewritten line makes the clip and the dialogue stale, not the frames", () => {
    const { film, first, script, assets, zoe } = aFilm();
    const frozen = (["startFrame", "clip", "dialogue"] as const).map((slot) =>
      resolveSlot(film(), first, slot, options),
    );
    changeAsset(assets, zoe, { aliases: ["Zo"] });
    const body = script.getXmlFragment("body").get(3) as Y.XmlElement;
    (body.get(0) as Y.XmlText).insert(0, "Again. ");
    const causes = frozen.map((one) =>
      staleCauses(one, resolveSlot(film(), first, one.slot, options), new Map()),
    );
    expect(causes.map((one) => one.length)).toEqual([0, 1, 1]);
  });

  it("BLD-20: the dialogue is stale when its speaker or the language is another, not when the camera is", () => {
    const { film, first, script, shots, assets, zoe } = aFilm();
    const frozen = resolveSlot(film(), first, "dialogue", options);
    const labels = () =>
      staleCauses(frozen, resolveSlot(film(), first, "dialogue", options), new Map()).map((one) => one.label);
    changeShot(shots, first, { size: "close", durationFrames: 200 });
    expect(labels()).toEqual([]);
    assetDescription(assets, zoe)?.insert(0, "an old man, ");
    expect(labels()).toEqual(["Zoë's description"]);
    const line = (script.getXmlFragment("body").get(3) as Y.XmlElement).get(0) as Y.XmlText;
    line.delete(0, line.length);
    line.insert(0, "Das ist nicht die Zeit, und ich bin es auch nicht.");
    expect(labels()).toEqual(["ZOË's line", "Zoë's description", "Language of the script"]);
  });

  it("BLD-19: a line under a shared cue is of everybody who shares it, unless somebody has just this name", () => {
    const { film, first, script, assets, shots, zoe } = aFilm();
    const person = { category: "character", origin: "person", createdAt: 3 } as const;
    const ben = addAsset(assets, { ...person, name: "Ben" });
    const both = { start: true, end: true, startLook: null, endLook: null };
    setPresence(shots, first, ben, both);
    const cue = (script.getXmlFragment("body").get(2) as Y.XmlElement).get(0) as Y.XmlText;
    cue.delete(0, cue.length);
    cue.insert(0, "ZOË AND BEN (V.O.)");
    const shot = () => film().shots.find((one) => one.id === first)!;
    expect(dialogueOf(film(), shot()).map(whoSays)).toEqual([[zoe, ben]]);
    const stage = stageInputOf(film(), shot());
    expect(stage.cast.map((one) => [one.assetId, one.speaks])).toEqual(
      [zoe, ben].toSorted().map((id) => [id, true]),
    );
    expect(stage.dialogue.map((line) => line.assetId)).toEqual([zoe, ben]);

    const choir = addAsset(assets, { ...person, name: "Zoë and Ben" });
    expect(dialogueOf(film(), shot()).map(whoSays)).toEqual([[choir]]);
  });
});
