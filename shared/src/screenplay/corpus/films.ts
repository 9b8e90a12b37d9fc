import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readGold, type GoldFilm } from "./read-gold.ts";

/** The annotated films of one half of the corpus. Held-out films are for figures, never for writing rules. */
export function filmsOf(part: "tuning" | "held-out"): GoldFilm[] {
  const folder = join(import.meta.dirname, part);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".gold"))
    .toSorted()
    .map((file) => readGold(readFileSync(join(folder, file), "utf8")));
}
