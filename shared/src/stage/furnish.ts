import { mainOf, type Actor } from "./actor.ts";
import type { PropInput, StageInput } from "./input.ts";
import { put, type Kit } from "./kits/kit.ts";
import { isSeated } from "./poses.ts";
import { isAnimal, readAnimal, readProp } from "./prop-shape.ts";
import type { Piece, StageProp, StageSet, Vec3 } from "./schema.ts";
import { add, direction, scale } from "./vector.ts";

export function placeProps(input: StageInput, actors: Actor[], surfaceAt: Vec3 | null): StageProp[] {
  const holders = new Map<string, number>();
  return input.props.map((prop, index) => {
    const read = prop.isAnimal === true ? readAnimal : readProp;
    const { shape, colour } = read(prop.assetId, prop.name, prop.description);
    const base = { assetId: prop.assetId, name: prop.name, shape, colour, picture: prop.pictureHash ?? null };
    const shown = framesOf(prop, input.shot.durationFrames);
    const text = input.shot.description.toLowerCase();
    const word = prop.name.toLowerCase().split(/\s+/).at(-1) ?? "";
    const handVerb = new RegExp(
      String.raw`\b(hold\w*|carr\w+|grab\w*|clutch\w*|rais\w+|aim\w*|read\w*|drink\w*|sip\w*|lift\w*|pick\w* up|show\w*|hand\w*|pull\w*|take\w*)\b[^.]{0,40}\b${word.replaceAll(/[^a-z0-9]/g, "")}`,
      "i",
    );
    const guessed = handVerb.test(text) ? mainOf(input)?.assetId : undefined;
    const holder = actors.find(({ member }) => member.assetId === (prop.heldBy ?? guessed))?.member.assetId;
    const used = holder ? (holders.get(holder) ?? 0) : 2;
    if (holder && used < 2 && shape !== "car") {
      holders.set(holder, used + 1);
      return { ...base, ...shown, where: { holder, hand: used === 0 ? "right" : "left" } as const };
    }
    const spread = (index - (input.props.length - 1) / 2) * 0.24;
    const at: Vec3 =
      shape === "car"
        ? [2.9, 0, -3.1]
        : shape === "bird"
          ? [-0.6, 2.5, -4.2]
          : isAnimal(shape)
            ? [-1.7 - index * 0.3, 0, -0.7]
            : surfaceAt
              ? add(surfaceAt, [spread, 0, 0.04])
              : [0.35 + spread, 0, 0.45];
    return { ...base, ...shown, where: { at, turn: shape === "car" ? 1.35 : 0.35 + index } };
  });
}

/** A thing that is in one of the frames only comes or goes in the middle, as a look does. */
function framesOf({ presence }: PropInput, durationFrames: number): Pick<StageProp, "shown"> {
  if (presence === undefined || presence.start === presence.end) return {};
  const middle = Math.max(1, Math.floor(durationFrames / 2));
  return { shown: presence.start ? { from: 0, until: middle } : { from: middle, until: durationFrames } };
}

/** Furniture that the blocking needs: what people sit on, what stands between them, what a prop lies on. */
export function furnish(
  kit: Kit,
  set: StageSet,
  actors: Actor[],
  needsSurface: boolean,
): { pieces: Piece[]; surfaceAt: Vec3 | null } {
  const pieces: Piece[] = [];
  const seated = actors.filter(({ mark }) => isSeated(mark.action.from) || isSeated(mark.action.to));
  const wood = kit.interior ? "#6a4c34" : "#5f5142";
  const { kind } = kit.seat;
  for (const { mark } of seated) {
    const turn = mark.facing;
    const back = scale(direction(turn, 0), -0.06);
    const size: Vec3 =
      kind === "bench" || kind === "pew"
        ? [1.3, 0.46, 0.45]
        : kind === "train-seat"
          ? [1, 1.2, 0.6]
          : kind === "armchair"
            ? [0.86, 0.95, 0.8]
            : kind === "rock" || kind === "crate"
              ? [0.62, 0.44, 0.55]
              : [0.46, kind === "stool" ? 0.46 : 0.9, 0.46];
    if (kind === "car-cabin") continue;
    pieces.push(
      put(
        kind,
        add(mark.at, [back[0], 0, back[2]]),
        size,
        kind === "rock" ? "#7a756a" : kind === "armchair" ? set.palette.accent : wood,
        { turn, accent: set.palette.accent },
      ),
    );
  }
  if (kind === "car-cabin" && seated.length > 0) {
    pieces.push(put("car-cabin", [0, 0, 0], [1.9, 1.5, 2.4], set.palette.accent, { accent: "#2a2b2e" }));
    return { pieces, surfaceAt: [0, 0.78, 0.62] };
  }
  const table =
    seated.length > 0
      ? (kit.seat.table ?? (needsSurface ? "round-table" : null))
      : needsSurface && kit.interior
        ? "table"
        : null;
  const lowRock = needsSurface && !table;
  const centre =
    seated.length > 0
      ? seated.reduce<Vec3>((sum, { mark }) => add(sum, scale(mark.at, 1 / seated.length)), [0, 0, 0])
      : ([0, 0, 0] as Vec3);
  if (table) {
    const tall = seated.length > 0 ? 0.74 : 0.8;
    const alone =
      seated.length === 1 ? scale(direction(seated[0]?.mark.facing ?? 0, 0), 0.62) : ([0, 0, 0] as Vec3);
    const at: Vec3 = seated.length > 0 ? add(centre, [alone[0], 0, alone[2]]) : [0.2, 0, -0.75];
    const narrow = seated.length >= 2 ? 0.66 : 1.2;
    const turn = seated.length === 1 ? (seated[0]?.mark.facing ?? 0) : 0;
    pieces.push(
      put(table, at, table === "round-table" ? [0.78, tall, 0.78] : [narrow, tall, 0.75], wood, {
        turn,
        accent: set.palette.trim,
        lit: true,
      }),
    );
    return { pieces, surfaceAt: [at[0], tall, at[2]] };
  }
  if (lowRock) {
    pieces.push(put(kit.interior ? "crate" : "rock", [0.25, 0, 0.35], [0.7, 0.42, 0.55], "#7a756a"));
    return { pieces, surfaceAt: [0.25, 0.4, 0.35] };
  }
  return { pieces, surfaceAt: null };
}
