const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["minute", 60],
  ["hour", 3600],
  ["day", 86_400],
  ["week", 604_800],
];

/** How long ago something was, in words; a date when it is more than a few weeks. */
export function whenWords(at: number | string | Date, now = Date.now()): string {
  const date = new Date(at);
  const seconds = (date.getTime() - now) / 1000;
  const age = Math.abs(seconds);
  if (Number.isNaN(age)) return "";
  if (age < 60) return "just now";
  if (age > 4 * 604_800)
    return date.toLocaleDateString("en", { day: "numeric", month: "short", year: "numeric" });
  const [unit, size] = steps.findLast(([, length]) => age >= length) ?? ["minute", 60];
  return relative.format(Math.round(seconds / size), unit);
}

/** "1 change", "3 changes". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
