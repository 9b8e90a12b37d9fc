import { omitted } from "./page-format.ts";

/**
 * How Fountain holds a scene that is cut but keeps its place and number, since the syntax has no word for it: a heading
 * OMITTED with the number, and the scene itself as cut-away text under it. Every other program prints the same as we do.
 */
export function printOmitted(scene: string, number: string | undefined): string {
  const heading = `.${omitted}${number === undefined ? "" : ` #${number}#`}`;
  return `${heading}\n\n/*\n${escaped(scene)}\n*/`;
}

/** The scene in cut-away text, as it was printed. */
export function omittedScene(cutAway: string): string {
  return cutAway.slice(2, -2).replace(/\*\\(\\*)\//g, "*$1/");
}

/** Cut-away text ends at its first closing mark, so those inside it are broken by one more backslash. */
function escaped(scene: string): string {
  return scene.replace(/\*(\\*)\//g, "*\\$1/");
}
