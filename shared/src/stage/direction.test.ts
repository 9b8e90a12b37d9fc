import { expect, test } from "vitest";
import { isSameWish, readDirections } from "./direction.ts";

test.each([
  ["Closer, please.", ["closer"]],
  ["It is too dark, and a bit wider.", ["wider", "brighter"]],
  ["Not closer. Move her to the left and go lower!", ["lower", "left"]],
  ["Too bright, and the camera is too low", ["higher", "darker"]],
  ["Put Mara further right", ["right"]],
  ["She left too early; that is not right.", []],
  ["Don’t go closer", []],
  ["Näher ran", []],
])("RUN-28: reads %j as %j", (note, wanted) => {
  expect(readDirections(note)).toEqual(wanted);
});

test("opposite wishes take each other back, and a wish ends where the shot's size would be lost", () => {
  expect(isSameWish(["closer", "wider"], [])).toBe(true);
  expect(isSameWish(["closer", "closer"], ["closer"])).toBe(false);
  expect(
    isSameWish(
      Array.from({ length: 5 }, () => "closer" as const),
      ["closer", "closer", "closer"],
    ),
  ).toBe(true);
});
