import type { Mark } from "./blocking.ts";
import type { Subject } from "./framing.ts";
import type { CastInput, StageInput } from "./input.ts";
import { headTop, isSeated } from "./poses.ts";
import type { Figure } from "./schema.ts";
import { readBody, readLook } from "./wardrobe.ts";

export function dressFigure(member: CastInput, input: StageInput): Omit<Figure, "keys" | "gaze"> {
  const text = `${member.name}. ${member.description}`;
  const body = readBody(member.assetId, text);
  const look = (said: string | undefined, fromFrame: number) =>
    readLook({
      id: member.assetId,
      description: member.description,
      body,
      fromFrame,
      ...(said ? { look: said } : {}),
    });
  const changes = member.lookAtEnd !== undefined && member.lookAtEnd !== member.lookDescription;
  const middle = Math.max(1, Math.floor(input.shot.durationFrames / 2));
  return {
    assetId: member.assetId,
    name: member.name,
    body,
    looks: [look(member.lookDescription, 0), ...(changes ? [look(member.lookAtEnd, middle)] : [])],
    speaks: input.dialogue
      .filter(({ assetId }) => assetId === member.assetId)
      .map(({ startFrame, endFrame }) => ({ start: startFrame, end: endFrame })),
    picture: member.pictureHash ?? null,
  };
}

/** Whom the shot is of: named first in its description, else who speaks, else the first of the cast. */
export function mainOf(input: StageInput): CastInput | undefined {
  const text = input.shot.description.toLowerCase();
  const named = input.cast
    .map((member) => ({ member, index: text.indexOf(member.name.toLowerCase()) }))
    .filter(({ index }) => index >= 0)
    .toSorted((a, b) => a.index - b.index)[0]?.member;
  return named ?? input.cast.find(({ speaks }) => speaks) ?? input.cast[0];
}

export type Actor = { member: CastInput; mark: Mark; dressed: Omit<Figure, "keys" | "gaze"> };

export function subjectOf({ mark, dressed, member }: Actor): Subject {
  // Framed for where it matters: a person who sits down is framed sitting.
  const pose = member.presence.start && !member.presence.end ? mark.action.from : mark.action.to;
  const settled = !member.presence.start && isSeated(pose) ? "stand" : pose;
  return {
    at: mark.at,
    facing: mark.facing,
    height: dressed.body.height,
    top: headTop(settled, dressed.body.height),
    lies: settled === "lie",
  };
}
