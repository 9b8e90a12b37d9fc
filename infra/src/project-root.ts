import { resolve } from "node:path";

/** The folder of the clone: the one that holds package.json and the lockfile. */
export const projectRoot = resolve(import.meta.dirname, "..", "..");
