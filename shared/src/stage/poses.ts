import type { PoseName } from "./schema.ts";

/** Joint angles in radians. Pitch forward is positive; `out` lifts a limb sideways away from the body; `bend` folds it. */
export type Limb = { pitch: number; out: number; twist: number; bend: number };

export type Pose = {
  /** Height of the hips as a share of their standing height. */
  hips: number;
  /** Forward lean of the whole figure about the hips; −π/2 lies on the back. */
  lean: number;
  /** Sideways lean. */
  tilt: number;
  /** Extra forward bend of chest over hips. */
  bow: number;
  /** Head pitch, down positive. */
  nod: number;
  rightArm: Limb;
  leftArm: Limb;
  rightLeg: Limb;
  leftLeg: Limb;
};

const limb = (pitch: number, out: number, bend: number, twist = 0): Limb => ({ pitch, out, bend, twist });

const restArm = limb(0.06, 0.1, 0.22);
const restLeg = limb(0, 0.05, 0);

const base: Pose = {
  hips: 1,
  lean: 0,
  tilt: 0,
  bow: 0,
  nod: 0.02,
  rightArm: restArm,
  leftArm: restArm,
  rightLeg: restLeg,
  leftLeg: restLeg,
};

const seatedLeg = limb(1.5, 0.1, 1.5);

