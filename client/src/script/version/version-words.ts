import { versionReasonWords, type ScriptVersion } from "@backlot/shared/version/schema";

/** What a version is called: its name, or why it was kept. */
export function versionTitle(version: ScriptVersion): string {
  if (version.name !== null) return version.name;
  return version.reason === "run" ? `Read by ${version.createdByName}` : versionReasonWords[version.reason];
}

/** Who a version is by: those who wrote since the one before, or whoever kept it. */
export function versionPeople(version: ScriptVersion): string {
  const names = version.contributors.map((one) => one.name);
  return names.length === 0 ? version.createdByName : names.join(", ");
}

/** Versions by the day on which they were kept, in their order. */
export function byDay(versions: readonly ScriptVersion[]): { day: string; versions: ScriptVersion[] }[] {
  const days: { day: string; versions: ScriptVersion[] }[] = [];
  for (const version of versions) {
    const day = new Date(version.createdAt).toLocaleDateString("en", {
      weekday: "long",
      day: "numeric",
      month: "long",
    });
    const last = days.at(-1);
    if (last?.day === day) last.versions.push(version);
    else days.push({ day, versions: [version] });
  }
  return days;
}
