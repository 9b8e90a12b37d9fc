import type { TitlePage } from "@backlot/shared/screenplay/block";

export type TitlePageField = { key: string; hint: string; lines: string[] };

const usual: [key: string, hint: string, alias?: string][] = [
  ["Title", "The name of the film"],
  ["Credit", "written by"],
  ["Author", "Who wrote it", "authors"],
  ["Source", "Story by …, based on …"],
  ["Draft date", "12 March"],
  ["Contact", "Name, address, telephone"],
  ["Copyright", "© …"],
];

/** The usual entries in their order, with what the script says, then whatever else it has. The script's own keys stay. */
export function titlePageFields(entries: TitlePage): TitlePageField[] {
  const taken = new Set<string>();
  const fields = usual.map(([key, hint, alias]) => {
    const entry = entries.find((one) => [key.toLowerCase(), alias].includes(one.key.toLowerCase()));
    if (entry !== undefined) taken.add(entry.key);
    return { key: entry?.key ?? key, hint, lines: entry?.lines ?? [] };
  });
  const others = entries.filter((one) => !taken.has(one.key));
  return [...fields, ...others.map(({ key, lines }) => ({ key, hint: "", lines }))];
}

/** The entries with one of them changed, added at the end, or, without lines, taken away. */
export function withEntry(entries: TitlePage, key: string, lines: readonly string[]): TitlePage {
  const isThere = entries.some((one) => one.key === key);
  if (lines.length === 0) return entries.filter((one) => one.key !== key);
  if (!isThere) return [...entries, { key, lines: [...lines] }];
  return entries.map((one) => (one.key === key ? { key, lines: [...lines] } : one));
}
