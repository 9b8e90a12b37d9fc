/** How each kind of set piece looks: a few coloured solids in the piece's own space, x across, foot on the floor, front to +z. */
import { randomFrom } from "@backlot/shared/stage/random";
import type { Piece, PieceKind, Stage } from "@backlot/shared/stage/schema";
import type { Builder } from "./builder.ts";
import { fittings } from "./pieces/fittings.ts";
import { furniture } from "./pieces/furniture.ts";
import type { Make } from "./pieces/maker.ts";
import { outdoors } from "./pieces/outdoors.ts";

const makers: Record<PieceKind, Make> = { ...furniture, ...fittings, ...outdoors };

/** Adds one set piece where it stands. */
export function buildPiece(builder: Builder, piece: Piece, air: Stage["atmosphere"], seed: number): void {
  builder.moveTo({ at: piece.at, turn: [0, piece.turn, 0] });
  const [x, , z] = piece.at;
  makers[piece.kind](builder, piece, randomFrom(seed ^ Math.round(x * 977 + z * 5413)), air);
  builder.moveTo({});
}
