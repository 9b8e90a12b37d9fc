import { useMemo, useState, type ReactNode } from "react";
import { planningFps } from "@backlot/shared/build/stage-input";
import { shotDescription } from "@backlot/shared/documents/shots";
import { shotAngle, shotMovement, shotSize, vocabularyLabel, type Shot } from "@backlot/shared/shot/schema";
import { useSharedText } from "../app/shared-text.tsx";
import { useSession } from "../session/hooks.ts";
import type { ShotEdits } from "./use-shot-edits.ts";
import classes from "./fields.module.css";

type FieldProps = { shot: Shot; label: string; edits: ShotEdits };

const words = { size: shotSize.options, angle: shotAngle.options, movement: shotMovement.options };

/** Size, angle or movement, from the vocabulary. A native list: dense, quick, and at home on a phone. */
function WordField({ shot, label, edits, field }: FieldProps & { field: keyof typeof words }) {
  return (
    <select
      className={classes.field}
      aria-label={`${vocabularyLabel(field)} of ${label}`}
      value={shot[field]}
      disabled={!edits.mayEdit}
      onChange={(event) => edits.change(shot.id, { [field]: event.currentTarget.value })}
    >
      {words[field].map((word) => (
        <option key={word} value={word}>
          {vocabularyLabel(word)}
        </option>
      ))}
    </select>
  );
}

const numbers = {
  lensMm: { name: "Lens in millimetres", step: 5 },
  aperture: { name: "Aperture", step: 0.4 },
  durationFrames: { name: "Duration in frames", step: 6 },
} as const;

/** Lens, aperture or duration: typed, or nudged with the arrow keys. Out of range is refused with a sentence. */
function NumberField(props: FieldProps & { field: keyof typeof numbers; children?: ReactNode }) {
  const { shot, field, edits } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const { name, step } = numbers[field];
  const write = (value: number) => {
    setTyped(null);
    if (Number.isFinite(value)) edits.change(shot.id, { [field]: Math.round(value * 100) / 100 });
  };
  const commit = () => {
    if (typed !== null) write(typed.trim() === "" ? Number.NaN : Number(typed.replace(",", ".")));
  };
  return (
    <span className={classes.number}>
      <input
        className={classes.field}
        aria-label={`${name} of ${props.label}`}
        inputMode="decimal"
        value={typed ?? String(shot[field])}
        disabled={!edits.mayEdit}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.altKey) return;
          if (event.key === "Enter") commit();
          if (event.key === "Escape") setTyped(null);
          const by = event.key === "ArrowUp" ? step : event.key === "ArrowDown" ? -step : 0;
          if (by === 0) return;
          event.preventDefault();
          write(shot[field] + by);
        }}
      />
      {props.children}
    </span>
  );
}

/** What the camera does, with its name where there is room for one. */
export const cameraFields = [
  { field: "size", name: "Size" },
  { field: "angle", name: "Angle" },
  { field: "movement", name: "Movement" },
  { field: "lensMm", name: "Lens, mm" },
  { field: "aperture", name: "Aperture, f/" },
  { field: "durationFrames", name: "Frames" },
] as const;

export type CameraFieldName = (typeof cameraFields)[number]["field"];

/** One value of the camera, in a field of its kind. */
export function CameraField({
  field,
  ...props
}: FieldProps & { field: CameraFieldName; children?: ReactNode }) {
  if (field === "size" || field === "angle" || field === "movement")
    return <WordField {...props} field={field} />;
  return <NumberField {...props} field={field} />;
}

/** Seconds of a shot, as "3.0 s". */
export function secondsOf({ durationFrames }: Pick<Shot, "durationFrames">): string {
  return `${(durationFrames / planningFps).toFixed(1)} s`;
}

/** The co-edited description, on one line in the table and on several in the inspector. */
export function DescriptionField(props: { shot: Shot; label: string; mayEdit: boolean; rows?: number }) {
  const { shot, rows } = props;
  const doc = useSession().documents.shots;
  const text = useMemo(() => shotDescription(doc, shot.id), [doc, shot.id]);
  const field = useSharedText<HTMLInputElement & HTMLTextAreaElement>(text);
  const shared = {
    ref: field,
    "aria-label": `Description of ${props.label}`,
    placeholder: props.mayEdit ? "What happens in this shot" : "",
    readOnly: !props.mayEdit,
    maxLength: 20_000,
  };
  return rows === undefined ? (
    <input className={classes.field} {...shared} title={shot.description} />
  ) : (
    <textarea className={classes.area} rows={rows} {...shared} />
  );
}