/** Every pose as what differs from standing at rest. */
export const poses: Record<PoseName, Pose> = {
  stand: base,
  relaxed: { ...base, tilt: 0.03, rightArm: limb(0.1, 0.09, 0.3), leftLeg: limb(0.1, 0.09, 0.12) },
  "arms-crossed": {
    ...base,
    rightArm: limb(0.5, 0.12, 1.75, 1.05),
    leftArm: limb(0.62, 0.1, 1.7, 1.1),
    bow: -0.03,
  },
  "hands-on-hips": { ...base, rightArm: limb(-0.35, 0.75, 1.6, 0.75), leftArm: limb(-0.35, 0.75, 1.6, 0.75) },
  sit: {
    ...base,
    hips: 0.55,
    bow: 0.05,
    rightArm: limb(0.55, 0.1, 0.95, 0.25),
    leftArm: limb(0.55, 0.1, 0.95, 0.25),
    rightLeg: seatedLeg,
    leftLeg: seatedLeg,
  },
  "sit-lean": {
    ...base,
    hips: 0.55,
    bow: 0.42,
    nod: -0.2,
    rightArm: limb(0.85, 0.16, 1.15, 0.45),
    leftArm: limb(0.85, 0.16, 1.15, 0.45),
    rightLeg: seatedLeg,
    leftLeg: seatedLeg,
  },
  walk: {
    ...base,
    bow: 0.04,
    rightArm: limb(-0.35, 0.07, 0.35),
    leftArm: limb(0.4, 0.07, 0.45),
    rightLeg: limb(0.42, 0.02, 0.1),
    leftLeg: limb(-0.3, 0.02, 0.25),
  },
  run: {
    ...base,
    lean: 0.18,
    bow: 0.1,
    hips: 0.97,
    rightArm: limb(-0.8, 0.12, 1.5),
    leftArm: limb(0.8, 0.12, 1.6),
    rightLeg: limb(0.95, 0.02, 0.9),
    leftLeg: limb(-0.5, 0.02, 1.0),
  },
  lie: {
    ...base,
    hips: 0.14,
    lean: -1.5,
    nod: 0.1,
    rightArm: limb(0.05, 0.28, 0.25),
    leftArm: limb(0.35, 0.1, 0.95, 0.9),
    rightLeg: limb(0.02, 0.07, 0.05),
    leftLeg: limb(0.1, 0.1, 0.2),
  },
  kneel: {
    ...base,
    hips: 0.6,
    bow: 0.12,
    nod: 0.18,
    rightArm: limb(0.5, 0.1, 0.7, 0.2),
    leftArm: limb(0.4, 0.12, 0.6),
    rightLeg: limb(1.45, 0.1, 1.5),
    leftLeg: limb(0.0, 0.08, 1.62),
  },
  crouch: {
    ...base,
    hips: 0.48,
    bow: 0.5,
    nod: -0.1,
    rightArm: limb(0.9, 0.14, 0.6, 0.2),
    leftArm: limb(0.8, 0.14, 0.7, 0.2),
    rightLeg: limb(1.85, 0.25, 2.25),
    leftLeg: limb(1.35, 0.25, 2.1),
  },
  point: { ...base, bow: -0.02, rightArm: limb(1.5, 0.05, 0.06), leftArm: limb(0.02, 0.12, 0.3) },
  hold: { ...base, nod: 0.12, rightArm: limb(0.55, 0.1, 1.25, 0.45), leftArm: limb(0.12, 0.11, 0.4) },
  embrace: { ...base, bow: 0.1, rightArm: limb(1.15, 0.35, 0.75, 0.75), leftArm: limb(1.25, 0.3, 0.8, 0.75) },
  phone: { ...base, nod: 0.05, rightArm: limb(1.15, 0.63, 2.52, -0.24), leftArm: limb(0.2, 0.1, 0.5) },
  reach: { ...base, bow: 0.16, rightArm: limb(1.05, 0.12, 0.3), leftArm: limb(0.05, 0.12, 0.3) },
  drink: { ...base, nod: -0.08, rightArm: limb(0.95, 0.3, 2.2, 0.5), leftArm: limb(0.05, 0.1, 0.3) },
  "hands-up": { ...base, rightArm: limb(1.3, 0.75, 1.35, -0.9), leftArm: limb(1.3, 0.75, 1.35, -0.9) },
  fight: {
    ...base,
    bow: 0.16,
    hips: 0.96,
    rightArm: limb(0.75, 0.2, 1.9, 0.2),
    leftArm: limb(1.2, 0.1, 0.75, 0.2),
    rightLeg: limb(-0.25, 0.14, 0.25),
    leftLeg: limb(0.4, 0.14, 0.4),
  },
  aim: {
    ...base,
    bow: -0.02,
    rightArm: limb(1.47, -0.02, 0.06, 0.2),
    leftArm: limb(1.36, -0.12, 0.35, 0.75),
    rightLeg: limb(-0.12, 0.12, 0.08),
    leftLeg: limb(0.22, 0.1, 0.16),
  },
  type: {
    ...base,
    hips: 0.55,
    bow: 0.14,
    nod: 0.16,
    rightArm: limb(0.5, 0.12, 1.15, 0.3),
    leftArm: limb(0.5, 0.12, 1.15, 0.3),
    rightLeg: seatedLeg,
    leftLeg: seatedLeg,
  },
  lean: {
    ...base,
    tilt: 0.12,
    bow: 0.02,
    rightArm: limb(0.45, 0.35, 0.55),
    leftArm: limb(0.06, 0.1, 0.9, 0.6),
    leftLeg: limb(0.2, 0.05, 0.2),
  },
  "head-down": {
    ...base,
    bow: 0.22,
    nod: 0.55,
    rightArm: limb(0.12, 0.07, 0.3),
    leftArm: limb(0.12, 0.07, 0.3),
  },
  wave: { ...base, rightArm: limb(1.1, 0.85, 1.5, -1.1), leftArm: restArm },
};

/** Whether the pose needs something to sit on. */
export function isSeated(pose: PoseName): boolean {
  return poses[pose].hips > 0.5 && poses[pose].hips < 0.57;
}

/** Height of the top of the head above the floor. */
export function headTop(pose: PoseName, height: number): number {
  if (pose === "lie") return 0.32;
  const { hips, bow, lean } = poses[pose];
  const standingHips = 0.525 * height;
  return hips * standingHips + (height - standingHips) * Math.cos((bow + lean) * 0.6);
}

type Cue = { words: RegExp; from: PoseName; to: PoseName; travel?: number };

