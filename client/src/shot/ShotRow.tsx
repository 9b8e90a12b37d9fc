/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows of a virtual table stand in positioned boxes, which table elements cannot */
import { memo, useMemo } from "react";
import { vocabularyLabel, type Shot } from "@backlot/shared/shot/schema";
import { CameraField, DescriptionField, secondsOf, type CameraFieldName } from "./fields.tsx";
import { FramePicture } from "./picture.tsx";
import { Grip, useShotBox, type RowProps } from "./shot-box.tsx";
import { ShotMenu } from "./ShotMenu.tsx";
import { ShotState } from "./ShotState.tsx";
import type { CastEntry } from "./use-shots.ts";
import classes from "./ShotTable.module.css";

const columns: readonly CameraFieldName[] = ["size", "angle", "movement", "lensMm", "durationFrames"];

/** One shot as a table row, every value edited in its place. */
export const ShotRow = memo(function ShotRow(props: RowProps) {
  const { id, label, list } = props;
  const { shot, takes, handleRef, box } = useShotBox(props);
  const { edits } = list;
  if (shot === null) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- focus selects too, and the label is a button
    <div
      role="row"
      className={classes.row}
      aria-selected={props.isSelected}
      {...box}
      onClick={() => list.select(id)}
      onFocus={() => list.select(id)}
    >
      <div role="cell" className={classes.number}>
        {edits.mayEdit ? <Grip handleRef={handleRef} /> : null}
        <button type="button" className={classes.label} aria-label={`Select shot ${label}`} data-select={id}>
          {label}
        </button>
      </div>
      <div role="cell" className={classes.thumb}>
        <FramePicture shot={shot} slot="startFrame" takes={takes} label={label} />
      </div>
      {columns.map((field) => (
        <div role="cell" key={field}>
          <CameraField shot={shot} label={label} edits={edits} field={field}>
            {field === "lensMm" ? <span>mm</span> : null}
            {field === "durationFrames" ? <span>{secondsOf(shot)}</span> : null}
          </CameraField>
        </div>
      ))}
      <div role="cell">
        <DescriptionField shot={shot} label={label} mayEdit={edits.mayEdit} />
      </div>
      <div role="cell">
        <CastNames shot={shot} cast={list.cast} />
      </div>
      <div role="cell" className={classes.end}>
        <ShotState takes={takes} shot={shot} />
        <ShotMenu id={id} label={label} list={list} />
      </div>
    </div>
  );
});

/** One shot where there is no room for columns: read here, edited in the panel that a tap opens. */
export const ShotLine = memo(function ShotLine(props: RowProps) {
  const { id, label, list } = props;
  const { shot, takes, handleRef, box } = useShotBox(props);
  if (shot === null) return null;
  return (
    <div role="row" className={classes.line} aria-selected={props.isSelected} {...box}>
      <div role="cell" className={classes.number}>
        {list.edits.mayEdit ? <Grip handleRef={handleRef} /> : null}
      </div>
      <div role="cell">
        <button
          type="button"
          className={classes.lineFace}
          aria-pressed={props.isSelected}
          data-select={id}
          onClick={() => list.select(id)}
        >
          <span className="visually-hidden">Select shot {label}</span>
          <span className={classes.linePicture}>
            <FramePicture shot={shot} slot="startFrame" takes={takes} label={label} />
          </span>
          <span className={classes.lineWords}>
            <span>
              <strong>{label}</strong> {cameraWords(shot)}
            </span>
            <span className={classes.cast}>{shot.description}</span>
            <CastNames shot={shot} cast={list.cast} />
          </span>
        </button>
      </div>
      <div role="cell" className={classes.end}>
        <ShotState takes={takes} shot={shot} />
        <ShotMenu id={id} label={label} list={list} />
      </div>
    </div>
  );
});

/** "Wide · 24 mm · 3.0 s". */
export function cameraWords(shot: Pick<Shot, "size" | "lensMm" | "durationFrames">): string {
  return `${vocabularyLabel(shot.size)} · ${shot.lensMm} mm · ${secondsOf(shot)}`;
}

/** The names of who and what is in a shot. */
function CastNames({ shot, cast }: { shot: Pick<Shot, "presence">; cast: readonly CastEntry[] }) {
  const text = useMemo(
    () =>
      cast
        .filter((one) => shot.presence[one.id] !== undefined)
        .map((one) => one.name)
        .join(", "),
    [cast, shot.presence],
  );
  return (
    <span className={classes.cast} title={text}>
      {text}
    </span>
  );
}
