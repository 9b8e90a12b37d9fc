const hour = 3_600_000;
const day = 24 * hour;

export type KeptVersion = { id: string; name: string | null; createdAt: number };

/**
 * Which versions may go: named ones never do; of the others all of the last day stay, one an hour of the last week,
 * one a day of the last ninety days. The newest of an hour or a day is the one that stays.
 */
export function versionsToDrop(versions: readonly KeptVersion[], now: number): string[] {
  const taken = new Set<string>();
  const dropped: string[] = [];
  for (const version of versions.toSorted((a, b) => b.createdAt - a.createdAt)) {
    const age = now - version.createdAt;
    if (version.name !== null || age < day) continue;
    const size = age < 7 * day ? hour : day;
    const slot = `${size} ${Math.floor(version.createdAt / size)}`;
    if (age > 90 * day || taken.has(slot)) dropped.push(version.id);
    taken.add(slot);
  }
  return dropped;
}