/** Verbs of the action in the order in which they win. `travel` walks that many metres to the mark. */
const cues: Cue[] = [
  { words: /\b(sits? down|slumps? (?:down|into)|takes? a seat|sinks? into)\b/i, from: "stand", to: "sit" },
  { words: /\b(stands? up|gets? up|rises?|jumps? up|leaps? up)\b/i, from: "sit", to: "stand" },
  { words: /\b(kneels?|kneeling|drops? to (?:his|her|their) knees)\b/i, from: "kneel", to: "kneel" },
  { words: /\b(lies|lying|sleeps?|asleep|unconscious|dead|collapsed|in bed)\b/i, from: "lie", to: "lie" },
  { words: /\b(falls?|collapses?|faints?)\b/i, from: "stand", to: "lie" },
  { words: /\b(crouch\w*|squats?|ducks?|hides?|hiding)\b/i, from: "crouch", to: "crouch" },
  { words: /\b(types?|typing)\b/i, from: "type", to: "type" },
  { words: /\b(leans? (?:in|forward|across)|eats?|eating|plays? (?:cards|chess)|studies|reads? at)\b/i, from: "sit-lean", to: "sit-lean" },
  { words: /\b(sits?|sitting|seated|drives?|driving)\b/i, from: "sit", to: "sit" },
  { words: /\b(runs?|running|sprints?|races|flees|chases?|bolts?|dashes)\b/i, from: "run", to: "run", travel: 4 },
  { words: /\b(walks?|walking|crosses|strides?|paces|approaches|wanders?|marches|steps|hurries|storms|comes?)\b/i, from: "walk", to: "relaxed", travel: 1.6 },
  { words: /\b(embraces?|hugs?|hugging|holds? (?:him|her|them) (?:close|tight)|kiss(?:es)?)\b/i, from: "embrace", to: "embrace" },
  { words: /\b(aims?|aiming|shoots?|levels? (?:the|a|his|her) (?:gun|pistol|rifle))\b/i, from: "aim", to: "aim" },
  { words: /\b(points?|pointing)\b/i, from: "stand", to: "point" },
  { words: /\b(fights?|fighting|punch\w*|hits?|swings?|strikes?)\b/i, from: "fight", to: "fight" },
  { words: /\b(on the phone|phones?|calls|dials|answers the phone)\b/i, from: "phone", to: "phone" },
  { words: /\b(drinks?|drinking|sips?|gulps?|swallows?)\b/i, from: "hold", to: "drink" },
  { words: /\b(hands up|surrenders?|raises (?:his|her|their) hands)\b/i, from: "hands-up", to: "hands-up" },
  { words: /\b(waves?|waving|beckons?)\b/i, from: "stand", to: "wave" },
  { words: /\b(picks? up|takes? the|grabs?|reach\w*|opens?|knocks?|pours?|lifts?|puts?|places?|sets? down|touch\w*)\b/i, from: "relaxed", to: "reach" },
  { words: /\b(holds?|holding|carries|carrying|reads?|reading|shows?|examines?|studies|clutch\w*|turns over)\b/i, from: "hold", to: "hold" },
  { words: /\b(arms (?:crossed|folded)|crosses (?:his|her|their) arms|waits?|waiting|watch(?:es|ing)?)\b/i, from: "arms-crossed", to: "arms-crossed" },
  { words: /\b(hands on (?:his|her|their) hips)\b/i, from: "hands-on-hips", to: "hands-on-hips" },
  { words: /\b(leans?|leaning)\b/i, from: "lean", to: "lean" },
  { words: /\b(weeps?|cries|crying|sobs?|bows?|hangs (?:his|her|their) head|looks? down)\b/i, from: "head-down", to: "head-down" },
]; // prettier-ignore

export type Action = { from: PoseName; to: PoseName; travel: number };

/** The poses that a text of action asks for; null when it has no verb that we can play. */
export function readAction(text: string): Action | null {
  const found = cues.find(({ words }) => words.test(text));
  return found ? { from: found.from, to: found.to, travel: found.travel ?? 0 } : null;
}

/** The clauses of a description that are about one person. */
export function clausesAbout(name: string, description: string): string {
  const names = [name, ...name.split(/\s+/)]
    .filter((part) => part.length > 2)
    .map((part) => part.toLowerCase());
  const clauses = description.split(/[.;!?\n]+|,? (?:while|as|and then) /);
  return clauses.filter((clause) => names.some((part) => clause.toLowerCase().includes(part))).join(". ");
}
