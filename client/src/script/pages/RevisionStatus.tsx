import type { Revisions } from "@backlot/shared/documents/revisions";
import classes from "./RevisionStatus.module.css";

/** Says in what state of production the pages are: the colour of the revision, what is locked. */
export function RevisionStatus({ revisions }: { revisions: Revisions }) {
  const { active, sets, pageLocks, areNumbersLocked } = revisions;
  const latest = active ?? sets.at(-1);
  const words = [
    latest === undefined ? null : `${latest.name} revision${active === null ? ", ended" : ""}`,
    pageLocks.length > 0 ? "pages locked" : null,
    areNumbersLocked ? "scene numbers locked" : null,
  ].filter((one) => one !== null);
  if (words.length === 0) return null;
  return (
    <output className={classes.status}>
      {latest === undefined ? null : (
        <>
          <span className={classes.swatch} style={{ background: latest.tint }} aria-hidden />
          <style>
            {sets.map((set) => `.revised[data-set="${set.id}"]{--revision:${set.tint}}`).join("")}
          </style>
        </>
      )}
      {words.join(" · ")}
    </output>
  );
}
