import type { Asset, AssetCategory } from "./schema.ts";

type Named = { name: string; aliases: readonly string[] };
type Candidate = Named & { category: AssetCategory };

export type Similarity = {
  /** From 0 to 1; at `goodEnough` and above it is worth showing. */
  score: number;
  /** A sentence for people. */
  reason: string;
};

/** Below this two names have nothing to do with each other. */
export const goodEnough = 0.5;

/** Another category costs this much: a "prop" may be a character that the breakdown took for a thing. */
const otherCategory = 0.25;

/** How well a library asset fits an asset of the film, by name and other names; null when it does not. */
export function compareWithLibrary(
  asset: Pick<Asset, "name" | "aliases" | "category">,
  library: Candidate,
): Similarity | null {
  const found = compareNames(asset, library);
  const isSameKind = asset.category === library.category;
  const score = found.score - (isSameKind ? 0 : otherCategory);
  if (score < goodEnough) return null;
  return {
    score,
    reason: isSameKind ? found.reason : `${found.reason} It is a ${library.category} in the library.`,
  };
}

export type LibraryEntry = Candidate & { id: string };

export type LibraryMatch = {
  assetId: string;
  /** Best first, at least one. */
  candidates: (Similarity & { libraryAssetId: string })[];
};

/** Assets that nobody has decided about yet, each with the library assets that fit it. */
export function matchAssets(assets: readonly Asset[], library: readonly LibraryEntry[]): LibraryMatch[] {
  return assets
    .filter((asset) => asset.link === null)
    .map((asset) => ({
      assetId: asset.id,
      candidates: library
        .flatMap((entry) => {
          const similarity = compareWithLibrary(asset, entry);
          return similarity === null ? [] : [{ libraryAssetId: entry.id, ...similarity }];
        })
        .toSorted((a, b) => b.score - a.score),
    }))
    .filter((match) => match.candidates.length > 0);
}

function compareNames(asset: Named, library: Named): Similarity {
  const [own, theirs] = [normal(asset.name), normal(library.name)];
  if (own === theirs) return { score: 1, reason: "The same name." };
  const libraryAlias = library.aliases.find((alias) => normal(alias) === own);
  if (libraryAlias !== undefined)
    return { score: 0.9, reason: `The library also calls it "${libraryAlias}".` };
  const ownAlias = asset.aliases.find((alias) => normal(alias) === theirs);
  if (ownAlias !== undefined) return { score: 0.9, reason: `The script also calls it "${ownAlias}".` };
  const shared = asset.aliases.find((alias) =>
    library.aliases.some((other) => normal(other) === normal(alias)),
  );
  if (shared !== undefined) return { score: 0.8, reason: `Both are also called "${shared}".` };
  // Never as good as an equal name or other name.
  return { score: 0.75 * overlap(own, theirs), reason: "The names are alike." };
}

/** How much of two names is the same: shared words or shared letter pairs, whichever says more. From 0 to 1. */
function overlap(a: string, b: string): number {
  return Math.max(dice(words(a), words(b)), dice(pairs(a), pairs(b)));
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  const shared = [...a].filter((one) => b.has(one)).length;
  return (2 * shared) / (a.size + b.size);
}

function words(name: string): Set<string> {
  return new Set(name.split(" ").filter((word) => word !== "" && !fillers.has(word)));
}

function pairs(name: string): Set<string> {
  const letters = Array.from([...words(name)].join(""));
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`));
}

const fillers = new Set(["the", "a", "an", "of", "and"]);

/** "The CLOCK-maker’s  Box" → "the clock maker s box"; letters of every script are kept. */
function normal(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLocaleLowerCase("en")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
