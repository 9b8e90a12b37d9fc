import type { DerivedShot } from "./derive.ts";
import type { ShotSize } from "./schema.ts";

/** A camera position and the cuts that are taken from it: what is shot, where a shot list is what is seen. */
export type Setup = {
  /** A for the master, then B, C … without I and O; AA after Z. */
  letter: string;
  size: ShotSize;
  /** Who is in it, sorted. */
  subjects: string[];
  /** Keys of its cuts, in the order of the film. */
  shots: string[];
  /** The widest frame on most of the cast: it covers the scene. */
  isMaster: boolean;
};

const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
/** From the widest to the closest. */
const widths: readonly ShotSize[] = [
  "extreme-wide",
  "wide",
  "full",
  "medium-wide",
  "two-shot",
  "medium",
  "over-the-shoulder",
  "medium-close",
  "close",
  "extreme-close",
  "pov",
  "insert",
];

/** The setups of one scene's cuts: cuts of the same size, angle and people are taken from one position. */
export function setupsOf(shots: readonly DerivedShot[]): Setup[] {
  const groups = Map.groupBy(shots, (shot) => [shot.size, shot.angle, ...subjectsOf(shot)].join("\n"));
  const found = [...groups.values()].map((group) => ({
    size: group[0]!.size,
    subjects: subjectsOf(group[0]!),
    shots: group.map((shot) => shot.key),
  }));
  const master = found.toSorted(
    (a, b) => b.subjects.length - a.subjects.length || widths.indexOf(a.size) - widths.indexOf(b.size),
  )[0];
  const rest = found.filter((setup) => setup !== master);
  return [...(master === undefined ? [] : [master]), ...rest].map((setup, i) => ({
    ...setup,
    letter: setupLetter(i),
    isMaster: i === 0,
  }));
}

/** 0 is A, 23 is Z, 24 is AA. */
export function setupLetter(index: number): string {
  const first = Math.floor(index / letters.length);
  const last = letters[index % letters.length]!;
  return first === 0 ? last : `${setupLetter(first - 1)}${last}`;
}

function subjectsOf(shot: DerivedShot): string[] {
  return Object.keys(shot.presence).toSorted();
}
