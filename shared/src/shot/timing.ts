/**
 * How long things take on screen. Speech at 200 words a minute and a second for each speech (half of it in quick
 * exchanges), action at a fifth of a second a word, two seconds a scene: Storyboarder's rule, checked against the page count
 * of four screenplays. A page is a minute, so an eighth is 7.5 seconds.
 */
export const secondsPerEighth = 7.5;

/** The lengths that a cut may have, in seconds. */
export const clamps = {
  cut: [0.8, 12],
  insert: [1.5, 3],
  establishing: [2.5, 5],
  reaction: [1, 2],
} as const;

const framesPerSecond = 24;

export function framesOf(seconds: number): number {
  return Math.round(seconds * framesPerSecond);
}

export function clampSeconds(seconds: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, seconds));
}

/** A speech of so many words. `isQuick`: it answers a short one. */
export function speechSeconds(words: number, isQuick: boolean): number {
  return words / (200 / 60) + (isQuick ? 0.5 : 1);
}

export function actionSeconds(words: number): number {
  return words * 0.2 + 0.5;
}

/** A part of a scene as far as time goes. */
export type Timed = { kind: "action" | "speech"; words: number };

/** Words of an answer up to which an exchange is quick. */
const quick = 8;

/** How long a scene runs: half-way from the sum of its parts to its length on paper, times the pace of the film (1 is usual). */
export function sceneSeconds(parts: readonly Timed[], eighths: number, pace = 1): number {
  const sum = parts.reduce((seconds, part, i) => {
    if (part.kind === "action") return seconds + actionSeconds(part.words);
    const before = parts[i - 1];
    return seconds + speechSeconds(part.words, before?.kind === "speech" && before.words <= quick);
  }, 2);
  return ((sum + eighths * secondsPerEighth) / 2) * pace;
}

/**
 * By how much the action of a scene is stretched or pressed so that the scene gets its length. What is spoken takes the
 * time that a voice needs, so only the rest can give.
 */
export function actionScale(wanted: number, spoken: number, action: number): number {
  return action <= 0 ? 1 : Math.min(1.8, Math.max(0.6, (wanted - spoken) / action));
}
