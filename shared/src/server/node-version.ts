/** The oldest Node that runs the TypeScript sources directly and has every API that the servers use. */
export const oldestNode = 24;

/**
 * The sentence for somebody who ran a main file with the wrong Node, or null when this Node will do.
 * (A Node too old to read TypeScript stops earlier, at its own syntax error.)
 */
export function nodeVersionProblem(version: string = process.versions.node): string | null {
  const major = Number(version.split(".")[0]);
  if (major >= oldestNode) return null;
  return `This file needs Node ${oldestNode}, and ${version} is running it: use npm start.`;
}

/** Stops the process with that sentence when the wrong Node runs it. */
export function requireNode(): void {
  const problem = nodeVersionProblem();
  if (!problem) return;
  console.error(problem);
  process.exit(1);
}
