import { mixColours } from "@backlot/shared/stage/colours";
import type { Random } from "@backlot/shared/stage/random";
import type { Piece, Stage } from "@backlot/shared/stage/schema";
import type { Builder } from "../builder.ts";

/** Adds the solids of one kind of piece, in the piece's own space: x across, foot on the floor, front to +z. */
export type Make = (b: Builder, piece: Piece, random: Random, air: Stage["atmosphere"]) => void;

/** Toward black. */
export const dark = (colour: string, amount = 0.25) => mixColours(colour, "#000000", amount);

/** Toward white. */
export const light = (colour: string, amount = 0.2) => mixColours(colour, "#ffffff", amount);

/** Four legs under something `w` wide and `d` deep. */
export const legs = (b: Builder, w: number, d: number, h: number, colour: string, thick = 0.05) => {
  for (const x of [-1, 1])
    for (const z of [-1, 1]) b.box([thick, h, thick], [x * (w / 2 - thick), 0, z * (d / 2 - thick)], colour);
};

/** A rectangular frame around an opening. */
export const frame = (b: Builder, w: number, h: number, colour: string, depth: number, thick = 0.07) => {
  b.box([w + thick * 2, thick, depth], [0, -thick, 0], colour).box(
    [w + thick * 2, thick, depth],
    [0, h, 0],
    colour,
  );
  b.box([thick, h, depth], [-w / 2 - thick / 2, 0, 0], colour).box(
    [thick, h, depth],
    [w / 2 + thick / 2, 0, 0],
    colour,
  );
};
