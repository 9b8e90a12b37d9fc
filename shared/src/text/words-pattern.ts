/** Finds a name in whatever capitals, where a word begins: plurals and endings count. */
export function wordsPattern(name: string): RegExp {
  const escaped = name.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}`, "giu");
}
